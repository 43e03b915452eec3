import { findShell, shells } from "../../shells/mod.ts";
import { isPrintable } from "../printable.ts";
import type { System } from "../system.ts";
import { cacheActions } from "./cache_options.ts";
import { assumeWord, type CommandWord, commandWords } from "./command_words.ts";
import { pluginCandidates } from "./plugin_actions.ts";
import { configCandidates } from "./config_keys.ts";
import { type NamedOption, optionsOf } from "./options.ts";
import type { Extension } from "./unplugged.ts";

/**
 * Answers a shell's completion function: `__complete SHELL …`, one candidate a line, spelled as that shell
 * wants it. What follows the shell's name is for the shell's own reader.
 */
export async function complete(
  [name = "", ...asked]: readonly string[],
  plugins: Extension,
  system: System,
): Promise<void> {
  const { words, spell } = findShell(name).readCompletion(asked);
  const typed = words.at(-1) ?? "";
  const candidates = (await findCandidates(words, plugins, system)).filter((word) =>
    // One that would have to be spelled out could pass for another.
    word.startsWith(typed) && isPrintable(word)
  );
  const lines = candidates.map(spell).filter((line) => line !== undefined);
  system.print(lines.map((line) => `${line}\n`).join(""));
}

async function findCandidates(
  words: readonly string[],
  plugins: Extension,
  system: System,
): Promise<readonly string[]> {
  const declared = plugins.options;
  const typed = words.at(-1) ?? "";
  const named = words.length > 1 ? commandWords.find(({ word }) => word === words[0]) : undefined;
  const command = named ?? assumeWord;
  const before = words.slice(named ? 1 : 0, -1);
  if (command.takesCommand && hasCommand(before, command)) return [];
  const attached = findOption(/^(--[^=]+)=/s.exec(typed)?.[1], optionsOf(command, declared));
  if (attached?.value) {
    return (await valuesOf(attached, plugins, system)).map((value) => `--${attached.long}=${value}`);
  }
  const pending = before.includes("--") ? undefined : findOption(before.at(-1), optionsOf(command, declared));
  if (pending?.value) return await valuesOf(pending, plugins, system);
  if (typed.startsWith("-")) return optionsOf(command, declared).map(({ long }) => `--${long}`);
  if (command.word === "config") return configCandidates(before);
  if (command.word === "cache") return await cacheCandidates(before, plugins, system);
  if (command.word === "plugin") return pluginCandidates(before);
  if (command.word === "ls") return (await plugins.profiles(system)).names();
  if (["doctor", "add", "cdk-plugin"].includes(command.word) || hasOperand(before, command)) return [];
  if (command.word === "init" || command.word === "setup") return shells.map((shell) => shell.name);
  if (command.word === "help") return shownWords();
  const names = [...new Set([...(await plugins.profiles(system)).names(), ...await plugins.names()])];
  return words.length === 1 ? [...names, ...shownWords()] : names;
}

async function cacheCandidates(
  before: readonly string[],
  plugins: Extension,
  system: System,
): Promise<readonly string[]> {
  const [action, profile] = before.filter((word) => !word.startsWith("-"));
  if (action === undefined) return cacheActions;
  return action === "clear" && profile === undefined ? (await plugins.profiles(system)).names() : [];
}

function findOption(
  word: string | undefined,
  taken: readonly NamedOption[],
): NamedOption | undefined {
  return taken.find(({ long, short }) => word === `--${long}` || (short && word === `-${short}`));
}

async function valuesOf(
  { completes }: NamedOption,
  plugins: Extension,
  system: System,
): Promise<readonly string[]> {
  if (completes === "profiles") return (await plugins.profiles(system)).names();
  if (completes === "shells") return shells.map((shell) => shell.name);
  return completes ?? [];
}

/** Whether a command line has begun, whose words are not awsume's. */
function hasCommand(words: readonly string[], command: CommandWord): boolean {
  const profile = words.findIndex((_, index) => hasOperand(words.slice(0, index + 1), command));
  return profile !== -1 &&
    (words.includes("--") ||
      words.some((_, index) =>
        index > profile && !words[index]?.startsWith("-") &&
        !findOption(words[index - 1], optionsOf(command))?.value
      ));
}

/** Whether the operand stands among the words already: neither an option nor an option's value. */
function hasOperand(words: readonly string[], command: CommandWord): boolean {
  return words.some((word, index) =>
    !word.startsWith("-") && !findOption(words[index - 1], optionsOf(command))?.value
  );
}

function shownWords(): readonly string[] {
  return commandWords.filter(({ isHidden }) => !isHidden).map(({ word }) => word);
}
