import { findShell, type Shell, shells } from "../../shells/mod.ts";
import { forShell } from "../../shells/suggested.ts";
import type { EnvChange } from "../assume/environment.ts";
import { AwsumeError, UsageError } from "../errors.ts";
import { toPrintable, toPrintableJson } from "../printable.ts";
import type { System } from "../system.ts";
import type { OutputOptions } from "./parse.ts";

/** Where a change of the environment goes: code for the shell, words for the person, or both. */
export interface Target {
  readonly shell: Shell;
  /** Whether the shell's function evaluates what is printed. */
  readonly isEvaluated: boolean;
  readonly show: boolean;
}

/**
 * Finds the target before anything is asked or called. The function of `awsume init` names its shell in
 * AWSUME_SHELL; without it, POSIX statements serve `eval "$(awsume prod)"` in a script. Throws when stdout is
 * a terminal or a log: nothing would be set, and the secrets would stand there.
 */
export function findTarget({ show, shell }: Pick<OutputOptions, "show" | "shell">, system: System): Target {
  const caller = system.env.AWSUME_SHELL;
  if (!caller && !show && system.stdoutIsTerminal) throw noFunction(system);
  if (!caller && !show && system.stdoutIsKept()) throw unread();
  if (caller && shell !== undefined && shell !== caller) {
    throw new UsageError(`Cannot write for ${shell}: the awsume function of ${caller} would evaluate it`, {
      hint: "Leave --shell out, or run the program without its function: command awsume …",
    });
  }
  return { shell: findShell(shell ?? (caller || "bash")), isEvaluated: Boolean(caller), show };
}

/** Prints the change as statements; under the shell's function, shows them too if the person asked. */
export function printChange(change: EnvChange, { shell, isEvaluated, show }: Target, system: System): void {
  const statements = shell.render(change);
  printCode(statements, system);
  if (isEvaluated && show) printText(statements, system);
}

/**
 * Prints words on stdout, for people and for programs that read what people see: what cannot be seen is spelled out.
 * Under the shell's function it is a statement that prints them.
 */
export function printText(text: string, system: System): void {
  say(toPrintable(text), system);
}

function say(words: string, system: System): void {
  const caller = system.env.AWSUME_SHELL;
  system.print(caller ? findShell(caller).say(words) : words);
}

/** Says words of several lines on stderr, suggested commands as the person's shell reads them. What comes from elsewhere is one line in them, made by `toOneLine`. */
export function tellLines(text: string, system: System): void {
  linesOf(text, system).forEach(system.tell);
}

/** The lines of such words. */
export function linesOf(text: string, system: System): readonly string[] {
  return forShell(text, system).split("\n");
}

/** Prints JSON for programs, in which nothing is lost. */
export function printJson(value: unknown, system: System, indent = 2): void {
  say(`${toPrintableJson(value, indent)}\n`, system);
}

/** Prints what a program takes by its bytes, code or a path; a terminal is no such program. */
export function printCode(text: string, system: System): void {
  system.print(system.stdoutIsTerminal ? toPrintable(text) : text);
}

/** A line of a table, and what stands at its end in red. */
export interface Line {
  readonly text: string;
  readonly red?: string;
}

/** How lines are drawn. */
export interface Drawing {
  readonly isColoured: boolean;
  /** So many lines of the drawing before stand above the cursor, and are drawn over; else the lines are printed. */
  readonly above?: number;
}

/** Prints lines: awsume's own colours and moves of the cursor stand between words that are spelled out. */
export function printLines(lines: readonly Line[], { isColoured, above }: Drawing, system: System): void {
  const drawn = lines.map(({ text, red = "" }) => {
    const end = red === "" || !isColoured ? toPrintable(red) : `\x1b[31m${toPrintable(red)}\x1b[0m`;
    return `${toPrintable(text)}${end}`;
  });
  if (above === undefined) return say(drawn.map((line) => `${line}\n`).join(""), system);
  // Each line is cleared behind its end, not before: a screen that is emptied first flickers.
  const text = drawn.map((line) => `${line}\x1b[K\n`).join("");
  system.print(`${above === 0 ? "" : `\x1b[${above}A`}${text}\x1b[J`);
}

/** The words that run this awsume, quoted where the shell needs it. */
export function programText(shell: Shell, self: System["self"]): string {
  return self.map((word) => /^[\w./:-]+$/.test(word) ? word : shell.quote(word)).join(" ");
}

/** A script that meant to switch must not go on. */
function unread(): AwsumeError {
  return new AwsumeError("Cannot change this shell: what is printed goes into a file or a log", {
    hint: [
      'In a script:  eval "$(command awsume PROFILE)"',
      "Into a file:  awsume export PROFILE > FILE",
      "For the profile that -o or -a writes alone, add >/dev/null",
    ].join("\n"),
  });
}

function noFunction({ self, os }: System): AwsumeError {
  const lines = shells.filter(({ name }) => name !== "cmd").map((shell) => {
    return `  ${shell.startUp.file.padEnd(28)}${shell.startUp.line(programText(shell, self))}`;
  });
  const hint = ["Add the line for your shell to its start-up file, and open a new shell:", ...lines];
  // There, a file on the PATH is enough for the shells that come with the system.
  const windows = [
    "For cmd and PowerShell run this once, and open a new terminal:",
    `  ${windowsText(self)} setup`,
  ];
  return new AwsumeError("Cannot change this shell: its awsume function is not loaded", {
    hint: [...os === "windows" ? windows : [], ...hint].join("\n"),
  });
}

function windowsText(self: System["self"]): string {
  return self.map((word) => (/[^\w.:\\-]/.test(word) ? `"${word}"` : word)).join(" ");
}
