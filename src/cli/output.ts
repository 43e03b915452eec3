import { findShell, type Shell, shells } from "../../shells/mod.ts";
import type { EnvChange } from "../assume/environment.ts";
import { AwsumeError, UsageError } from "../errors.ts";
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
 * a terminal: nothing would be set, and the secrets would stand on the screen.
 */
export function findTarget({ show, shell }: Pick<OutputOptions, "show" | "shell">, system: System): Target {
  const caller = system.env.AWSUME_SHELL;
  if (!caller && !show && system.stdoutIsTerminal) throw noFunction(system);
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
  system.print(statements);
  if (isEvaluated && show) system.print(shell.say(statements));
}

/** Prints words on stdout: under the shell's function as a statement that prints them. */
export function printText(text: string, system: System): void {
  const caller = system.env.AWSUME_SHELL;
  system.print(caller ? findShell(caller).say(text) : text);
}

/** The words that run this awsume, quoted where the shell needs it. */
export function programText(shell: Shell, self: System["self"]): string {
  return self.map((word) => /^[\w./:-]+$/.test(word) ? word : shell.quote(word)).join(" ");
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
