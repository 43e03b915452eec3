import {
  type Entry,
  findStray,
  isLikeHeader,
  type Line,
  lineEnd,
  readEntries,
  settingIn,
  splitPair,
} from "./ini_entries.ts";
import { blank, hasInvisible, type Header, readHeader, trimBlanks } from "./ini_header.ts";

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
  /** Of a command that a comment ends: the column of its `#` or `;`, counted from 1. */
  readonly cut?: number;
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

/** What is said of a header that is none. */
export const headerProblem = 'expected "[profile name]" or another name in brackets';

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
      problems.push({ line: at + 1, text: headerProblem });
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

function readSettings(entries: readonly Entry[]): Pick<Section, "settings" | "problems"> {
  const settings = new Map<string, Setting>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const { line, text, more } = entry;
    const pair = readPair(text);
    if (pair?.kind === "problem") {
      problems.push({ line, text: pair.text });
      continue;
    }
    const stray = findStray(entry);
    if (stray !== undefined) problems.push(strayProblem(stray));
    if (pair === undefined) continue;
    if (pair.value !== "" || more.length === 0) {
      const value = [pair.value, ...more.map(({ text }) => text)].join("\n");
      settings.set(pair.key, { value, line, ...(entry.cut === undefined ? {} : { cut: entry.cut }) });
    } else {
      const nested = readSettings(more.map((each) => ({ ...each, more: [] })));
      settings.set(pair.key, {
        value: ["", ...more.map(({ text }) => text)].join("\n"),
        line,
        nested: nested.settings,
      });
      problems.push(...nested.problems.filter(({ line }) => line !== problems.at(-1)?.line));
    }
  }
  return { settings, problems };
}

/** A line that stands too far right. */
export function strayProblem({ line, text }: Line): Problem {
  const what = settingIn(text) ?? "the header";
  return { line, text: `expected ${what} further left: indented, it is a part of the value above` };
}

type Pair =
  | { readonly kind: "pair"; readonly key: string; readonly value: string }
  | { readonly kind: "problem"; readonly text: string };

const colon = new RegExp(`^\\S+${blank}*:${blank}`);

/** A key with a blank in it is ignored, not an error: so do the SDKs. */
function readPair(text: string): Pair | undefined {
  const pair = splitPair(text);
  if (pair === undefined) return { kind: "problem", text: 'expected "key = value"' };
  const { key, value } = pair;
  if (key === "") return { kind: "problem", text: 'expected a key before "="' };
  if (isLikeHeader(text)) return { kind: "problem", text: 'expected "[" first, or "key = value"' };
  // The AWS CLI also takes `key : value`; the first `=` is then in the value, and the setting would get lost.
  if (colon.test(key)) return { kind: "problem", text: 'expected "=" in place of ":"' };
  if (/[ \t]/.test(key)) return undefined;
  if (hasInvisible(key)) return { kind: "problem", text: "expected a key without invisible characters" };
  return { kind: "pair", key, value };
}
