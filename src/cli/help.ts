import { assumeWord, type CommandWord, commandWords } from "./command_words.ts";
import { type NamedOption, optionsOf } from "./options.ts";

/** The help of one command word, or of awsume itself, from the tables. At most 100 columns wide. */
export function helpText(word?: string): string {
  const command = commandWords.find((command) => command.word === word);
  return command ? commandHelp(command) : generalHelp();
}

function generalHelp(): string {
  return [
    "awsume [PROFILE] [options]",
    "awsume COMMAND …",
    "",
    "Gets AWS credentials for a profile and puts them into this shell.",
    "",
    section("Commands", commandWords.filter(({ isHidden }) => !isHidden).map(nameAndDoc)),
    ...optionSections(assumeWord),
    section("Examples", assumeWord.examples),
    "`awsume COMMAND -h` says more about a command.",
    "",
    "Exit codes: 0 done; 1 AWS or the network said no; 2 wrong command line; 3 a file or profile must be",
    "fixed; 4 prove who you are; 130 Ctrl-C. Nothing is changed in the shell when the code is not 0.",
    "",
  ].join("\n");
}

function commandHelp(command: CommandWord): string {
  const usage = `awsume ${command.word} ${command.operand}${command.takesProfile ? " [options]" : ""}`;
  const examples = command.examples.length > 0 ? [section("Examples", command.examples)] : [];
  const doc = `${command.doc.charAt(0).toUpperCase()}${command.doc.slice(1)}.`;
  return [usage, "", doc, "", ...optionSections(command), ...examples].join("\n");
}

function optionSections(command: CommandWord): string[] {
  const taken = optionsOf(command);
  const groups = [...new Set(taken.map(({ group }) => group))];
  return groups.map((group) => section(group, taken.filter((option) => option.group === group).map(toRow)));
}

type Row = readonly [name: string, doc: string];

function nameAndDoc({ word, operand, doc }: CommandWord): Row {
  return [`${word} ${operand}`, doc];
}

function toRow({ short, long, value, doc }: NamedOption): Row {
  return [`${short ? `-${short}, ` : "    "}--${long}${value ? ` ${value}` : ""}`, doc];
}

function section(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return `${title}:\n${rows.map(([name, doc]) => `  ${name.padEnd(width)}${doc}\n`).join("")}`;
}
