import assert from "node:assert/strict";
import { isInstalled, testWith } from "../support/programs.ts";
import { askReader, type Place, readers } from "../support/readers.ts";
import { startWorld, type World } from "../support/world.ts";

/**
 * Whatever awsume has written, every program reads exactly that identity out of it, and all other profiles of the file as
 * before. Readers are the rows of `support/readers.ts`, writers and names those below. Names that awsume does not write
 * are in `tests/reports/odd_name_test.ts`.
 */
const portable = ["out", "Out", "a-b_c.d/e@f", "a:b+c", "7", "profile", "sso-session", "null", "-x"];

/** Of profiles that are a person's own: some program loses each. awsume makes up the name that it writes. */
const odd = ["dev#2", ";x", "prod,eu", "日本", "it's", "50%", "two words", "constructor"];

/** A profile as it must be read. */
interface Case extends Place {
  readonly key: string;
  readonly writer: string;
}

interface Written {
  readonly world: World;
  readonly cases: readonly Case[];
}

let written: Written | undefined;

Deno.test.beforeAll(async () => {
  if (!readers.some(({ needs }) => isInstalled(needs))) return;
  const world = await startWorld({
    config: "[profile above]\nregion = us-east-1\n",
    credentials: around("base"),
  });
  written = { world, cases: await writeAll(world) };
});

Deno.test.afterAll(async () => await written?.world[Symbol.asyncDispose]());

const around = (name: string): string =>
  `[${name}]\naws_access_key_id = AKIA${name.toUpperCase()}\naws_secret_access_key = secret\n\n`;

/** All writers, into the same two files, between two profiles of a person's. */
async function writeAll(world: World): Promise<readonly Case[]> {
  const { home } = world;
  const [config, credentials] = [`${home}/.aws/config`, `${home}/.aws/credentials`];
  await Deno.chmod(credentials, 0o600);
  await Deno.writeTextFile(`${home}/own`, ownProfiles());
  const cases: Case[] = [];
  const add = (writer: string, profile: string, key: string, files = { config, credentials }): void =>
    void cases.push({ writer, profile, key, ...files });
  for (const name of portable) {
    add("-o", name, keyOf(await run(world, ["--config-file=own", "plain", `--output-profile=${name}`])));
    const key = `AKIAADDED${String(cases.length).padStart(11, "0")}`;
    await run(world, ["add", `--access-key-id=${key}`, "--", `added/${name}`], `${"s".repeat(40)}\n`);
    add("add", `added/${name}`, key);
  }
  await Deno.writeTextFile(credentials, around("between"), { append: true });
  for (const name of [...odd, "plain"]) {
    const options = [`--config-file=${home}/own`];
    const profile = valueOf("AWS_PROFILE", await run(world, [...options, "-a", "--", name]));
    const key = keyOf(await run(world, [...options, "--", name]));
    add("-a", profile, key);
    const copied = `${home}/copy${cases.length}`;
    const script = 'cp "$AWS_CONFIG_FILE" "$1"; printf "AWS_PROFILE=%s\\n" "$AWS_PROFILE"';
    const words = ["exec", ...options, "--refresh", name, "--", "sh", "-c", script, "sh", copied];
    add("exec --refresh", valueOf("AWS_PROFILE", await run(world, words)), key, {
      config: copied,
      credentials,
    });
  }
  // Quotes, `;`, `#` and `%` in the command: some cut it there, or lose them.
  const policy = '--session-policy={"Version": "2012-10-17", "Statement": [], "Id": "a;b #c %d"}';
  const hard = [`--config-file=${home}/own`, policy, "plain"];
  await run(world, [...hard, "-a", "-o", "hard"]);
  add("-a with a policy", "hard", keyOf(await run(world, hard)));
  await Deno.writeTextFile(
    `${home}/ini`,
    await run(world, ["export", "--config-file=own", "plain", "--format=ini"]),
  );
  add("export --format ini", "plain", keyOf(await run(world, ["--config-file=own", "plain"])), {
    config: "/dev/null",
    credentials: `${home}/ini`,
  });
  await Deno.writeTextFile(credentials, around("after"), { append: true });
  for (const name of ["base", "between", "after"]) add("nobody", name, `AKIA${name.toUpperCase()}`);
  return cases;
}

/** A role each, in a file that awsume alone is told to read. */
function ownProfiles(): string {
  const profiles = [...odd, "plain"].map((name, index) =>
    `[profile ${/[' ]/.test(name) ? `"${name}"` : name}]\nrole_arn = arn:aws:iam::222222222222:role/one\n` +
    `source_profile = alice\nregion = us-east-1\nrole_session_name = person${index}\n`
  );
  return `[profile alice]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\n` +
    `aws_secret_access_key = fake/alice+secret/==\n\n${profiles.join("\n")}`;
}

async function run(world: World, words: readonly string[], stdin = ""): Promise<string> {
  const { status, stdout, stderr } = await world.run(words, { stdin });
  assert.equal(status, 0, `${words.join(" ")}: ${stderr}`);
  return stdout;
}

function keyOf(stdout: string): string {
  return valueOf("AWS_ACCESS_KEY_ID", stdout);
}

function valueOf(name: string, stdout: string): string {
  const value = new RegExp(`${name}='?([^';\n]+)`).exec(stdout)?.[1];
  assert.ok(value, stdout);
  return value;
}

for (const reader of readers) {
  testWith(
    reader.needs,
    `${reader.name} reads what awsume has written, and what stands beside it`,
    async () => {
      assert.ok(written);
      const { world, cases } = written;
      const own = cases.filter(({ writer }) => writer !== "exec --refresh" || !reader.readsCredentialsAlone);
      const answers = await askReader(reader, own, { folder: world.home, env: world.env });
      const row = ({ writer, profile }: Case, key: string): string => `${writer} ${profile}: ${key}`;
      const read = answers.map((answer, index) => {
        const each = own[index];
        return each && row(each, "key" in answer ? answer.key : answer.error);
      });
      assert.deepEqual(read, own.map((each) => row(each, each.key)));
    },
  );
}

Deno.test("each writer has given every name an identity of its own", () => {
  if (written === undefined) return;
  const { cases } = written;
  const renewing = cases.filter(({ writer }) => writer === "-a");
  assert.equal(new Set(renewing.map(({ key }) => key)).size, renewing.length);
  assert.equal(new Set(renewing.map(({ profile }) => profile)).size, renewing.length);
});
