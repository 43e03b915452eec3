/**
 * A profile of `-a` belongs to the files and the options that it was made from. No folder, no variable and no other
 * shell makes it somebody else's.
 */
import assert from "node:assert/strict";
import { clients } from "../support/clients.ts";
import { runClean } from "../support/script.ts";
import { testPath, testWith } from "../support/programs.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

/** The same name in two places: role one of 2222… at home, role two of 3333… in the client's folder. */
function prodOf(role: string): string {
  return `${files.config}\n[profile prod]\nrole_arn = ${role}\nsource_profile = alice\nexternal_id = x2\n`;
}

const [atHome, atClient] = ["arn:aws:iam::222222222222:role/one", "arn:aws:iam::444444444444:role/three"];

/** A home, and in it a client's project with a config file of its own. */
async function startTwo(config = prodOf(atHome)): Promise<World> {
  const world = await startWorld({ config, accounts: trusting() });
  await Deno.mkdir(`${world.home}/client/.aws`, { recursive: true });
  await Deno.writeTextFile(`${world.home}/client/.aws/config`, prodOf(atClient));
  return world;
}

function trusting(): NonNullable<Parameters<typeof startWorld>[0]>["accounts"] & object {
  return {
    users: [{
      accessKeyId: "AKIAFAKEALICEEXAMPLE",
      secretAccessKey: "fake/alice+secret/==",
      arn: "arn:aws:iam::111111111111:user/alice",
      mfaSerial: "arn:aws:iam::111111111111:mfa/alice",
    }],
    roles: [{ arn: atHome }, { arn: atClient }, { arn: "arn:aws:iam::333333333333:role/two" }],
  };
}

const own = awsumeWords().map((word) => `'${word}'`).join(" ");

/** What direnv exports in the client's folder. */
const inClient = ({ home }: World): Readonly<Record<string, string>> => ({
  AWS_CONFIG_FILE: `${home}/client/.aws/config`,
});

async function switchTo(
  world: World,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { status, stdout, stderr } = await world.run(words, { env });
  assert.equal(status, 0, stderr);
  return /AWS_PROFILE='?([^';]*)/.exec(stdout)?.[1] ?? "";
}

async function credentialsOf({ home }: World): Promise<string> {
  return await Deno.readTextFile(`${home}/.aws/credentials`);
}

