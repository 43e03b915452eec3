import { fileURLToPath, pathToFileURL } from "node:url";
import { type FakeAws, startFakeAws, type World as Accounts } from "./fake_aws.ts";
import { testPath } from "./programs.ts";
import { type Outcome, runClean } from "./script.ts";

export const mfaSerial = "arn:aws:iam::111111111111:mfa/alice";

/** The accounts of the end-to-end tests: one user with an MFA device, three roles that lead to each other. */
export const accounts = {
  users: [{
    accessKeyId: "AKIAFAKEALICEEXAMPLE",
    secretAccessKey: "fake/alice+secret/==",
    arn: "arn:aws:iam::111111111111:user/alice",
    mfaSerial,
  }],
  roles: [
    { arn: "arn:aws:iam::222222222222:role/one" },
    { arn: "arn:aws:iam::333333333333:role/two", externalId: "x2" },
    { arn: "arn:aws:iam::444444444444:role/three", maxDurationSeconds: 43200 },
    { arn: "arn:aws:iam::555555555555:role/locked", requiresMfa: true },
    { arn: "arn:aws:iam::666666666666:role/closed", trusts: [] },
  ],
};

/** Profiles that reach those accounts. */
export const files = {
  config: `# the profiles of the tests
[default]
region = us-east-1

[profile one]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = alice

[profile two]
role_arn = arn:aws:iam::333333333333:role/two
source_profile = one
external_id = x2

[profile three]
role_arn = arn:aws:iam::444444444444:role/three
source_profile = two
region = eu-west-1

[profile locked]
role_arn = arn:aws:iam::555555555555:role/locked
source_profile = mfa

[profile closed]
role_arn = arn:aws:iam::666666666666:role/closed
source_profile = alice

[profile mfa]
mfa_serial = ${mfaSerial}
`,
  credentials: `[alice]
aws_access_key_id = AKIAFAKEALICEEXAMPLE
aws_secret_access_key = fake/alice+secret/==

[mfa]
aws_access_key_id = AKIAFAKEALICEEXAMPLE
aws_secret_access_key = fake/alice+secret/==
`,
};

/** The words that run the awsume under test: AWSUME_BINARY when that is set, else this checkout or its bundle. */
export function awsumeWords(): readonly string[] {
  const binary = Deno.env.get("AWSUME_BINARY");
  if (binary !== undefined) return [binary];
  const bundle = Deno.env.get("AWSUME_BUNDLE");
  if (bundle !== undefined) return [Deno.execPath(), "run", "-A", bundle];
  return [Deno.execPath(), "run", "-A", fileURLToPath(new URL("../../main.ts", import.meta.url))];
}

/** A home folder with the two files, and an AWS of its own. Disposing of it removes both. */
export interface World extends AsyncDisposable {
  readonly home: string;
  readonly aws: FakeAws;
  /** What awsume must be told to reach that AWS and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs awsume without a shell. */
  run(words: readonly string[], more?: RunOptions): Promise<Omit<Outcome, "runs">>;
  /** The same in this process, as `runInside` can: without a terminal, and with nothing to read. */
  inside(words: readonly string[], more?: Pick<RunOptions, "env">): Promise<Omit<Outcome, "runs">>;
  /** An executable that is under test (AWSUME_BINARY) or what is to be read makes it `run`, else it is `inside`. */
  awsume(words: readonly string[], more?: RunOptions): Promise<Omit<Outcome, "runs">>;
  /** The same, and the names of the calls it made. */
  calls(): readonly string[];
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** What of a world is not as usual. */
export interface Setup extends Partial<typeof files> {
  readonly accounts?: Accounts;
}

export async function startWorld(texts: Setup = {}): Promise<World> {
  const aws = startFakeAws(texts.accounts ?? accounts);
  const home = await Deno.makeTempDir({ prefix: "awsume-test-" });
  await Deno.mkdir(`${home}/.aws`);
  await Deno.writeTextFile(`${home}/.aws/config`, texts.config ?? files.config);
  await Deno.writeTextFile(`${home}/.aws/credentials`, texts.credentials ?? files.credentials);
  const env = { AWS_ENDPOINT_URL_STS: aws.url, DENO_DIR: ownDenoDir(), NO_COLOR: "1" };
  const run: World["run"] = (words, { env: more = {}, stdin = "" } = {}) =>
    runClean([...awsumeWords(), ...words], { folder: home, env: { ...env, ...more }, stdin });
  const inside: World["inside"] = async (words, { env: more = {} } = {}) => {
    const { runInside } = await import("./inside.ts");
    return await runInside(words, { home, env: { PATH: testPath, HOME: home, ...env, ...more } });
  };
  return {
    home,
    aws,
    env,
    run,
    inside,
    awsume: (words, more = {}) =>
      Deno.env.has("AWSUME_BINARY") || more.stdin !== undefined ? run(words, more) : inside(words, more),
    calls: () => aws.calls.map(({ action }) => action),
    async [Symbol.asyncDispose](): Promise<void> {
      await aws[Symbol.asyncDispose]();
      await Deno.remove(home, { recursive: true });
    },
  };
}

/** A bundle needs no packages: what Deno makes of it is kept beside it, and goes with it. */
function ownDenoDir(): string {
  const bundle = Deno.env.get("AWSUME_BUNDLE");
  return bundle === undefined ? denoDir() : fileURLToPath(new URL("../deno", pathToFileURL(bundle)));
}

/** A checkout runs in Deno, whose package cache must not move with the test's HOME. */
export function denoDir(): string {
  return Deno.env.get("DENO_DIR") ??
    `${Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`}/deno`;
}
