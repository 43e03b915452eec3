import type { EnvChange } from "../src/assume/environment.ts";
import type { CompletionRequest } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { statements } from "./statements.ts";

/** Where $PROFILE points in a terminal. */
const profileFile = "Microsoft.PowerShell_profile.ps1";

/** PowerShell 7, and Windows PowerShell 5.1. Before 7.5, a variable that is set to nothing is unset. */
export const powershell: Shell = {
  name: "powershell",
  startUp: {
    file: "$PROFILE",
    line: (program) => `Invoke-Expression ((& ${program} init powershell) -join "\`n")`,
    // A dot runs files called *.ps1 alone, and those only where the execution policy lets it.
    source: (path) => `Invoke-Expression ([IO.File]::ReadAllText(${path}))`,
    files: ({ env, os, home }) =>
      os === "windows"
        ? [`${home}\\Documents\\PowerShell\\${profileFile}`]
        : [`${env.XDG_CONFIG_HOME || `${home}/.config`}/powershell/${profileFile}`],
  },
  or: ", ",
  quote,
  render: renderPowershell,
  say,
  readCompletion,
};

/** The whole change, one statement a line. */
export function renderPowershell(change: EnvChange): string {
  return statements(change, {
    set: (name, value) => `$env:${name} = ${quote(value)}`,
    unset: (name) => `$env:${name} = $null`,
  });
}

/** One word, or an expression, that PowerShell reads back exactly: four curly quotes end a string as `'` does. */
function quote(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}

/**
 * Strings for PowerShell's own pipeline, one for each line. Whoever prints them ends each, the last one too:
 * that is the one text of which PowerShell does not print exactly what is said.
 */
function say(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => `${quote(line)}\n`).join("");
}

/**
 * PowerShell has parsed the line, so the function gives the words; it will put the answer in place of the whole
 * word, quotes and all.
 */
function readCompletion([, ...words]: readonly string[]): CompletionRequest {
  return { words, spell: (candidate) => (isBare(candidate) ? candidate : quote(candidate)) };
}

/** Whether PowerShell takes the text for one plain word, wherever it stands. */
function isBare(text: string): boolean {
  return /^(--|[\p{L}\p{N}_./:\\])[\p{L}\p{N}_./:\\=%+@-]*$/u.test(text);
}
