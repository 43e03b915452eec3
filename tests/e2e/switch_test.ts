import assert from "node:assert/strict";
import { mfaSerial, startWorld, type World } from "../support/world.ts";

/** The variables that a printed statement sets. */
function exported(stdout: string): Record<string, string> {
  const lines = [...stdout.matchAll(/^export (\w+)='(.*)';$/gm)];
  return Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value]));
}

async function cacheFiles({ home }: World): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(`${home}/.awsume/cache`)) names.push(entry.name);
  return names.sort();
}

/** Whether a cache file holds credentials; the others are locks and what a profile came to. */
function isEntry(name: string): boolean {
  return /^[0-9a-f]{64}\.json$/.test(name);
}

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

Deno.test("awsume exports the keys of a profile without a call", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.run(["alice"]);
  assert.equal(status, 0, stderr);
  assert.deepEqual(exported(stdout), {
    AWS_ACCESS_KEY_ID: "AKIAFAKEALICEEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "fake/alice+secret/==",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWSUME_PROFILE: "alice",
  });
  assert.equal(stderr, "");
  assert.deepEqual(world.calls(), []);
});

Deno.test("awsume assumes a role and answers the second switch from its cache", async () => {
  await using world = await startWorld();
  const first = await world.run(["one"]);
  assert.equal(first.status, 0, first.stderr);
  assert.match(
    first.stderr,
    /^STS is not .*\n\[one\] Role credentials will expire at \S+ \S+ UTC \(in 60 min\)\n$/,
  );
  assert.match(exported(first.stdout).AWSUME_EXPIRATION ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const second = await world.run(["one"]);
  assert.equal(second.stdout, first.stdout);
  assert.deepEqual(world.calls(), ["AssumeRole"]);
});

Deno.test("awsume keeps its cache private, one file an entry", async () => {
  await using world = await startWorld();
  await world.run(["two"]);
  const names = await cacheFiles(world);
  assert.equal(names.filter(isEntry).length, 2);
  for (const name of names) {
    assert.match(name, /^([0-9a-f]{64}|switch-two)\.(json|lock)$/);
    assert.equal(await modeOf(`${world.home}/.awsume/cache/${name}`), 0o600);
  }
  assert.equal(await modeOf(`${world.home}/.awsume/cache`), 0o700);
});

Deno.test("awsume follows a chain, each role called with the credentials of the one before", async () => {
  await using world = await startWorld();
  const { status, stderr, stdout } = await world.run(["three"]);
  assert.equal(status, 0, stderr);
  const issued = world.aws.issued.map(({ accessKeyId }) => accessKeyId);
  const signers = world.aws.calls.map(({ accessKeyId }) => accessKeyId);
  assert.deepEqual(signers, ["AKIAFAKEALICEEXAMPLE", issued[0], issued[1]]);
  assert.equal(exported(stdout).AWS_ACCESS_KEY_ID, issued[2]);
  assert.equal(exported(stdout).AWS_REGION, "eu-west-1");
  assert.deepEqual([...new Set(world.aws.calls.map(({ region }) => region))], ["eu-west-1"]);
  assert.equal(stderr.split("\n").length, 5, stderr);
});

Deno.test("awsume takes one MFA session for all roles of a user, whatever their region", async () => {
  await using world = await startWorld();
  const first = await world.run(["locked", "--mfa-token", "123456"]);
  assert.equal(first.status, 0, first.stderr);
  const second = await world.run(["mfa", "--region", "eu-central-1"]);
  assert.equal(second.status, 0, second.stderr);
  assert.deepEqual(world.calls(), ["GetSessionToken", "AssumeRole"]);
  assert.equal(exported(second.stdout).AWS_REGION, "eu-central-1");
});

Deno.test("awsume reads the MFA code from a pipe, with blanks in it", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.run(["mfa"], { stdin: " 123 456\r\n" });
  assert.equal(status, 0, stderr);
  assert.deepEqual(world.calls(), ["GetSessionToken"]);
});

