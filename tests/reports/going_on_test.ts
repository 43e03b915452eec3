/**
 * `--role-arn` goes on from what the shell works with, as README says: from the keys in it, or from the profile of `-a`
 * with its own files and options; never from `default` because the way there is longer.
 */
import assert from "node:assert/strict";
import { runClean } from "../support/script.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

const hostile = "[default]\naws_access_key_id = AKIAHOSTILEDEFAULT00\naws_secret_access_key = hostile\n\n";
const three = ["--role-arn", "444444444444:three"] as const;

/** A `[default]` with keys, and beside it a client's folder in which `prod` is another role. */
async function start(): Promise<World> {
  const prod = (role: string): string => `\n[profile prod]\nrole_arn = ${role}\nsource_profile = alice\n`;
  const world = await startWorld({
    config: files.config + prod("arn:aws:iam::222222222222:role/one"),
    credentials: hostile + files.credentials,
  });
  await Deno.mkdir(`${world.home}/client`);
  const client = prod("arn:aws:iam::333333333333:role/two") + "external_id = x2\nregion = eu-west-3\n";
  await Deno.writeTextFile(`${world.home}/client/config`, files.config + client);
  return world;
}

type Env = Readonly<Record<string, string>>;

/** The variables of a shell after a switch. */
async function switched(world: World, words: readonly string[], env: Env = {}): Promise<Env> {
  const { status, stdout, stderr } = await world.awsume(words, { env });
  assert.equal(status, 0, stderr);
  const set = [...stdout.matchAll(/export (\w+)='?([^';\n]*)/g)];
  return Object.fromEntries(set.map(([, name, value]) => [name, value]));
}

/** The roles that were assumed, in order, each with the role that signed the call. */
function wayOf({ aws }: World): readonly string[] {
  return aws.calls.filter(({ action }) => action === "AssumeRole").map(({ accessKeyId, params }) => {
    const signer = aws.issued.find((issued) => issued.accessKeyId === accessKeyId)?.arn ?? accessKeyId ?? "";
    return `${signer.replace(/^.*assumed-role\/(\w+).*$/, "$1")} > ${params["RoleArn"]?.split("/").at(-1)}`;
  });
}

/** How the shell came to where it is, and the way of the role that is assumed from there. */
const shells: readonly (readonly [
  name: string,
  words: readonly string[],
  env: (world: World) => Env,
  way: readonly string[],
])[] = [
  ["a profile of -a", ["one", "-a"], none, ["one > three"]],
  ["a profile of -a with another name", ["one", "-a", "-o", "mine"], none, ["one > three"]],
  ["a profile of -a of other files", ["prod", "-a"], inClient, ["two > three"]],
  ["a profile of -a of files that an option named", ["prod", "-a", "--config-file", "client/config"], none, [
    "two > three",
  ]],
  ["a chain of roles behind -a", ["two", "-a"], none, ["two > three"]],
  ["a user's keys behind -a", ["alice", "-a"], none, ["AKIAFAKEALICEEXAMPLE > three"]],
  ["a name with odd signs behind -a", ["dev#2", "-a"], odd, ["one > three"]],
  ["keys in the shell", ["one"], none, ["one > three"]],
];

function none(): Env {
  return {};
}

function inClient({ home }: World): Env {
  return { AWS_CONFIG_FILE: `${home}/client/config` };
}

function odd({ home }: World): Env {
  const role = "role_arn = arn:aws:iam::222222222222:role/one\nsource_profile = alice\n";
  Deno.writeTextFileSync(`${home}/odd`, `${files.config}\n[profile dev#2]\n${role}`);
  return { AWS_CONFIG_FILE: `${home}/odd` };
}

for (const [name, words, env, way] of shells) {
  for (const word of [[], ["export"]]) {
    Deno.test(`${[...word, "--role-arn"].join(" ")} goes on from ${name}`, async () => {
      await using world = await start();
      const shell = await switched(world, words, env(world));
      const before = world.aws.calls.length;
      const { status, stderr } = await world.awsume([...word, ...three], { env: shell });
      assert.equal(status, 0, stderr);
      // What the switch took is remembered, and serves here as well.
      assert.deepEqual([wayOf(world).slice(-1), world.aws.calls.length - before], [way, 1]);
      assert.equal(wayOf(world).some((step) => step.includes("HOSTILE")), false);
    });
  }
}

