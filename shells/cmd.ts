import type { EnvChange } from "../src/assume/environment.ts";
import { ConfigError } from "../src/errors.ts";
import { readWordCompletion } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { statements } from "./statements.ts";

/** The longest line that cmd reads is 8,191 characters; all statements of a change become one. */
const maxLength = 7900;

/** cmd of Windows 10 and later. It has no start-up file: a batch file on the PATH is the function. */
export const cmd: Shell = {
  name: "cmd",
  startUp: { file: "in cmd, once", line: (program) => `${program} setup` },
  or: " ",
  quote,
  render: renderCmd,
  say,
  // It completes names of files, and nobody can teach it more.
  readCompletion: readWordCompletion,
};

/** The whole change, one statement a line. */
export function renderCmd(change: EnvChange): string {
  const code = statements(change, {
    set: (name, value) => `set ${quote(`${name}=${value}`)}`,
    unset: (name) => `set "${name}="`,
  });
  refuseLongerThan(maxLength, code, "change");
  return code;
}

/**
 * One word. cmd has no way to write these characters that holds wherever a word may stand, so they are refused.
 * Throws ConfigError, without the value: it may be a secret.
 */
function quote(text: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  const [found] = /["%!\x00-\x1f\x7f]/.exec(text) ?? [];
  if (found === undefined) return `"${text}"`;
  const name = /^[A-Z_]+(?==)/.exec(text)?.[0] ?? "a word";
  throw new ConfigError(
    `Cannot write ${name} for cmd: it holds ${/[!-~]/.test(found) ? found : "a control character"}`,
    {
      hint: "Use PowerShell, or a name without it",
    },
  );
}

/**
 * The batch file prints what follows as it is. cmd ends each line, the last one too, and knows no others. Of the many
 * ways to print, `echo(` alone never looks for a file or for `/?`, but Wine prints its parenthesis; so it is left to
 * lines that could be a path or a question.
 */
function say(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  if (lines.at(-1) === "") lines.pop();
  for (const line of lines) refuseLongerThan(maxLength, line, "line");
  return lines.map((line) => `echo${/^[\\/]|[\\/]\.\./.test(line) ? "(" : ":"}${line}\n`).join("");
}

function refuseLongerThan(limit: number, { length }: string, what: "change" | "line"): void {
  if (length <= limit) return;
  throw new ConfigError(`Cannot write a ${what} of ${length} characters for cmd: it reads ${limit}`, {
    hint: "Use PowerShell, or run awsume.exe itself",
  });
}
