import { type Header, readHeader, skipBlanks, trimBlanks } from "./ini_header.ts";

/** One line that cannot be understood. `text` says what was expected and never repeats the line: it may hold a secret. */
export interface Problem {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * One `key = value`. Continuation lines are joined with `\n`. An empty value may be followed by indented
 * `key = value` lines: those are in `nested` (keys in lower case), and in `value` as they stand after a first `\n`.
 */
export interface Setting {
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
  readonly nested?: ReadonlyMap<string, Setting>;
}

/** One section as it stands in the file. A name may occur in several sections: merging is for the caller. */
export interface Section extends Header {
  /** The line of the header, counted from 1. */
  readonly line: number;
  /** Keys in lower case; of a repeated key the last one counts. */
  readonly settings: ReadonlyMap<string, Setting>;
  readonly problems: readonly Problem[];
}

/** A whole file: its sections in order, and the lines that belong to none of them. */
export interface Ini {
  readonly sections: readonly Section[];
  readonly problems: readonly Problem[];
}

/** A line, and the deeper indented lines that continue it; comment lines and blank lines are left out. */
interface Entry {
  readonly line: number;
  readonly text: string;
  readonly more: readonly Line[];
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/** Line ends as Python reads them: LF, CRLF and the lone CR of old editors. */
export const lineEnd = /\r\n?|\n/;

/**
 * Reads a shared config or credentials file. Never throws: what cannot be understood becomes a problem of the
 * section it is in, so that one bad line does not take the other profiles away.
 * The grammar is that of the AWS SDKs, widened to files that only the AWS CLI accepts: `docs/config-files.md`.
 */
export function parseIni(text: string): Ini {
  const lines = withoutByteOrderMark(text).split(lineEnd);
  const sections: Section[] = [];
  const { entries, next } = readEntries(lines, 0, 1);
  const problems = entries.slice(0, 1).map(({ line }) => ({
    line,
    text: 'expected a section such as "[profile name]" first',
  }));
  for (let at = next; at < lines.length;) {
    const body = readEntries(lines, at + 1, 1);
    const header = readHeader(trimBlanks(lines[at] ?? ""));
    if (header === undefined) {
      problems.push({ line: at + 1, text: 'expected "[profile name]" or another name in brackets' });
    } else {
      sections.push({ ...header, line: at + 1, ...readSettings(body.entries) });
    }
    at = body.next;
  }
  return { sections, problems };
}

/** The one section whose header is the first of `lines`, or undefined when that is no header. `line` is its number. */
export function readSection(lines: readonly string[], line: number): Section | undefined {
  const header = readHeader(trimBlanks(lines[0] ?? ""));
  if (header === undefined) return undefined;
  return { ...header, line, ...readSettings(readEntries(lines, 1, line).entries) };
}

/** Windows editors put a byte order mark first; the AWS CLI fails on it, the JavaScript SDK does not. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/**
 * Groups the lines from `from` up to the next header. A line continues an earlier one when it is indented
 * deeper, as in Python's configparser; so an indented header is one only where nothing can be continued.
 */
function readEntries(
  lines: readonly string[],
  from: number,
  firstLine: number,
): { readonly entries: readonly Entry[]; readonly next: number } {
  const entries: Entry[] = [];
  let more: Line[] = [];
  let openIndent = Infinity;
  let at = from;
  for (; at < lines.length; at++) {
    const raw = lines[at] ?? "";
    const text = trimBlanks(raw);
    if (text === "" || text.startsWith("#") || text.startsWith(";")) continue;
    const indent = skipBlanks(raw, 0);
    const line = at + firstLine;
    if (indent > openIndent) {
      more.push({ line, text });
      continue;
    }
    if (text.startsWith("[")) break;
    more = [];
    openIndent = indent;
    entries.push({ line, text: withoutComment(text), more });
  }
  return { entries, next: at };
}

/** A comment at the end of a line needs a blank before it. Continuation lines keep theirs, in every SDK. */
function withoutComment(text: string): string {
  const start = text.search(/[ \t][#;]/);
  return start < 0 ? text : text.slice(0, start);
}

function readSettings(entries: readonly Entry[]): Pick<Section, "settings" | "problems"> {
  const settings = new Map<string, Setting>();
  const problems: Problem[] = [];
  for (const { line, text, more } of entries) {
    const pair = readPair(text);
    if (pair === undefined) continue;
    if (pair.kind === "problem") {
      problems.push({ line, text: pair.text });
    } else if (pair.value !== "" || more.length === 0) {
      settings.set(pair.key, { value: [pair.value, ...more.map(({ text }) => text)].join("\n"), line });
    } else {
      const nested = readSettings(more.map((each) => ({ ...each, more: [] })));
      settings.set(pair.key, {
        value: ["", ...more.map(({ text }) => text)].join("\n"),
        line,
        nested: nested.settings,
      });
      problems.push(...nested.problems);
    }
  }
  return { settings, problems };
}

type Pair =
  | { readonly kind: "pair"; readonly key: string; readonly value: string }
  | { readonly kind: "problem"; readonly text: string };

/** A key with a blank in it is ignored, not an error: so do the SDKs. */
function readPair(text: string): Pair | undefined {
  const equals = text.indexOf("=");
  if (equals < 0) return { kind: "problem", text: 'expected "key = value"' };
  const key = trimBlanks(text.slice(0, equals)).toLowerCase();
  if (key === "") return { kind: "problem", text: 'expected a key before "="' };
  // The AWS CLI also takes `key : value`; the first `=` is then in the value, and the setting would get lost.
  if (/^[^ \t]+[ \t]*:[ \t]/.test(key)) return { kind: "problem", text: 'expected "=" in place of ":"' };
  if (/[ \t]/.test(key)) return undefined;
  return { kind: "pair", key, value: trimBlanks(text.slice(equals + 1)) };
}
