import type { EnvChange } from "../src/assume/environment.ts";
import type { CompletionRequest } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { statements } from "./statements.ts";

/** xonsh 0.13 and later: Python, in which a line that is none is a command. */
export const xonsh: Shell = {
  name: "xonsh",
  startUp: {
    file: "~/.xonshrc",
    line: (program) => `execx($(${program} init xonsh))`,
    // Its own `source` takes files called *.xsh or *.py alone.
    source: (path) => `execx(open(${path}).read())`,
    files: ({ env, home }) => [
      `${home}/.xonshrc`,
      `${env.XDG_CONFIG_HOME || `${home}/.config`}/xonsh/rc.xsh`,
    ],
  },
  or: ", ",
  and: ", ",
  quote,
  render: renderXonsh,
  say: (text) => `print(${literal(text)}, end="")\n`,
  readCompletion,
};

/** The whole change, one statement a line. */
export function renderXonsh(change: EnvChange): string {
  return statements(change, {
    set: (name, value) => `$${name} = ${literal(value)}`,
    unset: (name) => `__xonsh__.env.pop("${name}", None)`,
  });
}

/**
 * A string of Python. It has the escapes of JSON but the one for half of a surrogate pair, which no text has. All that
 * Python takes for a line end is escaped, for xonsh takes code apart at line ends.
 */
function literal(text: string): string {
  const escape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029]/g, escape);
}

/**
 * A string of Python that is the same as a word of a command: there, `$` and `~` are live in strings, but for raw ones.
 * Where raw quotes cannot hold the text it is exact in Python alone.
 */
function quote(text: string): string {
  if (!/[$~]/.test(text) || /[\p{Cc}\u2028\u2029]/u.test(text) || /(?<!\\)(\\\\)*\\$/.test(text)) {
    return literal(text);
  }
  const around = ["'", '"', "'''", '"""'].find((mark) => !`${text}${mark.slice(1)}`.includes(mark));
  return around === undefined ? literal(text) : `r${around}${text}${around}`;
}

/**
 * xonsh hands over the quote that is open, what follows it as it was typed, and the words before. The answer will
 * stand in the place of all that, the quote too.
 */
function readCompletion([quote = "", typed = "", ...words]: readonly string[]): CompletionRequest {
  const isEscaped = quote !== "" && !/r/i.test(quote);
  return {
    words: [...words, isEscaped ? typed.replace(/\\(['"\\])/g, "$1") : typed],
    spell,
  };
}

function spell(candidate: string): string {
  const isBare = /^[\p{L}\p{N}_./:=@%+,-]+$/u.test(candidate) && !/^(and|or)$/.test(candidate);
  return isBare ? candidate : quote(candidate);
}
