/**
 * The SDKs for Java and JavaScript hide what a command of `credential_process` said. The last refusal of each profile is
 * kept, and the doctor tells it, without a secret and without anybody's command line.
 */
import assert from "node:assert/strict";
import { files, startWorld, type World } from "../support/world.ts";

const config = `${files.config}
[profile process]
credential_process = sh -c 'echo wrong-hunter2 >&2; exit 7' --password hunter2

[profile prints]
credential_process = printf '{"Version": 2, "SecretAccessKey": "hunter2"}'

[profile broken]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = nobody

[profile dev#2]
role_arn = arn:aws:iam::555555555555:role/locked
source_profile = mfa
`;

async function doctorOf(world: World): Promise<string> {
  return (await world.awsume(["doctor", "--offline"])).stdout;
}

/** The files that hold a refusal. */
async function keptIn({ home }: World): Promise<readonly string[]> {
  const folder = `${home}/.awsume/cache`;
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name).catch(() => []);
  return names.filter((name) => name.startsWith("refusal-")).map((name) => `${folder}/${name}`);
}

const refusals: readonly (readonly [words: readonly string[], status: number, told: RegExp])[] = [
  [
    ["locked"],
    4,
    /of "locked" \(.* UTC, 0 min ago\): Cannot ask ".*" for a program\n +Run awsume locked in a terminal/,
  ],
  [["dev#2"], 4, /of "dev#2" .*\n +Run awsume 'dev#2' in a terminal/],
  [["closed"], 1, /of "closed" \(.*\): .*closed.*\n/],
  [["gone"], 3, /of "gone" \(.*\): Cannot find profile "gone"/],
  [["broken"], 3, /of "broken" \(.*\): .*nobody/],
  [["process"], 1, /of "process" \(.*\): Cannot use .*config:\d+.*\n/],
  [["prints"], 1, /of "prints" \(.*\): .*is not of Version 1/],
  [
    ["--expect-account=999999999999", "one"],
    3,
    /of "one" \(.*\): .* for account 9{12}: its credentials are of account 2{12}/,
  ],
];

for (const [words, status, told] of refusals) {
  Deno.test(`doctor tells why a program got nothing by credential-process ${words.join(" ")}`, async () => {
    await using world = await startWorld({ config });
    const refused = await world.awsume(["credential-process", ...words]);
    assert.equal(refused.status, status, refused.stderr);
    const text = await doctorOf(world);
    assert.match(text, new RegExp(`warning +programs +a program got no credentials ${told.source}`));
    const [path = "", ...more] = await keptIn(world);
    assert.deepEqual(more, []);
    const kept = await Deno.readTextFile(path);
    for (const part of [text, kept]) {
      assert.doesNotMatch(part, /hunter2|printf|sh -c/);
      assert.equal(part.includes("fake/alice"), false);
    }
    if (Deno.build.os !== "windows") assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
  });
}

/** What ends it: the next time that somebody gets the profile's credentials. */
const ends: readonly (readonly string[])[] = [
  ["locked", "--mfa-token", "123456"],
  ["export", "locked", "--mfa-token", "123456"],
  ["credential-process", "locked", "--mfa-token", "123456"],
  ["cache", "clear"],
  ["cache", "clear", "locked"],
];

for (const words of ends) {
  Deno.test(`awsume ${words.join(" ")} forgets the refusal of that profile`, async () => {
    await using world = await startWorld({ config });
    await world.awsume(["credential-process", "locked"]);
    await world.awsume(["credential-process", "closed"]);
    const { status, stderr } = await world.awsume(words);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(await doctorOf(world), /of "locked" \(/);
    assert.equal((await keptIn(world)).length, words.length === 2 && words[0] === "cache" ? 0 : 1);
  });
}

Deno.test("the last refusal takes the place of the one before, and other files have their own", async () => {
  await using world = await startWorld({ config });
  await world.awsume(["credential-process", "locked"]);
  await Deno.writeTextFile(`${world.home}/.aws/config`, "");
  await Deno.writeTextFile(`${world.home}/other`, config);
  await world.awsume(["credential-process", "--config-file=~/.aws/config", "locked"]);
  assert.equal((await keptIn(world)).length, 1);
  assert.match(await doctorOf(world), /of "locked" \(.*\): Cannot find profile "locked"/);
  await world.awsume(["credential-process", "--config-file=~/other", "locked"]);
  assert.equal((await keptIn(world)).length, 2);
  // What mends it is about those files, too, wherever the person is.
  assert.match(await doctorOf(world), /Run awsume --config-file '~\/other' locked in a terminal/);
  const { status } = await world.awsume(["locked", "--mfa-token", "123456", "--config-file=~/other"]);
  assert.equal(status, 0);
  assert.match(await doctorOf(world), /Cannot find profile "locked"/);
  assert.equal((await keptIn(world)).length, 1);
});

const silent: readonly (readonly string[])[] = [
  ["credential-process", "--no-cache", "locked"],
  ["credential-process", "--nonsense", "locked"],
  ["credential-process"],
  ["locked"],
  ["export", "locked"],
  ["explain", "gone"],
];

for (const words of silent) {
  Deno.test(`awsume ${words.join(" ")} keeps no refusal`, async () => {
    await using world = await startWorld({ config });
    await world.awsume(words);
    assert.deepEqual(await keptIn(world), []);
  });
}

Deno.test("doctor leaves out what is older than a week, and files that hold no refusal", async () => {
  await using world = await startWorld({ config });
  await world.awsume(["credential-process", "locked"]);
  const [path = ""] = await keptIn(world);
  const record = JSON.parse(await Deno.readTextFile(path));
  const withAt = async (at: unknown): Promise<string> => {
    await Deno.writeTextFile(path, JSON.stringify({ ...record, at }));
    return await doctorOf(world);
  };
  const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
  assert.match(await withAt(daysAgo(6)), /6 d ago/);
  assert.doesNotMatch(await withAt(daysAgo(8)), /got no credentials/);
  for (const at of ["yesterday", 7, null]) assert.doesNotMatch(await withAt(at), /got no credentials/);
  await Deno.writeTextFile(path, "{");
  assert.doesNotMatch(await doctorOf(world), /got no credentials/);
});

Deno.test("a refusal that cannot be kept is the same error", async () => {
  await using world = await startWorld({ config });
  await Deno.writeTextFile(`${world.home}/.awsume`, "");
  const { status, stderr } = await world.awsume(["credential-process", "locked"]);
  assert.equal(status, 4, stderr);
  // Where the lock is a real one, that there can be none is told before.
  assert.match(stderr, /^(?:awsume: no lock can be had in [^\n]+\n)?awsume: Cannot ask/);
});

Deno.test("cache ls shows that a refusal is kept", async () => {
  await using world = await startWorld({ config });
  await world.awsume(["credential-process", "locked"]);
  assert.match((await world.awsume(["cache", "ls"])).stdout, /^refusal +locked +- +-$/m);
});