/** The account whose credentials a program gets from that section, wherever it runs and whatever its variables are. */
async function accountOf(
  world: World,
  name: string,
  env: Readonly<Record<string, string>> = {},
  folder = world.home,
): Promise<string> {
  const section = (await credentialsOf(world)).split(/^\[/m).find((text) => text.startsWith(`${name}]`)) ??
    "";
  const command = /^credential_process = (.*)$/m.exec(section)?.[1] ?? "exit 9";
  const all = { ...world.env, HOME: world.home, ...env };
  const { status, stdout, stderr } = await runClean(["sh", "-c", command], { folder, env: all });
  if (status !== 0) return `status ${status}: ${stderr}`;
  const { AccessKeyId: key } = JSON.parse(stdout);
  return world.aws.issued.find(({ accessKeyId }) => accessKeyId === key)?.arn ?? key;
}

for (const { name: client, needs, words, env: told } of clients) {
  testWith(
    needs,
    `${client}: cd .. with direnv's AWS_CONFIG_FILE stays in the account`,
    async () => {
      await using world = await startTwo();
      const call = words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(" ");
      const code = "export AWS_CONFIG_FILE=$PWD/client/.aws/config; cd client; set -e\n" +
        `text=$(${own} prod -a); eval "$text"; cd ..; unset AWS_CONFIG_FILE\n` +
        `rm ../.awsume/cache/*.json .awsume/cache/*.json 2>/dev/null || true; ${call}`;
      const env = { ...world.env, ...told, PATH: testPath };
      const { status, stderr } = await runClean(["sh", "-c", code], { folder: world.home, env });
      assert.equal(status, 0, stderr);
      const { params, action } = world.aws.calls.at(-2) ?? {};
      assert.deepEqual([action, params?.["RoleArn"]], ["AssumeRole", atClient], stderr);
    },
  );
}

Deno.test("-a in two folders makes two profiles, and each goes on with its own", async () => {
  await using world = await startTwo();
  const client = await switchTo(world, ["prod", "-a"], inClient(world));
  const home = await switchTo(world, ["prod", "-a"]);
  assert.equal(home, "autoawsume-prod");
  assert.match(client, /^autoawsume-prod-[0-9a-f]{8}$/);
  for (const env of [{}, inClient(world), { AWS_CONFIG_FILE: "/nowhere" }]) {
    assert.match(await accountOf(world, home, env), /222222222222/);
    assert.match(await accountOf(world, client, env, "/tmp"), /444444444444/);
  }
  // Again, in the other order.
  const before = await credentialsOf(world);
  await switchTo(world, ["prod", "-a"]);
  await switchTo(world, ["prod", "-a"], inClient(world));
  assert.equal(await credentialsOf(world), before);
});

const spellings: readonly (readonly [
  name: string,
  env: (home: string) => Readonly<Record<string, string>>,
  words: (home: string) => readonly string[],
  config: (home: string) => string,
])[] = [
  ["no variable", () => ({}), () => [], () => "~/.aws/config"],
  [
    "the usual file by its whole path",
    (home) => ({ AWS_CONFIG_FILE: `${home}/.aws/config` }),
    () => [],
    () => "~/.aws/config",
  ],
  ["the usual file with ~", () => ({ AWS_CONFIG_FILE: "~/.aws/config" }), () => [], () => "~/.aws/config"],
  [
    "the usual file by a detour",
    (home) => ({ AWS_CONFIG_FILE: `${home}/client/../.aws/config` }),
    () => [],
    () => "~/.aws/config",
  ],
  [
    "the usual file with a dot",
    (home) => ({ AWS_CONFIG_FILE: `${home}/./.aws//config` }),
    () => [],
    () => "~/.aws/config",
  ],
  [
    "the usual file from its folder",
    () => ({ AWS_CONFIG_FILE: ".aws/config" }),
    () => [],
    () => "~/.aws/config",
  ],
  ["another file by its whole path", inHome, () => [], (home) => `${home}/client/.aws/config`],
  [
    "another file with ~",
    () => ({ AWS_CONFIG_FILE: "~/client/.aws/config" }),
    () => [],
    (home) => `${home}/client/.aws/config`,
  ],
  [
    "a relative path",
    () => ({ AWS_CONFIG_FILE: "client/.aws/config" }),
    () => [],
    (home) => `${home}/client/.aws/config`,
  ],
  [
    "an option",
    () => ({}),
    () => ["--config-file", "client/.aws/config"],
    (home) => `${home}/client/.aws/config`,
  ],
  [
    "an option over a variable",
    () => ({ AWS_CONFIG_FILE: "/nowhere" }),
    () => ["--config-file=~/.aws/config"],
    () => "~/.aws/config",
  ],
];

function inHome(home: string): Readonly<Record<string, string>> {
  return { AWS_CONFIG_FILE: `${home}/client/.aws/config` };
}

for (const [name, env, words, config] of spellings) {
  Deno.test(`the command of -a names the file that was read, whatever it was called: ${name}`, async () => {
    await using world = await startTwo();
    await switchTo(world, ["prod", "-a", ...words(world.home)], env(world.home));
    const line = /^credential_process = (.*)$/m.exec(await credentialsOf(world))?.[1] ?? "";
    const account = config(world.home).startsWith("~") ? "222222222222" : "444444444444";
    const end =
      `credential-process --config-file=${config(world.home)} --credentials-file=~/.aws/credentials ` +
      `--expect-account=${account} prod`;
    assert.ok(line.endsWith(end), line);
  });
}

Deno.test("-a names the files of awsume's settings, too", async () => {
  await using world = await startTwo();
  await Deno.mkdir(`${world.home}/.awsume`);
  await Deno.writeTextFile(
    `${world.home}/.awsume/config.yaml`,
    `config-file: ${world.home}/client/.aws/config\n`,
  );
  const name = await switchTo(world, ["prod", "-a"]);
  assert.match(name, /^autoawsume-prod-/);
  await Deno.remove(`${world.home}/.awsume/config.yaml`);
  assert.match(await accountOf(world, name), /444444444444/);
});

Deno.test("-a with options that narrow the session is another profile than -a without them", async () => {
  await using world = await startTwo();
  const plain = await switchTo(world, ["prod", "-a", "--region", "eu-west-1"]);
  const narrow = await switchTo(world, ["prod", "-a", "--session-policy", "{}"]);
  assert.equal(plain, "autoawsume-prod");
  assert.match(narrow, /^autoawsume-prod-/);
  await Deno.remove(`${world.home}/.awsume`, { recursive: true });
  await accountOf(world, narrow);
  assert.equal(world.aws.calls.at(-1)?.params["Policy"], "{}");
});

/** What stands there, then what is refused beside it, and what of it is said. */
const taken: readonly (readonly [
  name: string,
  before: readonly string[],
  change: (world: World) => Promise<void>,
  words: readonly string[],
  env: (world: World) => Readonly<Record<string, string>>,
  message: RegExp,
])[] = [
  [
    "another profile",
    ["one", "-a", "-o", "mine"],
    same,
    ["prod", "-a", "-o", "mine"],
    none,
    /"mine": it renews the credentials of "one" \(.*credentials:\d+\)/,
  ],
  [
    "other files",
    ["prod", "-a", "-o", "mine"],
    same,
    ["prod", "-a", "-o", "mine"],
    inClient,
    /"mine": it renews what ~\/\.aws\/config says, not \S+\/client\/\.aws\/config/,
  ],
  [
    "another account",
    ["prod", "-a"],
    moveProd,
    ["prod", "-a"],
    none,
    /"autoawsume-prod": it is for account 222222222222, and "prod" is of account 444444444444 now/,
  ],
  [
    "keys of another profile",
    ["one", "-a", "-o", "mine"],
    same,
    ["prod", "-o", "mine"],
    none,
    /"mine": it renews the credentials of "one"/,
  ],
  [
    "keys from other files",
    ["prod", "-a", "-o", "mine"],
    same,
    ["prod", "-o", "mine"],
    inClient,
    /"mine": it renews what/,
  ],
];

function none(): Readonly<Record<string, string>> {
  return {};
}

async function same(): Promise<void> {}

async function moveProd({ home }: World): Promise<void> {
  await Deno.writeTextFile(`${home}/.aws/config`, prodOf(atClient));
}

for (const [name, before, change, words, env, message] of taken) {
  Deno.test(`a live profile of -a is not overwritten by ${name}, before any call`, async () => {
    await using world = await startTwo();
    await switchTo(world, before);
    await change(world);
    const [text, calls] = [await credentialsOf(world), world.aws.calls.length];
    const { status, stdout, stderr } = await world.run(words, { env: env(world) });
    assert.equal(status, 3, stderr);
    assert.match(stderr, message);
    assert.match(stderr, /awsume -k (mine|autoawsume-prod)/);
    assert.doesNotMatch(stdout, /AWS/);
    assert.equal(await credentialsOf(world), text);
    assert.equal(world.aws.calls.length, calls);
  });
}

Deno.test("a live profile of -a is replaced by its own, once it is ended by another's", async () => {
  await using world = await startTwo();
  await switchTo(world, ["one", "-a", "-o", "mine"]);
  await switchTo(world, ["one", "-a", "-o", "mine", "--region", "eu-west-1"]);
  assert.match(await credentialsOf(world), /\[mine\][^[]*region = eu-west-1/);
  await switchTo(world, ["-k", "mine"]);
  await switchTo(world, ["prod", "-a", "-o", "mine"]);
  await switchTo(world, ["prod", "-o", "mine"]);
  assert.doesNotMatch(await credentialsOf(world), /credential_process/);
});

Deno.test("programs of -a get nothing of the account to which the profile was moved", async () => {
  await using world = await startTwo();
  const name = await switchTo(world, ["prod", "-a"]);
  await moveProd(world);
  assert.match(
    await accountOf(world, name),
    /^status 3: awsume: Cannot use profile "prod" for account 2{12}/,
  );
  // Neither once that account's credentials are remembered.
  await switchTo(world, ["prod"]);
  await world.run([
    "credential-process",
    "--config-file=~/.aws/config",
    "--credentials-file=~/.aws/credentials",
    "prod",
  ]);
  assert.match(await accountOf(world, name), /^status 3:/);
});

Deno.test("-k prod removes all of prod's, under any name, and nobody else's", async () => {
  await using world = await startTwo();
  const old = "[autoawsume-prod]\nmanager = awsume\nautoawsume = true\naws_access_key_id = OLD\n";
  const mine = "[autoawsume-prod-notes]\nregion = x\n";
  await Deno.writeTextFile(`${world.home}/.aws/credentials`, `${files.credentials}\n${mine}\n${old}`);
  await switchTo(world, ["prod", "-a"], inClient(world));
  await switchTo(world, ["prod", "-a", "-o", "named"]);
  await switchTo(world, ["prod", "-a", "--session-policy", "{}"]);
  await switchTo(world, ["one", "-a"]);
  await switchTo(world, ["one", "-a", "-o", "prod-of-one"]);
  const { status, stderr } = await world.run(["-k", "prod"]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^(Removed the profile "(autoawsume-prod(-[0-9a-f]{8})?|named)"\n){4}$/);
  const rest = await credentialsOf(world);
  assert.ok(rest.startsWith(`${files.credentials}\n${mine}`));
  assert.deepEqual(rest.match(/^\[.*\]$/gm), [
    "[alice]",
    "[mfa]",
    "[autoawsume-prod-notes]",
    "[autoawsume-one]",
    "[prod-of-one]",
  ]);
});

Deno.test("-k prod unsets in a shell whose profile of prod lies elsewhere, or is gone", async () => {
  await using world = await startTwo();
  const env = { AWS_PROFILE: "autoawsume-prod-12345678", AWSUME_PROFILE: "prod" };
  assert.match((await world.run(["-k", "prod"], { env })).stdout, /^unset AWS_PROFILE;$/m);
  assert.equal((await world.run(["-k", "one"], { env })).stdout, "");
});

Deno.test("doctor tells that the shell's profile of -a is of other files than those in force", async () => {
  await using world = await startTwo();
  const name = await switchTo(world, ["prod", "-a"], inClient(world));
  const look = async (env: Readonly<Record<string, string>>): Promise<string> =>
    (await world.run(["doctor", "--offline"], { env: { AWS_PROFILE: name, AWSUME_PROFILE: "prod", ...env } }))
      .stdout;
  assert.match(
    await look({}),
    /problem +shell +AWS_PROFILE names a profile of \S+\/client\/\.aws\/config, and here ~\/\.aws\/config is in force\n +awsume -a prod\n/,
  );
  assert.doesNotMatch(await look(inClient(world)), /in force/);
});
