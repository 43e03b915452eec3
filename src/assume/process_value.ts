import { quotePosix } from "../../shells/posix.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";

/**
 * The words as a value of `credential_process`: those that run awsume, then `credential-process` and its own. Some SDKs
 * hand the value to a shell and others split it by themselves, some cut it at `;` or `#`, lose quotes and what is not
 * ASCII, expand `%`, or lose all of it at a `,` behind a blank, `:` or `=` (the Go SDK 1). All read it alike when the
 * program stands without quotes (the Go SDKs and Terraform lose a quote at the beginning) and awsume's own words are
 * plain: where one is not, all are written behind `--encoded`. Throws ConfigError.
 */
export function toProcessValue(
  [program = "", ...more]: readonly string[],
  words: readonly string[],
  os: System["os"],
): string {
  const [start, quote] = os === "windows"
    ? [toWindowsProgram(program), quoteWindows] as const
    : [program.replaceAll(/[^\w./:@%+,-]/g, String.raw`\$&`), quoteWord] as const;
  return [start, ...more.map(quote), ...toPlain(words)].join(" ");
}

function toPlain([command = "", ...words]: readonly string[]): readonly string[] {
  // Split at blanks it would be lost, and no option of ours takes one.
  if (words.includes("")) throw new ConfigError("Cannot write credential_process: one of its words is empty");
  if (words.every((word) => /^(?!.*[:=],)[\w./:@+=-][\w./:@+,=~-]*$/.test(word))) return [command, ...words];
  return [command, encodedOption, ...words.map(encode)];
}

const encodedOption = "--encoded";

/** Every byte of UTF-8 that is not plain is `=` and two hex digits, as in quoted-printable text; so is `=` itself. */
function encode(word: string): string {
  const toHex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return word.replaceAll(
    /[^\w./:@+-]/gu,
    (character) => Array.from(new TextEncoder().encode(character), toHex).join(""),
  );
}

/** The words of a command line, where `toProcessValue` has written them behind `--encoded`. */
export function decodeWords(argv: readonly string[]): readonly string[] {
  const [command = "", option, ...words] = argv;
  return command === "credential-process" && option === encodedOption
    ? [command, ...words.map(decode)]
    : argv;
}

function decode(word: string): string {
  return word.replaceAll(
    /(?:=[0-9A-F]{2})+/g,
    (bytes) =>
      new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split("="), (hex) => parseInt(hex, 16))),
  );
}

/** A word as a POSIX shell reads it, without quotes where it needs none. */
export function quoteWord(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : quotePosix(word);
}

/** The words of such a value, as the shell of that system would read them; of a person's own as well. */
export function readProcessValue(value: string, os: System["os"]): readonly string[] {
  const part = os === "windows" ? /"([^"]*)"|([^\s"]+)/g : /'([^']*)'|"([^"]*)"|\\(.)|([^\s'"\\]+)/g;
  const words: string[] = [];
  let end = -1;
  for (const { index, 0: whole, ...rest } of value.matchAll(part)) {
    const text = Object.values(rest).find((found) => typeof found === "string") ?? "";
    if (index === end) words.push(`${words.pop()}${text}`);
    else words.push(text);
    end = index + whole.length;
  }
  return words;
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
  if (/^[\w./:@+,=~-]+$/.test(word)) return word;
  if (!/["%!^&|<>]|\\$/.test(word)) return `"${word}"`;
  throw new ConfigError(
    `Cannot write credential_process: cmd.exe would read ${JSON.stringify(word)} otherwise`,
    { hint: "Move awsume into a folder whose path has letters and digits only" },
  );
}
