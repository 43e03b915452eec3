import type { EnvChange } from "../src/assume/environment.ts";
import { statements } from "./statements.ts";

/**
 * One word that a POSIX shell reads back exactly. Between single quotes nothing is special, not even `!` with
 * history expansion on, so only the quote itself has to step outside:
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function quotePosix(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The whole change as `export` and `unset` statements, one a line. */
export function renderPosix(change: EnvChange): string {
  return statements(change, {
    set: (name, value) => `export ${name}=${quotePosix(value)};`,
    unset: (name) => `unset ${name};`,
  });
}

/**
 * Statements that print `text` exactly. Every line of it is an argument, and `printf` puts the line ends back:
 * so a statement never spans lines, and a wrapper may take awsume's output apart at line ends.
 * The format is a constant, because `%` and `\` in a format are live.
 */
export function sayPosix(text: string): string {
  const end = text.lastIndexOf("\n");
  const unended = text.slice(end + 1);
  // Quoted as a whole: one line after the other would take 5 ms for the 5,000 lines of a long list.
  const words = quotePosix(text.slice(0, Math.max(0, end))).replaceAll("\n", "' '");
  const ended = end < 0 ? "" : `printf '%s\\n' ${words};\n`;
  return unended === "" ? ended : `${ended}printf '%s' ${quotePosix(unended)};\n`;
}
