import fc from "fast-check";
import { oncePerRun } from "./run_folder.ts";

/** One value for each way in which quoting has gone wrong somewhere. */
const kinds: readonly string[] = [
  "",
  " ",
  " leading and trailing ",
  "it's",
  "''",
  `"double"`,
  `'"'"'`,
  "$HOME ${HOME} $$ $?",
  "$(id) `id`",
  String.raw`\n \\ \' \" \$ \x41 trailing \ `.trimEnd(),
  "\\",
  "!! !$ !-1 bang!",
  "* ? [a-z] {a,b} ~ ~root",
  "a;b&c|d>e<f(g)h#i",
  "# comment",
  "-n",
  "--",
  "100% %s %d %n %%",
  "a=b:c,d@e/f+g",
  "été ñandú 日本語",
  "e\u0301 \u200b \u202e \ufeff \u00a0",
  "👩‍👩‍👧 🔑 \u{10ffff}",
  "\u2018curly\u2019 \u201cquotes\u201d \u201a\u201b",
  "$'\\n' $\"x\" <<EOF",
  "x".repeat(8192) + "'",
];

/**
 * 1,000 values that a profile, a region or a token could hold, the same on every run. Control characters and
 * halves of surrogate pairs are left out: the first are refused before a shell sees them, the second are no text.
 */
export function hostileValues(): readonly string[] {
  return oncePerRun("hostile values", makeValues);
}

/** They take two seconds, which all other files of a run are spared. */
function makeValues(): readonly string[] {
  const pieces = fc.constantFrom(
    "'",
    '"',
    "\\",
    "$",
    "`",
    "!",
    "%",
    "~",
    "*",
    "-",
    " ",
    "$(",
    ")",
    "{",
    "a",
    "é",
  );
  const strings = fc.oneof(
    fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join("")),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.string({ unit: "binary", maxLength: 40 }),
  ).filter((text) => text.isWellFormed() && !/\p{Cc}/u.test(text));
  return [...kinds, ...fc.sample(strings, { seed: 20260101, numRuns: 1000 - kinds.length })];
}
