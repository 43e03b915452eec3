import assert from "node:assert/strict";
import { awsumeWords, files, mfaSerial, startWorld, type World } from "../support/world.ts";

/** A world in which the profile with the device has this `mfa_process`. `$HOME` is the world's own folder. */
function startWith(command: string): Promise<World> {
  return startWorld({ config: `${files.config}mfa_process = ${command}\n` });
}

/** The commands are written for `/bin/sh`. */
function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: Deno.build.os === "windows", fn });
}

/** Adds a line to the file `runs` and prints the right code. */
const counting = 'echo "$AWSUME_MFA_SERIAL $AWSUME_PROFILE" >>"$HOME/runs"; echo 123456';

async function readRuns(world: World): Promise<readonly string[]> {
  const text = await Deno.readTextFile(`${world.home}/runs`).catch(() => "");
  return text.split("\n").slice(0, -1);
}

test("mfa_process runs when a code is needed, for a device and a profile", async () => {
  await using world = await startWith(counting);
  const first = await world.awsume(["locked"]);
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /AWS_SESSION_TOKEN/);
  assert.deepEqual(await readRuns(world), [`${mfaSerial} locked`]);
  for (const words of [["locked"], ["mfa"], ["locked", "--info"], ["explain", "mfa", "-r"], ["mfa"]]) {
    const { status, stderr } = await world.awsume(words);
    assert.equal(status, 0, stderr);
  }
  assert.equal((await readRuns(world)).length, 1);
  assert.equal((await world.awsume(["mfa", "-r"])).status, 0);
  assert.deepEqual(await readRuns(world), [`${mfaSerial} locked`, `${mfaSerial} mfa`]);
});

test("mfa_process yields to --mfa-token and comes before a code in a pipe", async () => {
  await using world = await startWith(counting);
  assert.equal((await world.awsume(["mfa", "--mfa-token", "123456"])).status, 0);
  assert.deepEqual(await readRuns(world), []);
  assert.equal((await world.awsume(["mfa", "-r"], { stdin: "000000\n" })).status, 0);
  assert.equal((await readRuns(world)).length, 1);
});

test("mfa_process runs once for many callers", async () => {
  await using world = await startWith(`sleep 0.3; ${counting}`);
  const outcomes = await Promise.all(["mfa", "locked", "mfa"].map((profile) => world.run([profile])));
  assert.deepEqual(outcomes.map(({ status }) => status), [0, 0, 0]);
  assert.equal((await readRuns(world)).length, 1);
});

test("mfa_process serves credential-process, which has no terminal", async () => {
  await using world = await startWith(counting);
  const { status, stdout, stderr } = await world.awsume(["credential-process", "locked"]);
  assert.equal(status, 0, stderr);
  assert.equal(JSON.parse(stdout).Version, 1);
  assert.equal((await readRuns(world)).length, 1);
});

test("mfa_process runs without AWSUME_SHELL, so that it may run awsume", async () => {
  await using world = await startWith("echo ${AWSUME_SHELL-123456}");
  const { status, stderr } = await world.run(["mfa"], { env: { AWSUME_SHELL: "bash" } });
  assert.equal(status, 0, stderr);
});

for (
  const [what, command, code, message] of [
    ["prints no code", "echo hunter2", 4, /what its command prints is no MFA code\n/],
    ["prints nothing", "true", 4, /what its command prints is no MFA code\n/],
    ["prints control characters", "printf '\\033[2Jhunter2\\007\\n'", 4, /is no MFA code\n/],
    ["prints a megabyte", "head -c 1048576 /dev/zero", 1, /prints more than 64 KiB\n/],
    ["prints a code that AWS refuses", "echo 999999", 4, /AWS refused the MFA code/],
    ["fails", "echo hunter2; exit 7", 1, /its command ended with status 7\n/],
    ["is missing", "awsume-no-such-program hunter2", 3, /its program is not found\n/],
    ["cannot be executed", "/ hunter2", 3, /its program cannot be executed\n/],
  ] as const
) {
  test(`mfa_process that ${what} ends a switch with ${code} and exports nothing`, async () => {
    await using world = await startWith(command);
    const { status, stdout, stderr } = await world.awsume(["mfa"], { stdin: "123456\n" });
    assert.equal(status, code, stderr);
    assert.equal(stdout, `(exit ${code});\n`);
    assert.match(stderr, message);
    assert.match(stderr, /mfa_process( of profile "mfa")? \(\S+\.aws\/config:\d+\)/);
    // deno-lint-ignore no-control-regex -- control characters are what is looked for
    assert.ok(!/hunter2|999999|[\x00-\x09\x0b-\x1f]/.test(stderr), stderr);
  });
}

test("mfa_process shows the person what it says on stderr", async () => {
  const words = "x".repeat(200);
  await using world = await startWith(`echo ${words} >&2; echo 123456`);
  const { status, stderr } = await world.awsume(["mfa"]);
  assert.equal(status, 0, stderr);
  assert.equal(stderr.split("\n")[1], words, stderr);
});

test("mfa_process is shown by its place alone, in explain and with --debug", async () => {
  await using world = await startWith("printf hunter2 >&2; echo 123456");
  const place = `${world.home}/.aws/config:29`;
  const { stdout } = await world.awsume(["explain", "locked"]);
  assert.ok(stdout.includes(`to be made, with an MFA code from mfa_process (${place})\n`), stdout);
  assert.match(stdout, /mfa_process +\(hidden\) +\S+\.aws\/config:29\n/);
  const { calls } = JSON.parse((await world.awsume(["explain", "locked", "--json"])).stdout);
  assert.deepEqual(
    calls.map((call: Record<string, unknown>) => [call.needsMfaCode, call.mfaProcess]),
    [[true, place], [false, undefined]],
  );
  assert.ok(
    !(await world.awsume(["explain", "mfa", "--mfa-token", "1"])).stdout.includes("with an MFA code"),
  );
  const debug = await world.awsume(["locked", "--debug"]);
  assert.match(debug.stderr, /debug: run mfa_process of profile "mfa" \(\S+:29\): done \(\d+ ms\)\n/);
  assert.ok(!`${stdout}${debug.stderr}`.includes("printf"));
  assert.ok(!debug.stderr.includes("123456"));
});

test("mfa_process that comes back to awsume for its own code is an error, and no wait", async () => {
  const words = awsumeWords().map((word) => `'${word}'`).join(" ");
  await using world = await startWith(`${words} credential-process locked`);
  const { status, stdout, stderr } = await world.awsume(["locked"]);
  assert.notEqual(status, 0);
  assert.match(stderr, /the mfa_process that shall print it asks awsume/);
  assert.doesNotMatch(stdout, /export/);
  assert.deepEqual(world.calls(), []);
});
