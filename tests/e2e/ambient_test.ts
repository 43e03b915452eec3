import assert from "node:assert/strict";
import { type FakeMetadata, type FakeRole, startContainer, startInstance } from "../support/fake_metadata.ts";
import { runClean } from "../support/script.ts";
import { awsumeWords, mfaSerial, startWorld, type World } from "../support/world.ts";

const role = (account: number, name: string): string =>
  `role_arn = arn:aws:iam::${String(account).repeat(12)}:role/${name}\n`;

/** `p` has the source alone; `one` to `three` are roles over it, and `default` is somebody else. */
function configOf(source: string): string {
  return `[profile p]\ncredential_source = ${source}\n` +
    `[profile one]\n${role(2, "one")}credential_source = ${source}\n` +
    `[profile two]\n${role(3, "two")}source_profile = one\nexternal_id = x2\n` +
    `[profile three]\n${role(4, "three")}source_profile = two\n` +
    `[profile device]\n${role(5, "locked")}credential_source = ${source}\nmfa_serial = ${mfaSerial}\n` +
    `[profile alice-one]\n${role(2, "one")}source_profile = alice\n`;
}

const alice = { AWS_ACCESS_KEY_ID: "AKIAFAKEALICEEXAMPLE", AWS_SECRET_ACCESS_KEY: "fake/alice+secret/==" };

/** A world of that source, and a role's credentials that its AWS has given out. */
async function startWith(source: string): Promise<{ readonly world: World; readonly given: FakeRole }> {
  const world = await startWorld({ config: configOf(source) });
  const { status, stderr } = await world.awsume(["alice-one"]);
  assert.equal(status, 0, stderr);
  const [issued] = world.aws.issued;
  assert.ok(issued?.sessionToken);
  const { accessKeyId, secretAccessKey, sessionToken } = issued;
  return { world, given: { accessKeyId, secretAccessKey, sessionToken } };
}

/** Who signed each call from that one on. */
function callers({ aws }: World, from = 1): readonly (string | undefined)[] {
  return aws.calls.slice(from).map(({ accessKeyId }) => accessKeyId);
}

