import assert from "node:assert/strict";
import { awsumeWords, files, mfaSerial, startWorld, type World } from "../support/world.ts";

const output = (more = ""): string =>
  `{"Version":1,"AccessKeyId":"AKIAFAKEALICEEXAMPLE","SecretAccessKey":"fake/alice+secret/=="${more}}`;
const soon = ',"Expiration":"2099-01-01T00:00:00Z"';

/** A world in which `p` has this process, and `one`, `two` and `three` lead to it. */
function startWith(command: string): Promise<World> {
  const config = files.config.replaceAll("source_profile = alice", "source_profile = p");
  const locked = `[profile device]\nrole_arn = arn:aws:iam::555555555555:role/locked\nsource_profile = p\n` +
    `mfa_serial = ${mfaSerial}\n`;
  return startWorld({ config: `${config}\n${locked}[profile p]\ncredential_process = ${command}\n` });
}

/** The commands are written for `/bin/sh`. */
function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: Deno.build.os === "windows", fn });
}

const counting = `echo "$AWS_PROFILE" >>"$HOME/runs"; echo '${output(soon)}'`;

async function readRuns({ home }: World): Promise<readonly string[]> {
  const text = await Deno.readTextFile(`${home}/runs`).catch(() => "");
  return text.split("\n").slice(0, -1);
}

test("credential_process runs each time, and the chains over it are remembered under its key", async () => {
  await using world = await startWith(counting);
  for (const words of [["p"], ["p"], ["one"], ["three"], ["credential-process", "p"], ["three"]]) {
    const { status, stdout, stderr } = await world.awsume(words);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /AccessKeyId|AWS_ACCESS_KEY_ID/);
  }
  assert.equal((await readRuns(world)).length, 6);
  // "three" has a region of its own: its chain is another way to "one".
  assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole", "AssumeRole", "AssumeRole"]);
  assert.equal((await world.run(["exec", "p", "--", "true"])).status, 0);
  assert.equal((await world.awsume(["p", "--no-cache"])).status, 0);
  assert.equal((await readRuns(world)).length, 8);
  assert.deepEqual(await readLeft(world), []);
});

test("credential_process with awsume_keep runs once for the same values and the same folder", async () => {
  await using world = await startWith(`${counting}\nawsume_keep = STAGE`);
  const dev = { STAGE: "dev" };
  for (const words of [["p"], ["p"], ["one"], ["credential-process", "p"], ["exec", "p", "--", "true"]]) {
    assert.equal((await world.run(words, { env: dev })).status, 0);
  }
  assert.equal((await readRuns(world)).length, 1);
  assert.equal((await world.awsume(["p"], { env: { STAGE: "prod" } })).status, 0);
  assert.equal((await world.awsume(["p", "-r"], { env: dev })).status, 0);
  assert.equal((await readRuns(world)).length, 3);
});

/** What lies where those who want the same at one moment share it. */
async function readLeft({ home }: World): Promise<readonly string[]> {
  const folder = `${home}/.awsume/cache/runs`;
  return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name).catch(() => []);
}

