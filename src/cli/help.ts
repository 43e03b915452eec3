import { type CommandWord, commandWords, type Option, options } from "./options.ts";

/** The help of `awsume -h`, from the tables of options and command words. At most 100 columns wide. */
export function helpText(): string {
  const groups = [...new Set(options.map(({ group }) => group))];
  return [
    "awsume [PROFILE] [options]",
    "awsume COMMAND …",
    "",
    "Gets AWS credentials for a profile and puts them into this shell.",
    "",
    section("Commands", commandWords.filter(isShown).map((word) => [nameOfWord(word), word.doc])),
    ...groups.map((group) => section(group, inGroup(group).map((option) => [nameOf(option), option.doc]))),
    section("Examples", [
      ["awsume prod", "work with the profile prod"],
      ["awsume prod -r", "the same, with new credentials"],
      ["awsume --role-arn 123456789012:audit", "chain on to a role from the current credentials"],
      ["awsume -u", "remove the credentials from this shell"],
    ]),
    "Exit codes: 0 done; 1 AWS or the network said no; 2 wrong command line; 3 a file or profile must be",
    "fixed; 4 prove who you are; 130 Ctrl-C. Nothing is changed in the shell when the code is not 0.",
    "",
  ].join("\n");
}

function isShown(word: CommandWord): boolean {
  return !word.isHidden;
}

function inGroup(group: Option["group"]): readonly Option[] {
  return options.filter((option) => option.group === group);
}

function nameOfWord({ word, operand }: CommandWord): string {
  return `${word} ${operand}`;
}

function nameOf({ short, long, value }: Option): string {
  return `${short ? `-${short}, ` : "    "}--${long}${value ? ` ${value}` : ""}`;
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return `${title}:\n${rows.map(([name, doc]) => `  ${name.padEnd(width)}${doc}\n`).join("")}`;
}
