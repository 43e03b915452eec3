import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";

/**
 * The words as a value of `credential_process`, which some SDKs hand to a shell and others split by themselves. Both
 * read it alike when the program stands without quotes (the Go SDKs and Terraform lose a quote at the beginning) and
 * the words behind it are in single quotes, on Windows in double ones. Throws ConfigError.
 */
export function toProcessValue([program = "", ...words]: readonly string[], os: System["os"]): string {
  if (os === "windows") return [toWindowsProgram(program), ...words.map(quoteWindows)].join(" ");
  return [program.replaceAll(/[^\w./:@%+,-]/g, String.raw`\$&`), ...words.map(quoteWord)].join(" ");
}

/** A word as a POSIX shell reads it, without quotes where it needs none. */
export function quoteWord(word: string): string {
  if (/^[\w./:@%+,=-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** With forward slashes: some SDKs take a backslash and the letter behind it for a control character. */
function toWindowsProgram(path: string): string {
  const program = path.replaceAll("\\", "/");
  if (/^[\w./:~-]+$/.test(program)) return program;
  throw new ConfigError(`Cannot write credential_process: SDKs would read the path "${path}" otherwise`, {
    hint: "Move awsume into a folder whose path has letters and digits only, and no blanks",
  });
}

function quoteWindows(word: string): string {
  if (/^[\w./:@+,=-]+$/.test(word)) return word;
  if (!/["%!^&|<>]|\\$/.test(word)) return `"${word}"`;
  throw new ConfigError(
    `Cannot write credential_process: cmd.exe would read ${JSON.stringify(word)} otherwise`,
    {
      hint: "Use a profile whose name has letters and digits only",
    },
  );
}
