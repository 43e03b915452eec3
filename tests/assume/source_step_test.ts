import assert from "node:assert/strict";
import { execute, findLiving } from "../../src/assume/execute.ts";
import { memoryOf } from "../../src/assume/memory.ts";
import { explainPlan } from "../../src/assume/explain.ts";
import { makePlan, type Plan } from "../../src/assume/plan.ts";
import { recall, remember } from "../../src/assume/recall.ts";
import { usualMargin } from "../../src/assume/cache.ts";
import { ConfigError } from "../../src/errors.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { profilesOf } from "../support/profiles.ts";

const options = { refresh: false };

/** What a process prints: keys that end at that instant, or never. */
function printed(accessKeyId: string, end?: string): string {
  const keys = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: "s", SessionToken: "t" };
  return JSON.stringify({ ...keys, Expiration: end });
}

async function planOf(
  config = "[profile p]\ncredential_process = print SECRET\n",
  name = "p",
): Promise<Plan> {
  return makePlan({ profile: name, refresh: false, env: {}, defaults: {} }, await profilesOf(config));
}

async function keyOf(fake: ReturnType<typeof fakeSystem>, more = {}, name = "p"): Promise<string> {
  const session = await execute(await planOf(undefined, name), { ...options, ...more }, fake.system);
  return session.credentials.accessKeyId;
}

Deno.test("execute() keeps what a source returns until five minutes before its end", async () => {
  let now = new Date("2026-01-01T00:00:00Z");
  const outputs = [printed("ONE", "2026-01-01T01:00:00Z"), printed("TWO", "2026-01-01T02:00:00Z")];
  using fake = fakeSystem({ now: () => now, outputs });
  assert.equal(await keyOf(fake), "ONE");
  now = new Date("2026-01-01T00:54:59Z");
  assert.equal(await keyOf(fake), "ONE");
  now = new Date("2026-01-01T00:55:01Z");
  assert.equal(await keyOf(fake), "TWO");
  assert.equal(fake.locks.length, 2);
});

Deno.test("execute() keeps nothing of a source that does not say when its credentials end", async () => {
  using fake = fakeSystem({ outputs: [printed("ONE"), printed("TWO")] });
  assert.equal(await keyOf(fake), "ONE");
  assert.equal(await keyOf(fake), "TWO");
  assert.equal(fake.files.size, 0);
});

Deno.test("execute() asks a source anew with --refresh, and keeps nothing with --no-cache", async () => {
  const outputs = ["ONE", "TWO", "THREE"].map((key) => printed(key, "2026-01-01T01:00:00Z"));
  let now = Date.parse("2026-01-01T00:00:00Z");
  using fake = fakeSystem({ outputs, now: () => new Date(now += 1000) });
  assert.equal(await keyOf(fake, { noCache: true }), "ONE");
  assert.equal(fake.files.size, 0);
  assert.equal(await keyOf(fake), "TWO");
  assert.equal(await keyOf(fake, { refresh: true }), "THREE");
});

Deno.test("execute() refuses a process that comes back for its own profile", async () => {
  using fake = fakeSystem({ env: { AWSUME_PROCESS_CHAIN: "q,p" } });
  await assert.rejects(keyOf(fake), ConfigError);
  assert.deepEqual(fake.locks, []);
});

Deno.test("memoryOf() a source without hops is recalled while it lives", async () => {
  using fake = fakeSystem({ outputs: [printed("ONE", "2026-01-01T01:00:00Z")] });
  const plan = await planOf();
  await execute(plan, options, fake.system);
  const memory = await memoryOf(plan);
  assert.ok(memory);
  await remember(memory, new Map(), fake.system);
  const recalled = await recall("p", usualMargin, fake.system);
  assert.equal(recalled?.session.credentials.accessKeyId, "ONE");
  assert.equal(await recalled?.isCurrent, true);
  assert.equal((await findLiving(plan, fake.system))?.accessKeyId, "ONE");
});

Deno.test("explainPlan() names a process by its line, never by its command", async () => {
  using fake = fakeSystem();
  const role = "[profile r]\nrole_arn = arn:aws:iam::222222222222:role/r\nsource_profile = p\n";
  const plan = await planOf(`[profile p]\ncredential_process = print SECRET\n${role}`, "r");
  const explanation = await explainPlan(plan, options, fake.system);
  assert.deepEqual(explanation.calls.map(({ action, state }) => [action, state]), [
    ["credential_process", "to be made"],
    ["AssumeRole", "to be made"],
  ]);
  assert.doesNotMatch(JSON.stringify(explanation), /SECRET/);
});

Deno.test("makePlan() puts the code on the first role over a process, by a role's own serial", async () => {
  const arn = (name: string): string => `role_arn = arn:aws:iam::222222222222:role/${name}\n`;
  const config = "[profile p]\ncredential_process = x\nmfa_serial = of-the-process\n" +
    `[profile a]\n${arn("a")}source_profile = p\n` +
    `[profile b]\n${arn("b")}source_profile = a\nmfa_serial = mine\n`;
  const serials = async (name: string): Promise<unknown> =>
    (await planOf(config, name)).hops.map((hop) => [hop.kind, hop.mfaSerial]);
  assert.deepEqual(await serials("p"), []);
  assert.deepEqual(await serials("a"), [["assume-role", undefined]]);
  assert.deepEqual(await serials("b"), [["assume-role", "mine"], ["assume-role", undefined]]);
});

Deno.test("makePlan() asks for no code over an instance, whose credentials are a role's", async () => {
  const config = "[profile r]\nrole_arn = arn:aws:iam::222222222222:role/r\nmfa_serial = mine\n" +
    "credential_source = Ec2InstanceMetadata\n";
  const { hops, source } = await planOf(config, "r");
  assert.equal(source.kind, "instance");
  assert.deepEqual(hops.map(({ kind, mfaSerial }) => [kind, mfaSerial]), [["assume-role", undefined]]);
});

Deno.test("makePlan() refuses a role's own process beside keys", async () => {
  const config = "[profile r]\nrole_arn = arn:aws:iam::222222222222:role/r\ncredential_process = x\n" +
    "aws_access_key_id = A\naws_secret_access_key = s\n";
  await assert.rejects(
    planOf(config, "r"),
    /credential_process \(\S+config:3\) and aws_access_key_id \(\S+config:4\) exclude each other$/,
  );
});

Deno.test("memoryOf() a plan whose source a switch's own variables decide is nothing", async () => {
  const role = "role_arn = arn:aws:iam::222222222222:role/r\n";
  const env = {
    AWS_ACCESS_KEY_ID: "AKIA",
    AWS_SECRET_ACCESS_KEY: "s",
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/x",
  };
  for (
    const [source, isKept] of [["Environment", false], ["EcsContainer", true], [
      "Ec2InstanceMetadata",
      true,
    ]] as const
  ) {
    const profiles = await profilesOf(`[profile r]\n${role}credential_source = ${source}\n`);
    const plan = makePlan({ profile: "r", refresh: false, env, defaults: {} }, profiles);
    assert.equal(await memoryOf(plan) !== undefined, isKept);
  }
});
