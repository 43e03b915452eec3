import type { CommandWord } from "../../src/cli/command_words.ts";
import { exitCodes } from "../../src/cli/exit_codes.ts";
import { namesOf, toSentence, valueOf } from "../../src/cli/help.ts";
import { type NamedOption, optionsOf } from "../../src/cli/options.ts";
import { wrap } from "../../src/cli/wrap.ts";
import { toPieces } from "./inline.ts";
import {
  commands,
  exportedVariables,
  groups,
  readVariables,
  type Row,
  textOf,
  unsetVariables,
  wordRules,
} from "./manual.ts";

/** The man page, in the macros of man(7). It bears no date, so that the same sources make the same page. */
export function manPage(version: string, files: readonly Row[]): string {
  return [
    '.\\" Written by `deno task docs` from the tables in src/cli: do not edit.',
    `.TH AWSUME 1 "" "awsume ${version}" "User Commands"`,
    // Words are neither broken nor spread: what looks like code can be copied.
    ".nh",
    ".ad l",
    ".SH NAME",
    "awsume \\- put AWS credentials into your shell",
    ".SH SYNOPSIS",
    `${bold("awsume")} [${italic("PROFILE")}] [${italic("options")}]`,
    ".br",
    `${bold("awsume")} ${italic("COMMAND")} ...`,
    ...description(),
    ".SH COMMANDS",
    ...commands.flatMap(commandPart),
    ".SH OPTIONS",
    ...[...groups].flatMap(([group, taken]) => [`.SS ${group}`, ...taken.flatMap(optionPart)]),
    ...environment(),
    ".SH FILES",
    ...files.flatMap(([path, doc]) => item(italic(path), doc)),
    ".SH EXIT STATUS",
    ...exitCodes.flatMap(([code, meaning]) => item(bold(`${code}`), toSentence(meaning))),
    ...prose("When it is not 0, nothing has changed in the shell."),
    ".SH EXAMPLES",
    ...commands.flatMap(({ examples }) => examples).flatMap(([line, doc]) =>
      item(bold(line), toSentence(doc))
    ),
    ".SH SEE ALSO",
    ".BR aws (1)",
    "",
  ].join("\n");
}

function description(): readonly string[] {
  return [
    ".SH DESCRIPTION",
    ...fill(
      "awsume reads a profile from the shared files of the AWS programs, asks for an MFA code if one is " +
        "needed, assumes the roles on the way, and exports the result into the shell that called it. For " +
        "that the shell has to load a function, which `awsume init` prints. " +
        'In a script, `eval "$(awsume PROFILE)"` does without.',
    ),
    ...wordRules.flatMap(prose),
  ];
}

function commandPart(command: CommandWord): readonly string[] {
  const { word, operand, doc, about, takesProfile } = command;
  const usage = `${bold(word)} ${operand.split(" ").map(italic).join(" ")}`;
  const isUsual = word === "assume";
  const taken = optionsOf(command).map(({ long }) => `--${long}`).join(", ");
  return [
    ...item(usage, [toSentence(doc), ...about === undefined ? [] : [about]].join(" ")),
    ...takesProfile && !isUsual ? [".IP", ...fill(`Options: ${taken}.`)] : [],
  ];
}

function optionPart(option: NamedOption): readonly string[] {
  const value = valueOf(option);
  const names = namesOf(option).map(bold).join(", ");
  const text = textOf(option);
  return item(
    value === "" ? names : `${names} ${italic(value)}`,
    `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
  );
}

function environment(): readonly string[] {
  return [
    ".SH ENVIRONMENT",
    ".SS Exported",
    ...exportedVariables().flatMap(([name, doc]) => item(bold(name), doc)),
    ".SS Unset",
    ...fill(
      `A switch also unsets what could make a program take other credentials: ${
        unsetVariables().map((name) => `\`${name}\``).join(", ")
      }.`,
    ),
    ".SS Read",
    ...readVariables.flatMap(([name, doc]) => item(bold(name), doc)),
  ];
}

/** A paragraph with a tag. `tag` is written as it is. */
function item(tag: string, text: string): readonly string[] {
  return [".TP", tag, ...fill(text)];
}

function prose(text: string): readonly string[] {
  return [".PP", ...fill(text)];
}

/** In short lines, as checkers of man pages want them; none begins with what troff takes for a request. */
function fill(text: string): readonly string[] {
  const marked = toPieces(text).map(({ text, isCode }) => isCode ? bold(text) : escape(text, false)).join("");
  return wrap(marked, 78).map((line) => line.replace(/^[.']/, "\\&$&"));
}

function bold(text: string): string {
  return `\\fB${escape(text, true)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${escape(text, true)}\\fR`;
}

const special: Readonly<Record<string, string>> = {
  "\\": "\\(rs",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
};

/** As troff prints it exactly. In code a hyphen is the character that is typed; in prose it is a hyphen. */
function escape(text: string, isCode: boolean): string {
  const plain = text.replaceAll(/[\\'`^~]/g, (character) => special[character] ?? character)
    .replaceAll(/[^\0-\x7f]/gu, (character) => {
      return `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
    });
  return isCode ? plain.replaceAll("-", "\\-") : plain;
}