/** So many callers at once, each with its variables; their exports. */
async function runAtOnce(
  envs: readonly Readonly<Record<string, string>>[],
  world: World,
  words = ["p"],
): Promise<readonly string[]> {
  const ends = await Promise.all(envs.map((env) => world.run(words, { env })));
  for (const { status, stderr } of ends) assert.equal(status, 0, stderr);
  return ends.map(({ stdout }) => /AWS_ACCESS_KEY_ID='?(\w+)/.exec(stdout)?.[1] ?? "");
}

const session = (id: string): string =>
  `{"Version":1,"AccessKeyId":"${id}","SecretAccessKey":"fake/secret","SessionToken":"fake/token"${soon}}`;

/** Prints keys of a session, with STAGE in the id of the key, after so many seconds. */
const slow = (seconds: number): string =>
  `echo run >>"$HOME/runs"; sleep ${seconds}; echo '${session("ASIA'$STAGE'")}'`;

test("callers of the same moment share one run, and nothing of it is left", async () => {
  await using world = await startWith(slow(3));
  assert.deepEqual(new Set(await runAtOnce(Array(8).fill({ STAGE: "dev" }), world)), new Set(["ASIAdev"]));
  assert.equal((await readRuns(world)).length, 1);
  assert.deepEqual(await readLeft(world), []);
  assert.deepEqual(await runAtOnce([{ STAGE: "dev" }], world), ["ASIAdev"]);
  assert.equal((await readRuns(world)).length, 2);
});

test("callers of the same moment with other variables get their own, and wait for nobody", async () => {
  await using world = await startWith(slow(3));
  const stages = ["dev", "prod", "dev", "prod", "test"].map((STAGE) => ({ STAGE }));
  assert.deepEqual(await runAtOnce(stages, world), stages.map(({ STAGE }) => `ASIA${STAGE}`));
  assert.equal((await readRuns(world)).length, 3);
  assert.deepEqual(await readLeft(world), []);
});

test("callers of the same moment write no keys of a user down: each runs the command", async () => {
  await using world = await startWith(
    `echo run >>"$HOME/runs"; sleep 1; ls "$HOME"/.awsume/cache/runs/* >&2; echo '${output()}'`,
  );
  const ends = await Promise.all([1, 2, 3].map(() => world.run(["p"])));
  for (const { stdout, stderr } of ends) {
    assert.match(stdout, /AKIAFAKEALICEEXAMPLE/);
    assert.doesNotMatch(stderr, /fake\/alice/);
  }
  assert.equal((await readRuns(world)).length, 3);
  assert.deepEqual(await readLeft(world), []);
});

test("callers of the same moment share the error of the one that ran", async () => {
  await using world = await startWith(`echo run >>"$HOME/runs"; sleep 2; exit 7`);
  const ends = await Promise.all([1, 2, 3].map(() => world.run(["p"])));
  for (const { status, stderr } of ends) {
    assert.equal(status, 1);
    assert.match(stderr, /its command ended with status 7/);
  }
  assert.equal((await readRuns(world)).length, 1);
  assert.deepEqual(await readLeft(world), []);
});

test("credential_process that prints a user's keys buys a session with a code of the role's device", async () => {
  await using world = await startWith(`echo '${output()}'`);
  const { status, stderr } = await world.awsume(["device", "--mfa-token", "123456"]);
  assert.equal(status, 0, stderr);
  assert.equal((await world.awsume(["device", "-r", "--mfa-token", "123456"])).status, 0);
  assert.deepEqual(world.calls(), ["GetSessionToken", "AssumeRole", "GetSessionToken", "AssumeRole"]);
});

test("credential_process that comes back to awsume for its own profile is an error at once", async () => {
  const self = awsumeWords().map((word) => `'${word}'`).join(" ");
  await using world = await startWith(`${self} credential-process p`);
  const { status, stdout, stderr } = await world.awsume(["p"]);
  assert.notEqual(status, 0);
  assert.doesNotMatch(stdout, /AWS|AccessKeyId/);
  assert.match(stderr, /its command asks awsume for that profile/);
});

test("credential_process that fails exports nothing, and its words reach the terminal alone", async () => {
  const commands: Readonly<Record<string, RegExp>> = {
    "echo WORDS >&2; exit 7": /WORDS[^]*its command ended with status 7/,
    "no-such-program-anywhere": /its program is not found/,
    "true": /its command prints nothing/,
    "yes SECRET": /prints more than 64 KiB/,
    [`echo '${output(',"Expiration":"2020-01-01T00:00:00Z"')}'`]: /ended at 2020-01-01T00:00:00.000Z/,
  };
  for (const [command, says] of Object.entries(commands)) {
    await using world = await startWith(command);
    for (const words of [["p"], ["one"], ["credential-process", "p"]]) {
      const { status, stdout, stderr } = await world.awsume(words);
      assert.notEqual(status, 0, command);
      assert.doesNotMatch(stdout, /AWS|AccessKeyId/);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /SECRET|fake\/alice/);
    }
    assert.deepEqual(world.calls(), []);
  }
});

test("credential_process is neither run nor shown by explain, --info and --debug name its line alone", async () => {
  await using world = await startWith(counting);
  const explained = await world.awsume(["explain", "one"]);
  assert.match(explained.stdout, /1\. credential_process: to be made/);
  assert.match(explained.stdout, /2\. AssumeRole at 127\.0\.0\.1:\d+: to be made/);
  assert.deepEqual(await readRuns(world), []);
  const debugged = await world.awsume(["one", "--debug"]);
  assert.equal(debugged.status, 0, debugged.stderr);
  assert.doesNotMatch(`${explained.stdout}${debugged.stderr}`, /fake\/alice|HOME\/runs/);
});

test("credential_process with awsume_keep has a row in ls and in cache ls, and cache clear forgets it", async () => {
  await using world = await startWith(`${counting}\nawsume_keep = STAGE`);
  assert.match((await world.awsume(["ls", "--json", "p"])).stdout, /"state": "absent"/);
  assert.equal((await world.awsume(["p"])).status, 0);
  assert.match((await world.awsume(["ls", "--json", "p"])).stdout, /"expiresAt": "2099-01-01T00:00:00/);
  const { stdout } = await world.awsume(["cache", "ls"]);
  assert.match(stdout, /^process +p +- +2099-01-01 00:00:00 UTC/m);
  const cleared = await world.awsume(["cache", "clear", "p"]);
  assert.match(cleared.stderr, /Removed what the process of "p" printed/);
  assert.equal((await world.awsume(["p"])).status, 0);
  assert.deepEqual(await readRuns(world), ["p", "p"]);
});
