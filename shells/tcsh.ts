import type { EnvChange } from "../src/assume/environment.ts";
import { type CompletionRequest, readTypedCompletion } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { statements } from "./statements.ts";

/** tcsh 6.22 and later. It reads the output of a program as one line, so statements end with a semicolon. */
export const tcsh: Shell = {
  name: "tcsh",
  startUp: {
    file: "~/.tcshrc",
    line: loadingLine,
    source: (path) => `source ${path}`,
    // It reads the second one where the first is not there: to make the first would hide it.
    files: ({ home }) => [`${home}/.tcshrc`, `${home}/.cshrc`],
  },
  or: ` || "$_awsume_count[1]:q" == ,`,
  quote,
  render: renderTcsh,
  say,
  readCompletion,
};

/**
 * Between backquotes within quotes tcsh reads a path once more, and a variable without its `:q`. So a path with quotes or
 * what is live there stands in a variable before, and in an alias, which is a line of its own.
 */
function loadingLine(program: string): string {
  if (!/["`$!\\]|'.*'.*'/.test(program)) return `eval "\`${program} init tcsh\`"`;
  const name = "_awsume_self";
  return `set ${name} = (${program}); alias ${name} '$${name}:q init tcsh'; eval "\`${name}\`"; ` +
    `unalias ${name}; unset ${name}`;
}

/** The whole change, one statement a line. */
export function renderTcsh(change: EnvChange): string {
  return statements(change, {
    set: (name, value) => `setenv ${name} ${quote(value)};`,
    unset: (name) => `unsetenv ${name};`,
  });
}

/**
 * One word that tcsh reads back exactly. In single quotes `!` is live. It and the backslash stand outside,
 * as the quote does, for settings (`histchars`, `backslash_quote`) change what a backslash means inside.
 */
function quote(text: string): string {
  return `'${text.replace(/['!\\]/g, String.raw`'\$&'`)}'`;
}

/**
 * Code that prints `text` exactly. `glob` ends words with a NUL and is a builtin, which has no arguments for `ps`; in
 * a shell of its own it reads no escapes. `\` stops aliases, and builtins with them.
 */
function say(text: string): string {
  const words = text.split("\n").map(quote).join(" ");
  return `( set echo_style = none; glob ${words} ) | \\tr '\\000' '\\012';\n`;
}

/** tcsh hands over the raw line up to the cursor, cuts answers at blanks, and quotes all but `!` in the one it takes. */
function readCompletion(asked: readonly string[]): CompletionRequest {
  const { words } = readTypedCompletion(asked, 0);
  return { words, spell: (candidate) => /[\s!]/.test(candidate) ? undefined : candidate };
}
