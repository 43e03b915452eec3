import type { EnvChange } from "../src/assume/environment.ts";
import { type CompletionRequest, readWordCompletion } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { statements } from "./statements.ts";

/** fish 3.1 and later (a variable for one command, `NAME=value command`, came with it). */
export const fish: Shell = {
  name: "fish",
  startUp: {
    file: "~/.config/fish/config.fish",
    line: (program) => `${program} init fish | source`,
    source: (path) => `source ${path}`,
    // fish reads every file of this folder, so that nobody's own has to be touched.
    files: ({ env, home }) => [`${env.XDG_CONFIG_HOME || `${home}/.config`}/fish/conf.d/awsume.fish`],
  },
  or: " ",
  quote,
  render: renderFish,
  say,
  readCompletion,
};

/** One word that fish reads back exactly: between single quotes only the quote and the backslash are special. */
function quote(text: string): string {
  return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
}

/**
 * The whole change as `set` statements, one a line. An exported universal variable of the same name has to be
 * erased in earnest: children would see it past any global one that is not exported. That is the end of it in all
 * sessions, so fish says it; a universal variable that is not exported stays as it is.
 */
export function renderFish(change: EnvChange): string {
  return statements(change, {
    set: (name, value) => `set -gx ${name} ${quote(value)};`,
    unset: (name) =>
      `set -e -g ${name}; set -q -U -x ${name}; and set -e -U ${name}; ` +
      `and builtin echo 'awsume erased your universal variable ${name}' >&2;`,
  });
}

/**
 * Statements that print `text` exactly; as in POSIX shells, none spans lines. `builtin`, because a function of yours
 * may be called printf (not set, test or eval: fish reserves those).
 */
function say(text: string): string {
  const lines = text.split("\n");
  const unended = lines.pop() ?? "";
  const ended = lines.length === 0 ? "" : `builtin printf '%s\\n' ${lines.map(quote).join(" ")};\n`;
  return unended === "" ? ended : `${ended}builtin printf '%s' ${quote(unended)};\n`;
}

/** fish hands over the words of the command up to the cursor, those before its name too: `NAME=value awsume`. */
function readCompletion(asked: readonly string[]): CompletionRequest {
  const name = asked.findIndex((word) => !/^[\p{L}_]\w*=/u.test(word));
  return readWordCompletion(asked.slice(name + 1));
}
