import assert from "node:assert/strict";
import { version } from "../../src/version.ts";
import { startWorld } from "../../tests/support/world.ts";
import { sha256 } from "./entry.ts";
import type { Target } from "./targets.ts";
import { type Session, told, type Trial } from "./trial.ts";
import { posixTrial } from "./trial_posix.ts";
import { windowsTrial } from "./trial_windows.ts";

/**
 * Installs a target's archive on this computer, into a folder that is gone afterwards, and in each shell of its system
 * switches to a role, whose keys come from an AWS on this computer, runs a command as another, and gets 3 for a profile
 * that is not there. Linux for ARM is played by qemu where that is another machine, Windows by Wine where that is
 * another system. Throws an AssertionError.
 */
export async function smoke(target: Target, archive: string): Promise<void> {
  await using world = await startWorld();
  const subject = { target, archive, sum: await sha256(await Deno.readFile(archive)), world };
  const trial = target.kind === "zip" ? await windowsTrial(subject) : await posixTrial(subject);
  const { status, stdout, stderr } = await trial.run(trial.install);
  assert.equal(status, 0, `${trial.install.join(" ")}\n${stdout}\n${stderr}`);
  for (const session of trial.sessions) {
    await play(session, trial);
    say(`${target.name}: switched, ran a command and refused a wrong name in ${session.title}`);
  }
  assert.deepEqual([...new Set(world.calls())], ["AssumeRole"]);
}

async function play({ title, words }: Session, trial: Trial): Promise<void> {
  const { status, stdout, stderr } = await trial.run(words);
  const all = `${title}: ${stdout}\n${stderr}`;
  assert.match(stdout.replaceAll("\r\n", "\n"), told, all);
  assert.match(stderr, /^awsume: Cannot find profile "nobody"/m, all);
  assert.equal(status, 0, all);
}

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`awsume ${version} ${text}\n`));
}
