/** awsume in scripts and odd places, without its shell function. */
import assert from "node:assert/strict";
import { type Outcome, runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

/** Runs a script of `sh`; in it `awsume` is a file on the PATH, as an installed one. */
async function runScript(world: World, text: string): Promise<Omit<Outcome, "runs">> {
  await Deno.mkdir(`${world.home}/bin`);
  const words = awsumeWords().map((word) => `'${word}'`).join(" ");
  await Deno.writeTextFile(`${world.home}/bin/awsume`, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  const env = { ...world.env, PATH: `${world.home}/bin:/usr/bin:/bin` };
  return await runClean(["sh", "-c", text], { folder: world.home, env });
}

Deno.test("a script takes credentials by eval", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await runScript(world, 'eval "$(awsume one)"; echo "$AWSUME_PROFILE"');
  assert.equal(status, 0, stderr);
  assert.equal(stdout, "one\n");
});

Deno.test("a script that evaluates a failure has awsume's status, and stops under set -e", async () => {
  await using world = await startWorld();
  const { status, stdout } = await runScript(world, 'set -e; eval "$(awsume gone)"; echo reached');
  assert.equal(status, 3);
  assert.equal(stdout, "");
});

Deno.test("awsume refuses a file that cannot be read", { ignore: Deno.build.os !== "linux" }, async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.run(["alice"], { env: { AWS_CONFIG_FILE: "/proc/self/mem" } });
  assert.equal(status, 3);
  assert.match(stderr, /Cannot read "\/proc\/self\/mem"/);
});

const fullDisk = "awsume delivers what a full disk cannot keep";

// A disk of one page, which only root may mount.
if (Deno.build.os === "linux" && Deno.uid() === 0) testWith("mount", fullDisk, testFullDisk);
else Deno.test.ignore(fullDisk, testFullDisk);

async function testFullDisk(): Promise<void> {
  await using world = await startWorld();
  const disk = `${world.home}/disk`;
  await Deno.mkdir(disk);
  const words = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk];
  const mounted = await runClean(words, { folder: world.home });
  assert.equal(mounted.status, 0, mounted.stderr);
  try {
    await Deno.writeFile(`${disk}/full`, new Uint8Array(4096));
    const { status, stdout, stderr } = await world.run(["two"], { env: { XDG_CACHE_HOME: disk } });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^export AWS_ACCESS_KEY_ID='ASIA/);
    assert.match(stderr, /will not be remembered: .*no space/i);
  } finally {
    await runClean(["umount", disk], { folder: world.home });
  }
}
