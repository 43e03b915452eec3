/** What stands between the brackets: `[profile 'my dev']` is kind `profile`, name `my dev`, title `profile 'my dev'`. */
export interface Header {
  /** The word before the name: `profile`, `sso-session`, `services`, any other; "" for `[name]`. */
  readonly kind: string;
  /** "" where the words are too many to be a kind and a name. */
  readonly name: string;
  readonly title: string;
}

/**
 * Reads a header line, or returns undefined when it is none. A quote counts at the start of a name only, so
 * that `[profile o'brien]` is readable; there it follows the shell, because `aws configure` writes names with
 * Python's `shlex.quote`. A comment may follow the bracket, nothing else.
 */
export function readHeader(text: string): Header | undefined {
  // Nearly all headers are such, and take a fifth of the time of the others.
  const [, kind, plain] = /^\[(profile )?([\w.@/+-]+)\]$/.exec(text) ?? [];
  if (plain !== undefined) {
    return { kind: kind === undefined ? "" : "profile", name: plain, title: text.slice(1, -1) };
  }
  if (!text.startsWith("[")) return undefined;
  const words: string[] = [];
  let at = skipBlanks(text, 1);
  while (at < text.length && text[at] !== "]") {
    const word = readWord(text, at);
    words.push(word.text);
    at = skipBlanks(text, word.end);
  }
  const [first, second] = words;
  if (at >= text.length || first === undefined) return undefined;
  if (!/^[ \t]*(?:[#;]|$)/.test(text.slice(at + 1))) return undefined;
  const title = trimBlanks(text.slice(1, at));
  if (second === undefined) return { kind: "", name: first, title };
  return { kind: first, name: words.length === 2 ? second : "", title };
}

function readWord(text: string, start: number): { readonly text: string; readonly end: number } {
  const quoted = /'([^']*)'|"((?:\\.|[^"\\])*)"/y;
  let word = "";
  let end = start;
  quoted.lastIndex = end;
  for (let found = quoted.exec(text); found !== null; found = quoted.exec(text)) {
    word += found[1] ?? (found[2] ?? "").replace(/\\(["\\])/g, "$1");
    end = quoted.lastIndex;
  }
  const plain = /[^ \t\]]*/y;
  plain.lastIndex = end;
  const rest = plain.exec(text)?.[0] ?? "";
  return { text: word + rest, end: end + rest.length };
}

/** Without spaces and tabs at its ends. Not `trim()`: a no-break space is part of a value in every SDK. */
export function trimBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1])) end--;
  return text.slice(skipBlanks(text, 0), end);
}

/** Where the first character from `start` is that is no space and no tab. */
export function skipBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text[at])) at++;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