/** The source first, under one role and under three; nothing of it is kept, and no proxy is asked. */
async function assertWorks(
  { world, given }: { readonly world: World; readonly given: FakeRole },
  metadata: FakeMetadata,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const proxied = { ...env, http_proxy: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9" };
  const { host } = new URL(metadata.url);
  const explained = await world.awsume(["explain", "one"], { env });
  assert.match(explained.stdout, new RegExp(`1\\. credential_source at ${host}: to be made\n`));
  assert.match(explained.stdout, /2\. AssumeRole at 127\.0\.0\.1:\d+: to be made\n/);
  assert.deepEqual(metadata.asked, []);
  for (const [name, count] of [["p", 0], ["one", 1], ["three", 3]] as const) {
    const from = world.aws.calls.length;
    const { status, stdout, stderr } = await world.awsume([name, "-r"], { env: proxied });
    assert.equal(status, 0, stderr);
    const expected = count === 0 ? given.accessKeyId : world.aws.issued.at(-1)?.accessKeyId;
    assert.match(stdout, new RegExp(`AWS_ACCESS_KEY_ID='?${expected}`));
    assert.doesNotMatch(stderr, new RegExp(given.secretAccessKey.replaceAll(/[+/]/g, ".")));
    assert.equal(callers(world, from).length, count);
    if (count > 0) assert.equal(callers(world, from)[0], given.accessKeyId);
  }
  // The key that the service gives now is the name of what is remembered.
  for (const name of ["three", "p"]) {
    const before = metadata.asked.length;
    const callsBefore = world.calls().length;
    assert.equal((await world.awsume([name], { env })).status, 0);
    assert.ok(metadata.asked.length > before);
    assert.equal(world.calls().length, callsBefore);
  }
  // Those of "alice-one", which is where the service has them from.
  assert.equal(await countEntries(world, given.accessKeyId), 1);
}

async function countEntries({ home }: World, accessKeyId: string): Promise<number> {
  const texts: string[] = [];
  for await (const { name } of Deno.readDir(`${home}/.awsume/cache`)) {
    if (name.endsWith(".json")) texts.push(await Deno.readTextFile(`${home}/.awsume/cache/${name}`));
  }
  return texts.filter((text) => text.includes(accessKeyId)).length;
}

Deno.test("credential_source = Ec2InstanceMetadata works first and under roles, with version 2", async () => {
  const started = await startWith("Ec2InstanceMetadata");
  await using world = started.world;
  await using metadata = startInstance(started.given);
  await assertWorks(started, metadata, {
    AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url,
    AWS_METADATA_SERVICE_TIMEOUT: "30",
  });
  assert.deepEqual(metadata.asked.slice(0, 3), [
    "PUT /latest/api/token 200",
    "GET /latest/meta-data/iam/security-credentials/ 200",
    "GET /latest/meta-data/iam/security-credentials/web-server 200",
  ]);
  assert.equal(metadata.asked.length % 3, 0);
  assert.ok(world.calls().length > 0);
});

Deno.test("credential_source = EcsContainer works first and under roles, with a token", async () => {
  const started = await startWith("EcsContainer");
  await using world = started.world;
  await using metadata = startContainer(started.given, "Bearer abc");
  await Deno.writeTextFile(`${world.home}/token`, "Bearer abc");
  await assertWorks(started, metadata, {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${metadata.url}/v1/credentials`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: `${world.home}/token`,
  });
  assert.ok(metadata.asked.every((line) => line === "GET /v1/credentials 200"));
});

Deno.test("a switch in a container leaves its service to the next one, and memory is that of one service", async () => {
  const started = await startWith("EcsContainer");
  await using world = started.world;
  await using metadata = startContainer(started.given);
  await using other = startContainer(started.given, "Bearer other");
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${metadata.url}/v1/credentials` };
  const own = awsumeWords().map((word) => `'${word}'`).join(" ");
  const script =
    `eval "$(${own} one)" && eval "$(${own} two)" && ${own} exec two printenv | grep ^AWS_CONTAINER`;
  const { status, stdout, stderr } = await runClean(["sh", "-c", script], {
    folder: world.home,
    env: { ...world.env, ...env },
  });
  assert.deepEqual([status, stdout], [1, ""], stderr);
  assert.deepEqual(world.calls().slice(1), ["AssumeRole", "AssumeRole"]);
  const refused = await world.awsume(["one"], {
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${other.url}/v1/credentials` },
  });
  assert.deepEqual([refused.status, refused.stdout], [1, "(exit 1);\n"], refused.stderr);
  assert.equal((await world.awsume(["one", "-a"], { env })).status, 0);
});

Deno.test("credential_source = Environment works first, under roles, and with a code", async () => {
  await using world = await startWorld({ config: configOf("Environment") });
  for (const [words, count] of [[["p"], 0], [["one"], 1], [["three"], 3]] as const) {
    const from = world.aws.calls.length;
    const { status, stdout, stderr } = await world.awsume([...words, "-r"], { env: alice });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /AWS_ACCESS_KEY_ID=/);
    assert.equal(callers(world, from).length, count);
  }
  const from = world.aws.calls.length;
  const { status, stderr } = await world.awsume(["device"], { env: alice, stdin: "123456\n" });
  assert.equal(status, 0, stderr);
  assert.deepEqual(world.aws.calls.slice(from).map(({ action }) => action), [
    "GetSessionToken",
    "AssumeRole",
  ]);
});

Deno.test("credential_source = Environment is not answered from memory for other keys", async () => {
  await using world = await startWorld({ config: configOf("Environment") });
  assert.equal((await world.awsume(["one"], { env: alice })).status, 0);
  const other = { AWS_ACCESS_KEY_ID: "AKIAFAKENOBODYATALL1", AWS_SECRET_ACCESS_KEY: "x" };
  const { status, stdout } = await world.awsume(["one"], { env: other });
  assert.notEqual(status, 0);
  assert.doesNotMatch(stdout, /AWS/);
});

Deno.test("--auto-refresh refuses a source of variables that the switch itself would unset", async () => {
  await using world = await startWorld({ config: configOf("Environment") });
  const { status, stderr } = await world.awsume(["one", "-a"], { env: alice });
  assert.equal(status, 3);
  assert.match(stderr, /Cannot use --auto-refresh with the profile "one"/);
  assert.deepEqual(world.calls(), []);
});

const broken: readonly (readonly [source: string, env: Readonly<Record<string, string>>, says: RegExp])[] = [
  ["Ec2InstanceMetadata", { AWS_EC2_METADATA_DISABLED: "true" }, /AWS_EC2_METADATA_DISABLED is true/],
  [
    "Ec2InstanceMetadata",
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:9" },
    /Cannot reach "127\.0\.0\.1:9"/,
  ],
  ["EcsContainer", {}, /neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor/],
  [
    "EcsContainer",
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:9/x" },
    /Cannot reach "127\.0\.0\.1:9"/,
  ],
  ["environment", {}, /is "environment", which AWS does not know/],
];

Deno.test("credential_source that cannot be had ends in an error, whatever else there is", async () => {
  for (const [source, env, says] of broken) {
    await using world = await startWorld({
      config: configOf(source),
      credentials:
        "[default]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = fake/alice+secret/==\n",
    });
    for (const name of ["p", "one", "three"]) {
      const { status, stdout, stderr } = await world.awsume([name], { env: { ...alice, ...env } });
      assert.notEqual(status, 0);
      assert.match(stderr, says);
      assert.doesNotMatch(stdout, /AWS/);
    }
    assert.deepEqual(world.calls(), []);
  }
});