Deno.test("--role-arn behind -a takes the way anew where nothing is remembered, with the section's options", async () => {
  await using world = await start();
  const shell = await switched(world, ["one", "-a", "--session-policy", '{"one": "it\'s"}']);
  await Deno.remove(`${world.home}/.awsume`, { recursive: true });
  const { status, stderr } = await world.awsume([...three, "--session-name", "told"], { env: shell });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /from the profile "one", with which this shell works by "autoawsume-one-[0-9a-f]{8}"/);
  const [first, second] = world.aws.calls.slice(-2);
  assert.deepEqual(wayOf(world).slice(-2), ["AKIAFAKEALICEEXAMPLE > one", "one > three"]);
  assert.deepEqual([first?.params["Policy"], second?.params["Policy"]], ['{"one": "it\'s"}', undefined]);
  assert.deepEqual([first?.params["RoleSessionName"], second?.params["RoleSessionName"]], ["one", "told"]);
});

Deno.test("--role-arn behind -a asks for the code of the section's device", async () => {
  await using world = await start();
  const shell = await switched(world, ["locked", "-a", "--mfa-token", "123456"]);
  await Deno.remove(`${world.home}/.awsume`, { recursive: true });
  const refused = await world.awsume(three, { env: shell });
  assert.equal(refused.status, 4, refused.stderr);
  const { status, stderr } = await world.awsume([...three, "--mfa-token", "123456"], { env: shell });
  assert.equal(status, 0, stderr);
  assert.deepEqual(wayOf(world).at(-1), "locked > three");
});

Deno.test("--role-arn in a command of exec --refresh goes on from its profile", async () => {
  await using world = await start();
  const own = awsumeWords().map((word) => `'${word}'`).join(" ");
  const code = `${own} exec one --refresh -- ${own} --role-arn 444444444444:three >/dev/null`;
  const { status, stderr } = await runClean(["sh", "-c", code], { folder: world.home, env: world.env });
  assert.equal(status, 0, stderr);
  assert.equal(wayOf(world).at(-1), "one > three");
});

/** What is done to the shell's section, and what is said about it. */
const unusable: readonly (readonly [name: string, change: (text: string) => string, said: RegExp])[] = [
  ["was removed", () => files.credentials + hostile, /of AWS_PROFILE, which is not there any more/],
  [
    "is one of the Python tool",
    (text) => text.replace(/credential_process = .*/, "aws_access_key_id = A\naws_secret_access_key = b"),
    /which has no command of awsume's \(.*credentials:\d+\)/,
  ],
  [
    "runs another program",
    (text) => text.replace(/credential_process = .*/, "credential_process = /opt/helper prod"),
    /which has no command of awsume's/,
  ],
  [
    "has an option that this awsume does not know",
    (text) => text.replace("credential-process ", "credential-process --newer=x "),
    /--newer/,
  ],
  ["is of another account", (text) => text.replace("222222222222", "999999999999"), /for account 9{12}/],
  [
    "names a profile that is not there",
    (text) => text.replace(/ one$/m, " gone"),
    /Cannot find profile "gone"/,
  ],
];

for (const [name, change, said] of unusable) {
  for (const word of [[], ["explain"], ["export"]]) {
    Deno.test(`${word.join("")} --role-arn behind a profile of -a that ${name} is an error, and calls nobody`, async () => {
      await using world = await start();
      const shell = await switched(world, ["one", "-a"]);
      const path = `${world.home}/.aws/credentials`;
      const [text, calls] = [await Deno.readTextFile(path), world.aws.calls.length];
      assert.notEqual(change(text), text);
      await Deno.writeTextFile(path, change(text));
      const { status, stdout, stderr } = await world.awsume([...word, ...three], { env: shell });
      assert.ok(status === 3 || status === 2, `${status}: ${stderr}`);
      assert.match(stderr, said);
      assert.doesNotMatch(stdout, /export AWS/);
      assert.equal(world.aws.calls.length, calls);
    });
  }
}

/** Shells that no switch of -a has made: from there the way is `default`'s, and a word says so. */
const others: readonly (readonly [name: string, env: Env])[] = [
  ["nothing", {}],
  ["a person's AWS_PROFILE", { AWS_PROFILE: "alice" }],
  ["a person's AWS_PROFILE after a switch", { AWS_PROFILE: "alice", AWSUME_PROFILE: "one" }],
  ["an AWS_PROFILE that no switch has set", { AWS_PROFILE: "autoawsume-one" }],
];

for (const [name, env] of others) {
  Deno.test(`--role-arn in a shell with ${name} starts from default, with a word`, async () => {
    await using world = await start();
    await switched(world, ["one", "-a"]);
    const { stderr } = await world.awsume(three, { env });
    assert.match(stderr, /from the profile "default": the environment holds no keys/);
    assert.equal(world.aws.calls.at(-1)?.accessKeyId, "AKIAHOSTILEDEFAULT00");
  });
}

