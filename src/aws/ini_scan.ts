import { blank, type Header, readHeader, trimBlanks } from "./ini_header.ts";
import {
  headerProblem,
  type Ini,
  parseIni,
  type Problem,
  readSection,
  type Section,
  type Setting,
} from "./ini.ts";

/** The settings that are wanted, by key in lower case: letters, digits, `_` and `-`. */
export type Wanted = ReadonlySet<string>;

/** What is below a header. */
export type Body = Pick<Section, "settings" | "problems">;

/** A section whose lines are not read yet. */
export interface Outline extends Header {
  /** The line of the header, counted from 1. */
  readonly line: number;
  /** What `parseIni` finds there; of a plain section the settings that are wanted alone. */
  read(): Body;
}

/** The same as `Ini`, with outlines in the place of sections. */
export interface IniOutline extends Pick<Ini, "problems"> {
  readonly sections: readonly Outline[];
}

/**
 * The sections of a file that is to be read whole, all settings being wanted unless told. Of plain sections (all of a
 * file that a program wrote) expressions find what is wanted; whatever is not plain is read by `ini.ts`. Of 5,000
 * sections, to read one after the other takes two thirds of the time of all at once: few objects live long.
 */
export function outlineIni(text: string, wanted?: Wanted): IniOutline {
  const first = text.startsWith("[") ? 0 : text.indexOf("\n[") + 1;
  let oddLine = findOddLine(text, first);
  if (!isOutlined(text, first, oddLine)) return toOutline(parseIni(text));
  const problems: Problem[] = [...parseIni(text.slice(0, first)).problems];
  const sections: Outline[] = [];
  const marks = toMarks(wanted);
  let line = countLines(text, 0, first) + 1;
  for (let at = first; at < text.length;) {
    const next = findNext(text, at);
    const header = readHeader(trimBlanks(text.slice(at, findLineEnd(text, at))));
    if (header === undefined) {
      problems.push({ line, text: headerProblem });
    } else {
      const span = { text, at, next, line };
      const { kind, name, title } = header;
      const read = oddLine < next ? () => parseSpan(span) : () => scanSpan(span, marks);
      sections.push({ kind, name, title, line, read });
    }
    if (oddLine < next) oddLine = findOddLine(text, next - 1);
    line += countLines(text, at, next);
    at = next;
  }
  return { sections, problems };
}

/** A byte order mark or a CR is rare in files of that size; an indented header may continue the line above. */
function isOutlined(text: string, first: number, oddLine: number): boolean {
  if (text.startsWith("\uFEFF") || text.includes("\r") || !text.startsWith("[", first)) return false;
  return first === 0 && oddLine > text.length || !indentedHeader.test(text);
}

const indentedHeader = new RegExp(String.raw`(?:^|\n)${blank}+\[`);

function toOutline({ sections, problems }: Ini): IniOutline {
  return { sections: sections.map((section) => ({ ...section, read: () => section })), problems };
}

const oddPattern = String.raw`\n(?![\n#;[]|[a-z0-9_-]+ ?=(?![^\n]*${blank}[#;])|$)`;

/** Where a line ends that is more than a comment, a header or a plain `key = value`; Infinity when none is. */
function findOddLine(text: string, from: number): number {
  const odd = new RegExp(oddPattern, "g");
  odd.lastIndex = from;
  return odd.test(text) ? odd.lastIndex : Infinity;
}

/** Finds the next key with its `=`, or the next header. */
function toMarks(wanted: Wanted | undefined): RegExp {
  const keys = wanted === undefined ? "[a-z0-9_-]+" : `(?:${[...wanted].join("|")})`;
  return new RegExp(`\\n(?:\\[|${keys} ?=)`, "g");
}

/** A section of the text, from its header at `at` to the next one. */
interface Span {
  readonly text: string;
  readonly at: number;
  readonly next: number;
  readonly line: number;
}

function parseSpan({ text, at, next, line }: Span): Body {
  return readSection(text.slice(at, next).split("\n"), line) ?? { settings: new Map(), problems: [] };
}

function scanSpan({ text, at, next, line: firstLine }: Span, marks: RegExp): Body {
  const settings = new Map<string, Setting>();
  let line = firstLine;
  let start = at;
  let end = findLineEnd(text, at);
  for (marks.lastIndex = end; marks.test(text) && marks.lastIndex <= next;) {
    const equals = marks.lastIndex - 1;
    for (; end < equals; line++) {
      start = end + 1;
      end = findLineEnd(text, start);
    }
    const key = text.slice(start, text[equals - 1] === " " ? equals - 1 : equals);
    settings.set(key, { value: trimBlanks(text.slice(equals + 1, end)), line });
  }
  return { settings, problems: [] };
}

function findNext(text: string, at: number): number {
  const found = text.indexOf("\n[", at);
  return found < 0 ? text.length : found + 1;
}

function findLineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let end = text.indexOf("\n", from); end >= 0 && end < to; end = text.indexOf("\n", end + 1)) count++;
  return count;
}
