import type { CommandWord } from "../../src/cli/command_words.ts";
import { exitCodes } from "../../src/cli/exit_codes.ts";
import { namesOf, usageOf, valueOf } from "../../src/cli/help.ts";
import { type NamedOption, optionsOf } from "../../src/cli/options.ts";
import { wrap } from "../../src/cli/wrap.ts";
import { toPieces } from "./inline.ts";
import { commands, groups, textOf, wordRules } from "./manual.ts";

/** The line width of `deno fmt` in this repository, which the page has to pass. */
const columns = 110;

/** `docs/options.md`. */
export function optionsPage(): string {
  return [
    "# Command words and options",
    "",
    "<!-- Written by `deno task docs` from the tables in src/cli: do not edit. -->",
    "",
    "```",
    "awsume [PROFILE] [options]",
    "awsume COMMAND ...",
    "```",
    "",
    ...paragraph(
      "`awsume -h` shows the short form, `awsume help COMMAND` and `awsume help OPTION` say more.",
    ),
    "## How words are read",
    "",
    ...bullets(wordRules),
    "## Command words",
    "",
    ...commands.flatMap(commandPart),
    "## Options",
    "",
    ...[...groups].flatMap(([group, taken]) => [`### ${group}`, "", ...bullets(taken.map(optionLine))]),
    "## Exit codes",
    "",
    ...bullets(exitCodes.map(([code, meaning]) => `\`${code}\`: ${meaning}`)),
    ...paragraph("When it is not 0, nothing has changed in your shell: see [environment](environment.md)."),
  ].join("\n").trimEnd() + "\n";
}

function commandPart(command: CommandWord): readonly string[] {
  const { word, doc, about, examples } = command;
  return [
    `### ${word}`,
    "",
    ...paragraph([`${code(usageOf(command))}: ${doc}.`, ...about === undefined ? [] : [about]].join(" ")),
    ...takenLine(command),
    ...bullets(examples.map(([line, what]) => `${code(line)}: ${what}`)),
  ];
}

/** Which of the options a command other than the usual one takes. */
function takenLine(command: CommandWord): readonly string[] {
  if (!command.takesProfile || command.word === "assume") return [];
  return paragraph(`Options: ${optionsOf(command).map(({ long }) => `--${long}`).join(", ")}.`);
}

function optionLine(option: NamedOption): string {
  const names = namesOf(option);
  const value = valueOf(option);
  const spelled = names.map((name, index) =>
    code(index === names.length - 1 ? `${name} ${value}`.trim() : name)
  );
  return `${spelled.join(", ")}: ${textOf(option)}`;
}

/** A list, and an empty line. */
export function bullets(items: readonly string[]): readonly string[] {
  const lines = items.flatMap((item) =>
    fill(item, columns - 2).map((line, index) => `${index === 0 ? "- " : "  "}${line}`)
  );
  return items.length === 0 ? [] : [...lines, ""];
}

/** Wrapped text, and an empty line. */
export function paragraph(text: string): readonly string[] {
  return [...fill(text, columns), ""];
}

/** In lines, none of which ends within code: the blanks there are others for as long as it is cut. */
function fill(text: string, width: number): readonly string[] {
  const whole = text.replaceAll(/(`+).+?\1/g, (span) => span.replaceAll(" ", "\0"));
  const marked = whole.split(/(`+.+?`+)/).map((part) => part.startsWith("`") ? part : markCode(part)).join(
    "",
  );
  return wrap(marked, width).map((line) => line.replaceAll("\0", " "));
}

/** Bare options become code. */
function markCode(prose: string): string {
  return toPieces(prose).map(({ text, isCode }) => isCode ? code(text) : text).join("");
}

function code(text: string): string {
  return text.includes("`") ? `\`\`${text}\`\`` : `\`${text}\``;
}