Deno.test("--role-arn takes the keys in the shell before a profile of -a, and --source-profile before both", async () => {
  await using world = await start();
  const auto = await switched(world, ["two", "-a"]);
  const keys = await switched(world, ["one"]);
  await world.awsume(three, { env: { ...auto, ...keys, AWS_PROFILE: auto["AWS_PROFILE"] ?? "" } });
  assert.equal(wayOf(world).at(-1), "one > three");
  await world.awsume([...three, "-r", "--source-profile", "alice"], { env: auto });
  assert.equal(wayOf(world).at(-1), "AKIAFAKEALICEEXAMPLE > three");
});

Deno.test("explain --role-arn behind -a says the way without a call", async () => {
  await using world = await start();
  const shell = await switched(world, ["prod", "-a"], inClient(world));
  const calls = world.aws.calls.length;
  const { status, stdout, stderr } = await world.awsume(["explain", ...three], { env: shell });
  assert.equal(status, 0, stderr);
  assert.match(
    stdout,
    /note: Assuming .*role\/three from the profile "prod", with which this shell works by "autoawsume-prod-/,
  );
  assert.match(stdout, /profile prod\n[^]*role\/two[^]*1\. AssumeRole[^]*2\. AssumeRole/);
  assert.match(stdout, /region +eu-west-3 +AWS_REGION\n/);
  assert.equal(world.aws.calls.length, calls);
});

const gov = { AWS_REGION: "us-gov-west-1", AWS_DEFAULT_REGION: "us-gov-west-1" };
const keys = { AWS_ACCESS_KEY_ID: "ASIAFAKE", AWS_SECRET_ACCESS_KEY: "x", AWS_SESSION_TOKEN: "y" };

/** The region that is told for a role of that partition. */
const regions: readonly (readonly [
  name: string,
  env: Env,
  words: readonly string[],
  partition: string,
  region: RegExp,
])[] = [
  [
    "the shell's after a switch",
    { ...keys, ...gov, AWSUME_PROFILE: "gov" },
    [],
    "aws-us-gov",
    /us-gov-west-1 +AWS_REGION\n/,
  ],
  [
    "AWS_DEFAULT_REGION alone",
    { ...keys, AWS_DEFAULT_REGION: "us-gov-east-1", AWSUME_PROFILE: "gov" },
    [],
    "aws-us-gov",
    /us-gov-east-1 +AWS_DEFAULT_REGION\n/,
  ],
  [
    "--region before the shell's",
    { ...keys, ...gov, AWSUME_PROFILE: "gov" },
    ["--region", "us-gov-east-1"],
    "aws-us-gov",
    /us-gov-east-1 +--region\n/,
  ],
  ["[default]'s where no switch was before", { ...keys, ...gov }, [], "aws", /us-east-1 +.*config:\d+\n/],
  [
    "[default]'s where the shell has none",
    { ...keys, AWSUME_PROFILE: "one" },
    [],
    "aws",
    /us-east-1 +.*config:\d+\n/,
  ],
  [
    "the source's own with --source-profile",
    { ...keys, ...gov, AWSUME_PROFILE: "gov" },
    ["--source-profile", "three"],
    "aws",
    /eu-west-1 +.*config:\d+\n/,
  ],
];

for (const [name, env, words, partition, region] of regions) {
  Deno.test(`--role-arn works in the region: ${name}`, async () => {
    await using world = await start();
    const role = `arn:${partition}:iam::123456789012:role/x`;
    const said = await world.awsume(["explain", "--role-arn", role, ...words], {
      env: { ...env, AWS_ENDPOINT_URL_STS: "" },
    });
    assert.equal(said.status, 0, said.stderr);
    assert.match(said.stdout, region);
  });
}

Deno.test("--role-arn behind -a goes on from what a plugin gives for the section's profile", async () => {
  await using world = await start();
  const folder = `${world.home}/.awsume/plugins`;
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const given = `{ accessKeyId: "AKIAPLUGIN", secretAccessKey: "s", sessionToken: "t" }`;
  const hook = `getCredentials: ({ arguments: { profileName } }) => profileName === "one" && ${given}`;
  const text = `export default { awsume: 1, name: "giver", hooks: { ${hook} } };\n`;
  await Deno.writeTextFile(`${folder}/giver.mjs`, text, { mode: 0o600 });
  const { stdout, stderr } = await world.run(["one", "-a"]);
  assert.match(stdout, /AWS_PROFILE='?autoawsume-one/, stderr);
  const env = { AWS_PROFILE: "autoawsume-one", AWSUME_PROFILE: "one" };
  const said = await world.run(three, { env });
  assert.match(said.stderr, /from the profile "one", with which this shell works by "autoawsume-one"/);
  assert.deepEqual(world.aws.calls.map(({ accessKeyId }) => accessKeyId), ["AKIAPLUGIN"]);
});
