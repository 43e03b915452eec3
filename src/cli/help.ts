import { assumeWord, type CommandWord, commandWords } from "./command_words.ts";
import { exitCodes } from "./exit_codes.ts";
import { type NamedOption, options, optionsOf } from "./options.ts";
import { wrap } from "./wrap.ts";

/** So wide is a terminal that nobody has changed. */
const columns = 80;

/**
 * The help of one command word, of one option (`--region`), or of awsume itself, from the tables. That of
 * awsume itself fits two screens of 40 lines and 80 columns.
 */
export function helpText(topic?: string, declared: readonly NamedOption[] = []): string {
  if (topic?.startsWith("--")) return optionHelp(topic, declared);
  const command = commandWords.find(({ word }) => word === topic);
  return command ? commandHelp(command, declared) : generalHelp(declared);
}

/** The command words that people see. */
export function shownWords(): readonly CommandWord[] {
  return commandWords.filter(({ isHidden }) => !isHidden);
}

/** The names of an option as they are written, the short one first. */
export function namesOf({ short, long }: NamedOption): readonly string[] {
  return [...short === undefined ? [] : [`-${short}`], `--${long}`];
}

/** What stands behind an option's name: `NAME`, `[JSON]` for what may be left out, "" behind a switch. */
export function valueOf({ value = "", isOptional = false }: NamedOption): string {
  return isOptional ? `[${value}]` : value;
}

/** `awsume explain [PROFILE] [options]`. */
export function usageOf({ word, operand, takesProfile, takesCommand }: CommandWord): string {
  return `awsume ${word} ${operand}${takesProfile ? " [options]" : ""}${takesCommand ? " [--] CMD ..." : ""}`;
}

/** Which commands take an option: `awsume [PROFILE], explain`. */
export function takersOf(option: NamedOption): string {
  return shownWords().filter((command) => optionsOf(command).includes(option))
    .map(({ word }) => word === assumeWord.word ? "awsume [PROFILE]" : word).join(", ");
}

/** A doc of the tables as a sentence. */
export function toSentence(doc: string): string {
  return `${doc.charAt(0).toUpperCase()}${doc.slice(1)}.`;
}

/** The options in their groups, groups and options in the order of the table. */
export function groupsOf(taken: readonly NamedOption[]): ReadonlyMap<string, readonly NamedOption[]> {
  return Map.groupBy(taken, ({ group }) => group);
}

function generalHelp(declared: readonly NamedOption[]): string {
  return [
    "awsume [PROFILE] [options]",
    "awsume COMMAND ...",
    "",
    "Gets AWS credentials for a profile and puts them into this shell.",
    "",
    section("Commands", shownWords().map(nameAndDoc)),
    ...optionSections(optionsOf(assumeWord, declared).filter(({ isRare }) => !isRare)),
    examplesOf(assumeWord),
    ...wrap(`Exit codes: ${exitCodes.map(([code, meaning]) => `${code} ${meaning}`).join("; ")}.`, columns),
    "",
    "`awsume help assume` has all options; `awsume help COMMAND` and `awsume help",
    "OPTION` say more.",
    "",
  ].join("\n");
}

function commandHelp(command: CommandWord, declared: readonly NamedOption[]): string {
  const { about, doc } = command;
  return [
    usageOf(command),
    "",
    ...wrap(toSentence(doc), columns),
    "",
    ...about === undefined ? [] : [...wrap(about, columns), ""],
    ...optionSections(optionsOf(command, declared)),
    ...command.examples.length === 0 ? [] : [examplesOf(command)],
  ].join("\n");
}

/** All options of that name: awsume itself has a `--json` with a value, and `explain` one without. */
function optionHelp(name: string, declared: readonly NamedOption[]): string {
  const all: readonly NamedOption[] = [...options, ...declared];
  return all.filter(({ long }) => `--${long}` === name).map(describe).join("\n");
}

function describe(option: NamedOption): string {
  return [
    toRow(option)[0].trim(),
    "",
    ...wrap(toSentence(option.doc), columns),
    ...option.about === undefined ? [] : ["", ...wrap(option.about, columns)],
    "",
    ...wrap(`Taken by: ${takersOf(option)}`, columns),
    "",
  ].join("\n");
}

function optionSections(taken: readonly NamedOption[]): string[] {
  return [...groupsOf(taken)].map(([group, taken]) => section(group, taken.map(toRow)));
}

type Row = readonly [name: string, doc: string];

function nameAndDoc({ word, operand, doc, takesCommand }: CommandWord): Row {
  return [`${word} ${operand}${takesCommand ? " CMD ..." : ""}`, doc];
}

function toRow(option: NamedOption): Row {
  const indent = option.short === undefined ? "    " : "";
  return [`${indent}${namesOf(option).join(", ")} ${valueOf(option)}`.trimEnd(), option.doc];
}

function section(title: string, rows: readonly Row[]): string {
  const width = widthOf(rows);
  return `${title}:\n${rows.map(([name, doc]) => `  ${name.padEnd(width)}  ${doc}\n`).join("")}`;
}

/** Where a line to copy is too long for a second column, what it does stands below it. */
function examplesOf({ examples }: CommandWord): string {
  const isWide = examples.some(([, doc]) => widthOf(examples) + doc.length + 4 > columns);
  if (!isWide) return section("Examples", examples);
  return `Examples:\n${examples.map(([line, doc]) => `  ${line}\n      ${doc}\n`).join("")}`;
}

function widthOf(rows: readonly Row[]): number {
  return Math.max(...rows.map(([name]) => name.length));
}
