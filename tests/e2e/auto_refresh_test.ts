import assert from "node:assert/strict";
import { initText } from "../../shells/functions.ts";
import { bash } from "../../shells/bash.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { pythonWith, testWith } from "../support/programs.ts";
import { runClean, script } from "../support/script.ts";
import { realShells } from "../support/shells.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

/** A `[default]` whose keys belong to somebody else, where a client that falls through would end. */
const hostile = "[default]\naws_access_key_id = AKIAHOSTILE\naws_secret_access_key = hostile\n";

const credentialsOf = ({ home }: World): Promise<string> => Deno.readTextFile(`${home}/.aws/credentials`);

/** The value of `credential_process` as it stands in the file. */
function processOf(text: string): string {
  return /^credential_process = (.*)$/m.exec(text)?.[1] ?? "";
}

testWith(
  "bash",
  "awsume -a exports a profile in the place of keys, and -k takes it away [84] [86]",
  async () => {
    const real = realShells.bash;
    assert.ok(real);
    const credentials = `${hostile}\n# mine\n${files.credentials}`;
    await using world = await startWorld({ credentials });
    const init = initText(bash, awsumeWords(), directWords);
    const env = { ...world.env, AWS_SECURITY_TOKEN: "stale" };
    const { stderr, runs } = await script(real, { init, folder: world.home, env })
      .run("awsume", "two", "-a")
      .expectStatus(0)
      .expectEnv("AWS_PROFILE", "autoawsume-two")
      .expectEnv("AWS_DEFAULT_PROFILE", undefined)
      .expectEnv("AWSUME_PROFILE", "two")
      .expectEnv("AWS_REGION", "us-east-1")
      .expectEnv("AWS_ACCESS_KEY_ID", undefined)
      .expectEnv("AWS_SECURITY_TOKEN", undefined)
      .expectEnv("AWSUME_EXPIRATION", undefined)
      .line("cp .aws/credentials written")
      .run("awsume", "-k", "one")
      .expectEnv("AWS_PROFILE", "autoawsume-two")
      .run("awsume", "-k")
      .expectStatus(0)
      .expectEnv("AWS_PROFILE", undefined)
      .expectEnv("AWSUME_PROFILE", undefined)
      .end();
    assert.equal(runs.length, 3, stderr);
    const written = await Deno.readTextFile(`${world.home}/written`);
    assert.equal(
      written,
      `${credentials}\n[autoawsume-two]\nmanager = awsume\nautoawsume = true\nregion = us-east-1\n` +
        `credential_process = ${processOf(written)}\n`,
    );
    const usual = "--config-file=~/.aws/config --credentials-file=~/.aws/credentials";
    const command = ` credential-process ${usual} --expect-account=333333333333 two`;
    assert.ok(processOf(written).endsWith(command), processOf(written));
    assert.equal(await credentialsOf(world), credentials);
  },
);

/** Two calls with a pause in between that outlives the first credentials. */
const longRunner = `
import os, time, boto3
client = boto3.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL_STS"])
for pause in (5.5, 0):
    print(client.get_caller_identity()["Arn"], flush=True)
    time.sleep(pause)
`;

testWith("boto3", "awsume -a gives a program that runs on new keys when the old ones end", async () => {
  await using world = await startWorld({ credentials: `${hostile}${files.credentials}` });
  world.aws.set({ lifetimeSeconds: 5 });
  assert.equal((await world.run(["two", "-a"])).status, 0);
  const env = { ...world.env, AWS_PROFILE: "autoawsume-two", AWS_DEFAULT_REGION: "us-east-1" };
  const program = `${world.home}/program.py`;
  await Deno.writeTextFile(program, longRunner);
  const { status, stdout, stderr } = await runClean([pythonWith("boto3"), program], {
    folder: world.home,
    env,
  });
  assert.equal(status, 0, stderr);
  assert.equal(stdout, "arn:aws:sts::333333333333:assumed-role/two/two\n".repeat(2));
  const asked = world.aws.calls.filter(({ action }) => action === "GetCallerIdentity");
  const [first, second] = asked.map(({ accessKeyId }) => accessKeyId);
  assert.ok(first?.startsWith("ASIA") && second?.startsWith("ASIA"), stderr);
  assert.notEqual(first, second);
});

