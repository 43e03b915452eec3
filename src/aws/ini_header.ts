/** What stands between the brackets: `[profile 'my dev']` is kind `profile`, name `my dev`, title `profile 'my dev'`. */
export interface Header {
  /** The word before the name: `profile`, `sso-session`, `services`, any other; "" for `[name]`. */
  readonly kind: string;
  /** "" where the words are too many to be a kind and a name. */
  readonly name: string;
  readonly title: string;
}

/**
 * Reads a header line, or returns undefined when it is none that all programs read alike. The name ends at the `]`, and
 * what follows does not count; with a second `]` or with a quote that stays open Python's versions and the other
 * SDKs see different names or none. A quote counts at the start of a name only, so that `[profile o'brien]` is
 * readable; there it follows the shell, because `aws configure` writes names with Python's `shlex.quote`.
 */
export function readHeader(text: string): Header | undefined {
  // Nearly all headers are such, and take a fifth of the time of the others.
  const [, kind, plain] = /^\[(profile )?([\w.@/+-]+)\]$/.exec(text) ?? [];
  if (plain !== undefined) {
    return { kind: kind === undefined ? "" : "profile", name: plain, title: text.slice(1, -1) };
  }
  const end = text.indexOf("]");
  if (!text.startsWith("[") || end < 0 || text.indexOf("]", end + 1) >= 0) return undefined;
  const title = trimBlanks(text.slice(1, end));
  if (closedQuotes.test(title)) return { kind: "", name: title, title };
  const words = readWords(title);
  if (words === undefined) return undefined;
  const [first, second] = words;
  if (first === undefined) return undefined;
  if (second === undefined) return { kind: "", name: first, title };
  // `[Profile x]` is a slip of the prefix, which every program passes over without a word.
  if (first !== "profile" && first.toLowerCase() === "profile") return undefined;
  return { kind: first, name: words.length === 2 ? second : "", title };
}

/** Quotes that open and close inside a name with no word before it: every program takes them for a part of it. */
const closedQuotes = /^[^\s"'\u2018-\u201f]+(?:"[^\s"']*"|'[^\s"']*')$/;

/** Whether there is a character that nobody sees, or takes for a space: no-break spaces, zero-width ones, marks. */
export function hasInvisible(text: string): boolean {
  return /[^\t\x20-\x7e]/.test(text) && invisible.test(text);
}

const invisible = /[\v\f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\p{DI}\p{Cf}]/u;

/** Undefined where a quote stays open. */
function readWords(title: string): readonly string[] | undefined {
  const words: string[] = [];
  for (let at = 0; at < title.length;) {
    const word = readWord(title, at);
    if (word === undefined) return undefined;
    words.push(word.text);
    at = skipBlanks(title, word.end);
  }
  return words;
}

function readWord(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const quoted = /'([^']*)'|"((?:\\.|[^"\\])*)"/y;
  let word = "";
  let end = start;
  quoted.lastIndex = end;
  for (let found = quoted.exec(text); found !== null; found = quoted.exec(text)) {
    word += found[1] ?? (found[2] ?? "").replace(/\\(["\\])/g, "$1");
    end = quoted.lastIndex;
  }
  const plain = /[^ \t]*/y;
  plain.lastIndex = end;
  const rest = plain.exec(text)?.[0] ?? "";
  // A quote that is a word of its own can be meant as nothing else.
  if (/^["'\u2018-\u201f].|.["'\u2018-\u201f]$/.test(rest)) return undefined;
  return { text: word + rest, end: end + rest.length };
}

/** Without blanks at its ends, no-break spaces and their like among them, as Python and JavaScript strip them. */
export function trimBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(skipBlanks(text, 0), end);
}

/** Where the first character from `start` is that is no blank. */
export function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** For expressions: a blank, but no line end. A byte order mark, which JavaScript strips and Python does not, is none. */
export const blank = String.raw`[\t\v\f\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;

const rareBlank = new RegExp(blank);

function isBlank(code: number): boolean {
  if (code === 0x20 || code === 0x09) return true;
  return (code < 0x20 || code > 0x7e) && rareBlank.test(String.fromCharCode(code));
}
