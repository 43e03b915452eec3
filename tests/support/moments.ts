import { quickExec } from "../../src/cli/quick_exec.ts";
import { quick } from "../../src/cli/quick.ts";
import { run } from "../../src/cli/run.ts";
import { type FakeOptions, fakeSystem } from "./fake_system.ts";
import { succeed, type Tree } from "./sts_xml.ts";

/** One command line of a person, and what is around it. */
export interface Moment {
  /** Apart by blanks. */
  readonly words: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** Minutes after the first. */
  readonly minutes?: number;
  /** MFA codes that are typed. */
  readonly codes?: readonly string[];
}

/** What it came to. */
export interface Came {
  readonly status: number;
  /** The access key id that was exported or printed. */
  readonly key: string | undefined;
  readonly printed: string;
  readonly told: readonly string[];
}

/** A world that stays from one moment to the next. */
export interface Moments {
  /** As `main.ts` does it: from memory where that will do. */
  at(moment: Moment | string): Promise<Came>;
  /** The variables and the folder of each command that was run, and the commands. */
  readonly runs: readonly Told[];
  /** What STS was asked, by which key: `AssumeRole AKIA… arn…`. */
  readonly calls: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** What a command is told. */
export interface Told {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** How many ran before it. */
  readonly count: number;
}

const start = Date.parse("2026-01-01T00:00:00Z");

/** `print` is all commands that there are. STS gives each call a key of its own, which names the caller's. */
export function startMoments(
  options: Pick<FakeOptions, "os"> & {
    readonly config: string;
    readonly credentials?: string;
    readonly files?: Readonly<Record<string, string>>;
    print?(told: Told): string;
    /** What other services than STS answer, by the variables of the moment. */
    serve?(request: Request, env: Readonly<Record<string, string>>): Response | undefined;
  },
): Moments {
  const { config, credentials = "", files: more = {}, print = () => "", serve = () => undefined } = options;
  let files: ReadonlyMap<string, string> = new Map(Object.entries({
    "/home/me/.aws/config": config,
    "/home/me/.aws/credentials": credentials,
    ...more,
  }));
  const runs: Told[] = [];
  const calls: string[] = [];
  return {
    runs,
    calls,
    get files() {
      return files;
    },
    at: async (moment) => {
      const { words, env = {}, folder = "/work", minutes = 0, codes = [] } = typeof moment === "string"
        ? { words: moment }
        : moment;
      const now = new Date(start + minutes * 60_000);
      const variables = { HOME: "/home/me", ...env };
      using fake = fakeSystem({
        now,
        env: variables,
        folder,
        os: options.os ?? "linux",
        files: Object.fromEntries(files),
        answers: codes,
        outputs: (command, { env: added }) => {
          const told = { command, env: { ...variables, ...added }, folder, count: runs.length };
          runs.push(told);
          return print(told);
        },
        http: (request) => serve(request, variables) ?? answerSts(request, { calls, now }),
      });
      const status = await answer(words.split(" "), fake.system);
      files = new Map(fake.files);
      const printed = fake.printed.join("");
      const [, exported, json] = /AWS_ACCESS_KEY_ID='?(\w+)|"AccessKeyId": ?"(\w+)"/.exec(printed) ?? [];
      return { status, key: exported ?? json, printed, told: fake.told };
    },
  };
}

async function answer(argv: readonly string[], system: Parameters<typeof run>[1]): Promise<number> {
  const first = argv[0] === "exec" ? await quickExec(argv, system) : await quick(argv, system);
  return first ?? await run(argv, system);
}

/** What a `credential_process` prints for that key. */
export function printedKeys(id: string, more: Readonly<Record<string, string>> = {}): string {
  return JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: `fake/${id}`, ...more });
}

/** The same for a session of an hour. */
export function printedSession(id: string, expiration = "2026-01-01T01:00:00Z"): string {
  return printedKeys(id, { SessionToken: `token/${id}`, Expiration: expiration });
}

interface Asked {
  readonly calls: string[];
  readonly now: Date;
}

async function answerSts(request: Request, { calls, now }: Asked): Promise<Response> {
  const params = new URLSearchParams(await request.text());
  const [action, role] = [params.get("Action") ?? "", params.get("RoleArn")];
  const [, caller = "nobody"] = /Credential=(\w+)\//.exec(request.headers.get("authorization") ?? "") ?? [];
  const proof = params.get("WebIdentityToken");
  calls.push([action, caller, role, params.get("TokenCode") ?? proof].filter(Boolean).join(" "));
  const hours = action === "GetSessionToken" ? 12 : 1;
  const id = `ASIA${calls.length}OF${caller}`;
  const given = {
    AccessKeyId: id,
    SecretAccessKey: `fake/${id}`,
    SessionToken: `token/${id}`,
    Expiration: new Date(now.getTime() + hours * 3_600_000).toISOString(),
  };
  const assumed = (role ?? "").replace(":iam:", ":sts:").replace(/:role\/(?:.*\/)?/, ":assumed-role/");
  const user: Tree = role === null
    ? {}
    : { AssumedRoleUser: { AssumedRoleId: "AROAFAKE:x", Arn: `${assumed}/x` } };
  const { body } = succeed(action, { Credentials: given, ...user });
  return new Response(body, { headers: { "content-type": "text/xml" } });
}