testWith("aws", "awsume -a serves the AWS CLI, whatever the profile is called", async () => {
  const name = "it's $(a) `b`";
  const role = `[profile "${name}"]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = alice\n`;
  await using world = await startWorld({
    config: `${role}region = eu-west-1\n${files.config}`,
    credentials: `${hostile}${files.credentials}`,
  });
  const switched = await world.run([name, "-a", "-o", "auto", "--session-name", "with blank"]);
  assert.equal(switched.status, 0, switched.stderr);
  const { status, stdout, stderr } = await runClean(
    ["aws", "sts", "get-caller-identity", "--query", "Arn", "--endpoint-url", world.aws.url],
    { folder: world.home, env: { ...world.env, AWS_PROFILE: "auto" } },
  );
  assert.equal(status, 0, stderr);
  assert.match(stdout, /assumed-role\/one\/with_blank/);
});

Deno.test("awsume -a keeps the code of --mfa-token out of the file [85]", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.run(["locked", "-a", "-r", "--mfa-token", "123456"]);
  assert.equal(status, 0, stderr);
  assert.match(
    processOf(await credentialsOf(world)),
    / credential-process --config-file=\S+ --credentials-file=\S+ --expect-account=5{12} locked$/,
  );
});

const refused: readonly (readonly [words: readonly string[], status: number, stderr: RegExp])[] = [
  [["one", "-a", "-o", "alice"], 3, /"alice": it is not managed by awsume/],
  [["one", "-a", "--config-file", "nowhere/config"], 3, /Cannot find profile "one"/],
  [["alice", "-a", "--config-file", "nowhere/config"], 3, /programs that run in other folders/],
  [["-a", "--role-arn", "222222222222:one"], 3, /Cannot use --auto-refresh with --role-arn/],
  [["-a", "--json", "{}"], 3, /Cannot use --auto-refresh with --json/],
  [["a]b", "-a"], 3, /Cannot read profile "a\]b": .*config:\d+: expected "\[profile name\]"/],
];

for (const [words, status, message] of refused) {
  Deno.test(`awsume ${words.join(" ")} is refused before any call, and nothing is written`, async () => {
    const role = "role_arn = arn:aws:iam::222222222222:role/one\nsource_profile = alice\n";
    await using world = await startWorld({
      config: `${files.config}[profile "${words[0]}"]\n${role}`,
    });
    const outcome = await world.run(words);
    assert.equal(outcome.status, status, outcome.stderr);
    assert.match(outcome.stderr, message);
    assert.doesNotMatch(outcome.stdout, /export/);
    assert.deepEqual(world.calls(), []);
    assert.equal(await credentialsOf(world), files.credentials);
  });
}

Deno.test("awsume -k removes what both tools have written, and nothing that only looks like it [86]", async () => {
  const mine = `[my-autoawsume-notes]\nregion = x\n\n[autoawsume-mine]\nregion = y\n`;
  const old = `\n[autoawsume-dev]\nmanager = awsume\naws_access_key_id = A\nautoawsume = true\n`;
  await using world = await startWorld({ credentials: mine + old });
  const { status, stdout, stderr } = await world.run(["-k"]);
  assert.deepEqual([status, stdout, stderr], [0, "", 'Removed the profile "autoawsume-dev"\n']);
  assert.equal(await credentialsOf(world), mine);
  const again = await world.run(["-k", "dev"]);
  assert.deepEqual([again.status, again.stderr], [0, 'There is no profile of --auto-refresh for "dev"\n']);
});

Deno.test("awsume -k unsets nothing in a shell that works with something else [85]", async () => {
  const credentials = "[autoawsume-dev]\nmanager = awsume\nautoawsume = true\n";
  await using world = await startWorld({ credentials });
  const { status, stdout } = await world.run(["-k"], { env: { AWS_PROFILE: "prod" } });
  assert.deepEqual([status, stdout], [0, ""]);
  assert.equal(await credentialsOf(world), "");
});

Deno.test("awsume -k unsets a profile of its own that somebody else has removed", async () => {
  await using world = await startWorld();
  const { status, stdout } = await world.run(["-k"], { env: { AWS_PROFILE: "autoawsume-gone" } });
  assert.equal(status, 0);
  assert.match(stdout, /^unset AWS_PROFILE;$/m);
});

