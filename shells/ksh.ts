import { readTypedCompletion } from "./completion.ts";
import type { Shell } from "./mod.ts";
import { quotePosix, renderPosix } from "./posix.ts";

/** The bytes that ksh93 takes from a trap for a key (its LOOKAHEAD, and the end of the text). */
const typedBytes = 78;

/** ksh93, and mksh: this one completes the names of files and commands, and cannot be taught the words of a program. */
export const ksh: Shell = {
  name: "ksh",
  startUp: {
    file: "~/.kshrc or ~/.mkshrc",
    line: (program) => `eval "$(${program} init ksh)"`,
    source: (path) => `. ${path}`,
    // Each of the two reads a file of its own; `ksh` may be either.
    files: ({ env, home, word }) => {
      if (env.ENV) return [env.ENV];
      return word === "mksh" ? [`${home}/.mkshrc`] : [`${home}/.kshrc`, `${home}/.mkshrc`];
    },
  },
  or: " | ",
  quote: quotePosix,
  render: renderPosix,
  say,
  readCompletion: (asked) => readTypedCompletion(asked, typedBytes),
};

/** Code that prints `text` exactly, on one line for each form: mksh has no `printf`, and words of a program are seen by `ps`. */
function say(text: string): string {
  const end = text.lastIndexOf("\n");
  const unended = text.slice(end + 1);
  const ended = end < 0 ? "" : `print -r -- ${quoteLines(text.slice(0, end))};\n`;
  return unended === "" ? ended : `${ended}print -nr -- ${quoteLines(unended)};\n`;
}

function quoteLines(text: string): string {
  return `$'${text.replace(/[\\']/g, String.raw`\$&`).replaceAll("\n", String.raw`\n`)}'`;
}
