import { findShell, shells } from "../../shells/mod.ts";
import { readProfiles } from "../aws/profiles.ts";
import type { System } from "../system.ts";
import { commandWords, type Option, options } from "./options.ts";

/**
 * Answers a shell's completion function: `__complete SHELL …`, one candidate a line, spelled as that shell
 * wants it. What follows the shell's name is for the shell's own reader.
 */
export async function complete([name = "", ...asked]: readonly string[], system: System): Promise<void> {
  const { words, spell } = findShell(name).readCompletion(asked);
  const typed = words.at(-1) ?? "";
  const candidates = (await findCandidates(words, system)).filter((word) => word.startsWith(typed));
  const lines = candidates.map(spell).filter((line) => line !== undefined);
  system.print(lines.map((line) => `${line}\n`).join(""));
}

async function findCandidates(words: readonly string[], system: System): Promise<readonly string[]> {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const attached = findOption(/^(--[^=]+)=/s.exec(typed)?.[1]);
  if (attached?.value) {
    return (await valuesOf(attached, system)).map((value) => `--${attached.long}=${value}`);
  }
  const pending = before.includes("--") ? undefined : findOption(before.at(-1));
  if (pending?.value) return await valuesOf(pending, system);
  if (typed.startsWith("-")) return options.map(({ long }) => `--${long}`);
  if (before[0] === "init") return before.length === 1 ? shells.map((shell) => shell.name) : [];
  const names = hasOperand(before) ? [] : (await readProfiles(system)).names();
  return before.length === 0 ? [...names, ...shownWords()] : names;
}

function findOption(word: string | undefined): Option | undefined {
  const all: readonly Option[] = options;
  return all.find(({ long, short }) => word === `--${long}` || (short && word === `-${short}`));
}

async function valuesOf({ completes }: Option, system: System): Promise<readonly string[]> {
  if (completes === "profiles") return (await readProfiles(system)).names();
  return completes === "shells" ? shells.map((shell) => shell.name) : [];
}

/** Whether a profile stands among the words already: a word that is neither an option nor an option's value. */
function hasOperand(words: readonly string[]): boolean {
  const rest = words[0] === "assume" ? words.slice(1) : words;
  return rest.some((word, index) => !word.startsWith("-") && !findOption(rest[index - 1])?.value);
}

function shownWords(): readonly string[] {
  return commandWords.filter((word) => !("isHidden" in word)).map(({ word }) => word);
}