Deno.test("a profile of --auto-refresh is not taken for a source: awsume would call itself", async () => {
  await using world = await startWorld();
  await world.run(["one", "-a"]);
  const calls = world.calls().length;
  for (const words of [["autoawsume-one"], ["credential-process", "autoawsume-one"]]) {
    const { status, stdout, stderr } = await world.run(words);
    assert.equal(status, 3);
    assert.match(stderr, /awsume wrote it for other programs/);
    assert.doesNotMatch(stdout, /AWS|ASIA/);
  }
  assert.equal(world.calls().length, calls);
});

Deno.test("awsume credential-process prints the JSON of the SDKs, and answers from the cache", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.run(["credential-process", "two"], { stdin: "123456\n" });
  assert.deepEqual([status, stderr], [0, ""]);
  const output = JSON.parse(stdout);
  assert.deepEqual(Object.keys(output), [
    "Version",
    "AccessKeyId",
    "SecretAccessKey",
    "SessionToken",
    "Expiration",
    "AccountId",
  ]);
  assert.equal(output.Version, 1);
  assert.equal(output.AccountId, "333333333333");
  assert.match(output.Expiration, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const again = await world.run(["credential-process", "two"]);
  assert.equal(again.stdout, stdout);
  assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole"]);
});

Deno.test("awsume credential-process gives long-term keys without an end", async () => {
  await using world = await startWorld();
  const { stdout } = await world.run(["credential-process", "alice"]);
  assert.deepEqual(JSON.parse(stdout), {
    Version: 1,
    AccessKeyId: "AKIAFAKEALICEEXAMPLE",
    SecretAccessKey: "fake/alice+secret/==",
  });
});

Deno.test("awsume credential-process asks nobody, and reads nothing from stdin", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.run(["credential-process", "locked"], { stdin: "123456\n" });
  assert.deepEqual([status, stdout], [4, ""]);
  assert.match(stderr, /Run awsume locked in a terminal first/);
  assert.deepEqual(world.calls(), []);
  await world.run(["locked", "--mfa-token", "123456"]);
  const after = await world.run(["credential-process", "locked"]);
  assert.equal(after.status, 0, after.stderr);
});

Deno.test("awsume credential-process goes on with what still lives when it cannot be renewed", async () => {
  await using world = await startWorld();
  world.aws.set({ lifetimeSeconds: 240, mfaCode: "123456" });
  const first = await world.run(["mfa", "--mfa-token", "123456"]);
  assert.equal(first.status, 0, first.stderr);
  const key = /AWS_ACCESS_KEY_ID='(\w+)'/.exec(first.stdout)?.[1];
  const { home } = world;
  for await (const { name } of Deno.readDir(`${home}/.awsume/cache`)) {
    if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
    const path = `${home}/.awsume/cache/${name}`;
    const entry = JSON.parse(await Deno.readTextFile(path));
    // As if most of its life were over.
    const takenAt = new Date(Date.parse(entry.expiresAt) - 43_200_000);
    await Deno.writeTextFile(path, JSON.stringify({ ...entry, takenAt }));
  }
  const { status, stdout, stderr } = await world.run(["credential-process", "mfa"]);
  assert.equal(status, 0, stderr);
  assert.match(
    stderr,
    /^awsume: Cannot renew "mfa", whose credentials go on until they end: Cannot ask .*\n$/,
  );
  assert.equal(JSON.parse(stdout).AccessKeyId, key);
});

for (const words of [[], ["a", "b"], ["--role-arn", "222222222222:one"]]) {
  Deno.test(`awsume credential-process ${words.join(" ")} is a usage error`, async () => {
    await using world = await startWorld();
    const { status, stdout } = await world.run(["credential-process", ...words]);
    assert.deepEqual([status, stdout], [2, ""]);
  });
}

Deno.test("awsume credential-process -r is not answered by what still lives", async () => {
  await using world = await startWorld();
  assert.equal((await world.run(["locked", "-a", "--mfa-token", "123456"])).status, 0);
  const { status, stdout } = await world.run(["credential-process", "locked", "-r"]);
  assert.deepEqual([status, stdout], [4, ""]);
});
