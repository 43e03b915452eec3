import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { makeToken } from "./fake_federation.ts";
import { type FakeMetadata, startContainer, startInstance } from "./fake_metadata.ts";
import { runClean } from "./script.ts";
import { describeWhole, keysOf, machineToken, oracleAccounts, type Whole } from "./oracle_people.ts";
import { startWorld, type World } from "./world.ts";

/**
 * Files, variables and a profile, and whose credentials they give: `alice`, then `>` and each role. A role has its
 * external id, its duration and a session name that begins with "chosen" in brackets. `error`: there are none.
 */
export interface OracleInput {
  readonly title: string;
  /** In texts and variables `{home}` is a folder; `{instance}`, `{container}` and `{guarded}` are services. */
  readonly config?: string;
  readonly credentials?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** No profile is named unless told. */
  readonly profile?: string;
  /** What awsume gives, and the others where nothing else is said. */
  readonly gives: string;
  readonly differs?: {
    /** What both boto3 and the AWS CLI give. */
    readonly others: string;
    /** Why awsume does not: whole sentences, in markdown. */
    readonly why: string;
  };
}

/** The code that is answered whenever somebody asks for one. */
const code = "123456";

/** Files that are there in every input. `process.json` and the like are what a process prints. */
function filesOf(): Readonly<Record<string, string>> {
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = keysOf("process");
  const printed = { Version: 1, AccessKeyId, SecretAccessKey };
  return {
    "process.json": JSON.stringify(printed),
    "version2.json": JSON.stringify({ ...printed, Version: 2 }),
    "versiontext.json": JSON.stringify({ ...printed, Version: "1" }),
    "half.json": JSON.stringify({ Version: 1, AccessKeyId }),
    "ended.json": JSON.stringify({ ...printed, SessionToken: "t", Expiration: "2020-01-01T00:00:00Z" }),
    "lasting.json": JSON.stringify({ ...printed, Expiration: "2999-01-01T00:00:00Z" }),
    "page.html": "<!DOCTYPE html><title>Sign in</title>",
    "two words.json": JSON.stringify(printed),
    "empty": "",
    "token": makeToken({ iss: "https://issuer.example", aud: "sts", sub: "job", exp: 32_503_680_000 }),
    "wrong-token": makeToken({ iss: "https://issuer.example", aud: "else", sub: "job", exp: 32_503_680_000 }),
  };
}

/** A world for each input, whose services know who asked. */
export interface OracleWorlds extends AsyncDisposable {
  readonly places: readonly OraclePlace[];
}

export interface OraclePlace {
  readonly input: OracleInput;
  readonly world: World;
  readonly env: Readonly<Record<string, string>>;
}

export async function startOracleWorlds(inputs: readonly OracleInput[]): Promise<OracleWorlds> {
  const machine = { ...keysOf("machine"), sessionToken: machineToken };
  const services = {
    instance: startInstance(machine),
    container: startContainer({ ...machine, ...keysOf("task") }),
    guarded: startContainer({ ...machine, ...keysOf("task") }, "Basic word"),
  };
  const places = await Promise.all(inputs.map((input) => startPlace(input, services)));
  return {
    places,
    async [Symbol.asyncDispose](): Promise<void> {
      const all = [...places.map(({ world }) => world), ...Object.values(services)];
      await Promise.all(all.map((each) => each[Symbol.asyncDispose]()));
    },
  };
}

async function startPlace(
  input: OracleInput,
  services: Readonly<Record<string, FakeMetadata>>,
): Promise<OraclePlace> {
  const world = await startWorld({ accounts: oracleAccounts });
  const places = [["home", world.home], ...Object.entries(services).map(([name, { url }]) => [name, url])];
  const fill = (text: string): string =>
    places.reduce((filled, [name, place]) => filled.replaceAll(`{${name}}`, place ?? ""), text);
  await Deno.writeTextFile(`${world.home}/.aws/config`, fill(input.config ?? ""));
  await Deno.writeTextFile(`${world.home}/.aws/credentials`, fill(input.credentials ?? ""));
  for (const [name, text] of Object.entries(filesOf())) {
    await Deno.writeTextFile(`${world.home}/${name}`, text);
  }
  const own = Object.entries(input.env ?? {}).map(([name, value]) => [name, fill(value)]);
  const isInstance = "AWS_EC2_METADATA_SERVICE_ENDPOINT" in (input.env ?? {});
  const env = {
    ...(isInstance ? {} : { AWS_EC2_METADATA_DISABLED: "true" }),
    // The CLI calls nothing without a region; a profile's own one counts where there is one.
    ...(/^region/m.test(`${input.config}${input.credentials}`) ? {} : { AWS_DEFAULT_REGION: "us-east-1" }),
    ...Object.fromEntries(own),
  };
  return { input, world, env };
}

/** What awsume gives for every input: in this process, or the program itself where `by` says `run`. */
export async function askAwsume(
  places: readonly OraclePlace[],
  by: "inside" | "run" = "inside",
): Promise<readonly string[]> {
  const given: string[] = [];
  for (const place of places) given.push(await askOnce(place, by));
  return given;
}

async function askOnce({ input, world, env }: OraclePlace, by: "inside" | "run"): Promise<string> {
  const name = input.profile === undefined ? [] : [input.profile];
  const isAsked = /mfa_serial(?![^]*awsume_mfa)/.test(input.config ?? "");
  const answer = isAsked ? ["--mfa-token", code] : [];
  const { status, stdout, stderr } = await world[by]([...name, ...answer], { env });
  if (status !== 0) {
    assert.doesNotMatch(stdout, /AWS/, input.title);
    assert.doesNotMatch(stderr, /\n\s+at /, "a stack trace");
    return "error";
  }
  return describeWhole(readExports(stdout), world.aws);
}

/** What one of the others gives for every input. Debian's, since the one on the PATH may be of any age. */
export async function askOracle(
  tool: "boto3" | "aws",
  places: readonly OraclePlace[],
): Promise<readonly string[]> {
  const asked = places.map(({ input: { profile = null }, world, env }) => ({
    profile,
    code,
    env: { ...world.env, PATH: "/usr/bin:/bin", HOME: world.home, ...env },
  }));
  const script = fileURLToPath(new URL("./oracle.py", import.meta.url));
  await using folder = await startWorld();
  const { status, stdout, stderr } = await runClean(["/usr/bin/python3", script, tool], {
    folder: folder.home,
    // Before what somebody has installed beside it.
    env: { PYTHONPATH: "/usr/lib/python3/dist-packages" },
    stdin: JSON.stringify(asked),
  });
  assert.equal(status, 0, stderr);
  const answers: readonly (Whole | { readonly error: string })[] = JSON.parse(stdout);
  assert.equal(answers.length, places.length);
  return places.map(({ world }, index) => {
    const answer = answers[index];
    return answer === undefined || "error" in answer ? "error" : describeWhole(answer, world.aws);
  });
}

/** What a switch has printed, as statements of a POSIX shell. */
export function readExports(stdout: string): Whole {
  const read = (name: string): string | undefined =>
    new RegExp(`^export ${name}=(?:'([^']*)'|([^';\\s]*));?$`, "m").exec(stdout)?.slice(1).find(Boolean);
  const token = read("AWS_SESSION_TOKEN");
  const [key = "", secret = ""] = [read("AWS_ACCESS_KEY_ID"), read("AWS_SECRET_ACCESS_KEY")];
  return { key, secret, ...(token === undefined ? {} : { token }) };
}
