import assert from "node:assert/strict";
import { initText } from "../../shells/functions.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { type Outcome, type Script, script } from "../support/script.ts";
import { type RealShell, realShells } from "../support/shells.ts";
import { awsumeWords, type World } from "../support/world.ts";

/** The shells of the table's rows about shells, for `needs`. */
export const rowShells = ["bash", "zsh", "fish"] as const;

type RowShell = typeof rowShells[number];

/** A shell as it is installed, and its `awsume init` for the program under test. */
export function loaded(name: RowShell): { readonly real: RealShell; readonly init: string } {
  const real = realShells[name];
  assert.ok(real);
  return { real, init: initText(real.shell, awsumeWords(), directWords) };
}

/** Plays a script in each of them, awsume loaded unless told; `env` comes to the world's own. */
export async function inEachShell(
  world: World,
  play: (story: Script, real: RealShell, name: RowShell) => Script,
  { env = {}, isLoaded = true } = {},
): Promise<Readonly<Record<RowShell, Outcome>>> {
  const outcomes: [RowShell, Outcome][] = [];
  for (const name of rowShells) {
    const { real, init } = loaded(name);
    await Deno.remove(`${world.home}/seen`).catch(() => {});
    const setting = { init: isLoaded ? init : "", folder: world.home, env: { ...world.env, ...env } };
    outcomes.push([name, await play(script(real, setting), real, name).end()]);
  }
  return Object.fromEntries(outcomes) as Record<RowShell, Outcome>;
}

/** The variables of AWS and awsume that one command left exported, but for what the world itself sets. */
export function exportsOf({ env }: World, outcome: Outcome, run = 0): Readonly<Record<string, string>> {
  const seen = outcome.runs[run];
  assert.ok(seen, outcome.stderr);
  const names = Object.keys(seen.env).filter((name) => /^AWS/.test(name) && !(name in env)).sort();
  return Object.fromEntries(names.map((name) => [name, seen.env[name] ?? ""]));
}