Deno.test("awsume -r takes everything anew and remembers it", async () => {
  await using world = await startWorld();
  await world.run(["locked", "--mfa-token", "123456"]);
  const fresh = await world.run(["locked", "-r", "--mfa-token", "123456"]);
  assert.deepEqual(world.calls(), ["GetSessionToken", "AssumeRole", "GetSessionToken", "AssumeRole"]);
  const cached = await world.run(["locked"]);
  assert.equal(exported(cached.stdout).AWS_ACCESS_KEY_ID, exported(fresh.stdout).AWS_ACCESS_KEY_ID);
});

Deno.test("awsume remembers a role that took the code itself", async () => {
  await using world = await startWorld();
  const words = ["--role-arn", "444444444444:three", "--source-profile", "mfa", "--role-duration", "7200"];
  const first = await world.run([...words, "--mfa-token", "123456"]);
  assert.equal(first.status, 0, first.stderr);
  assert.equal(world.aws.calls[0]?.params.SerialNumber, mfaSerial);
  const second = await world.run(words);
  assert.equal(second.stdout, first.stdout);
  assert.deepEqual(world.calls(), ["AssumeRole"]);
});

Deno.test("awsume --role-arn goes on from the credentials in the environment", async () => {
  await using world = await startWorld();
  const { stdout } = await world.run(["one"]);
  const { status, stderr } = await world.run(["--role-arn", "444444444444:three"], { env: exported(stdout) });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^Assuming arn:aws:iam::444444444444:role\/three from the keys in the environment/);
  assert.equal(world.aws.calls[1]?.accessKeyId, exported(stdout).AWS_ACCESS_KEY_ID);
});

Deno.test("awsume takes a changed profile's credentials anew", async () => {
  await using world = await startWorld();
  await world.run(["two"]);
  await Deno.writeTextFile(`${world.home}/.aws/config`, "\n[profile two]\nrole_session_name = other\n", {
    append: true,
  });
  const { status, stderr } = await world.run(["two"]);
  assert.equal(status, 0, stderr);
  assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole", "AssumeRole"]);
});

Deno.test("awsume refetches what ends within five minutes, and what the cache holds for somebody else", async () => {
  await using world = await startWorld();
  world.aws.set({ lifetimeSeconds: 299 });
  await world.run(["one"]);
  await world.run(["one"]);
  assert.equal(world.aws.calls.length, 2);
  const [name = ""] = (await cacheFiles(world)).filter(isEntry);
  const path = `${world.home}/.awsume/cache/${name}`;
  const entry = JSON.parse(await Deno.readTextFile(path));
  const foreign = { ...entry, key: "0".repeat(64), expiresAt: "2100-01-01T00:00:00Z" };
  const bad = [
    "",
    "{",
    "[]",
    "null",
    JSON.stringify(foreign),
    JSON.stringify({ ...entry, expiresAt: "soon" }),
  ];
  for (const [index, text] of bad.entries()) {
    await Deno.writeTextFile(path, text);
    const { status, stderr } = await world.run(["one"]);
    assert.equal(status, 0, stderr);
    assert.equal(world.aws.calls.length, 3 + index, text);
  }
});

Deno.test("awsume corrects a wrong clock by the server's date, and tells the end by this computer's", async () => {
  await using world = await startWorld();
  world.aws.set({ clockSkewMs: 3_600_000 });
  const { status, stderr, stdout } = await world.run(["one"]);
  assert.equal(status, 0, stderr);
  const end = Date.parse(exported(stdout).AWSUME_EXPIRATION ?? "");
  assert.ok(Math.abs(end - Date.now() - 3_600_000) < 60_000, stderr);
});

Deno.test("awsume tries a call again when STS is busy or the network breaks", async () => {
  await using world = await startWorld();
  for (const fault of [{ kind: "throttle" }, { kind: "status", status: 503 }, { kind: "half" }] as const) {
    world.aws.fail(fault, { times: 2 });
    const { status, stderr } = await world.run(["one", "-r"]);
    assert.equal(status, 0, stderr);
  }
});
