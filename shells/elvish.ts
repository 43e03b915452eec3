import type { EnvChange } from "../src/assume/environment.ts";
import { readWordCompletion } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { statements } from "./statements.ts";

/** elvish 0.19 and later. It has no status: where a program fails, an exception with its exit code ends the line. */
export const elvish: Shell = {
  name: "elvish",
  startUp: {
    file: "~/.config/elvish/rc.elv",
    line: (program) => `eval (${program} init elvish | slurp)`,
    source: (path) => `eval (slurp < ${path})`,
    files: ({ env, os, home }) =>
      os === "windows"
        ? [`${env.APPDATA || `${home}\\AppData\\Roaming`}\\elvish\\rc.elv`]
        : [`${env.XDG_CONFIG_HOME || `${home}/.config`}/elvish/rc.elv`],
  },
  or: " ",
  quote,
  render: renderElvish,
  say: (text) => `print ${quote(text)}\n`,
  // The name of the command comes first.
  readCompletion: ([, ...words]) => readWordCompletion(words),
};

/** The whole change, one statement a line. */
export function renderElvish(change: EnvChange): string {
  return statements(change, {
    set: (name, value) => `set-env ${name} ${quote(value)}`,
    unset: (name) => `unset-env ${name}`,
  });
}

/** One word that elvish reads back exactly: between single quotes only the quote is special, and line ends may stand. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
