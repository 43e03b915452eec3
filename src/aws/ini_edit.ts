import { ConfigError } from "../errors.ts";
import { type Header, readHeader, skipBlanks } from "./ini_header.ts";
import { findSections } from "./ini_search.ts";
import { lineEnd } from "./ini_entries.ts";
import { parseIni, type Section, withoutByteOrderMark } from "./ini.ts";

/**
 * The keys and values of a section as they are to be written, in order; keys in lower case. A record in the place of a
 * value is written below its key, indented.
 */
export type NewSettings = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/**
 * The text with this section: the settings of the one that is there are replaced (its comments stay; of several
 * with one name, the first stays), else it is added at the end. `header` is what stands between the brackets, such
 * as `dev` or `profile dev`. Not a byte outside the section changes. Throws ConfigError for what would not be read
 * back as it is meant; the message repeats no value.
 */
export function setSection(text: string, header: string, settings: NewSettings): string {
  const meant = checkReadable(header, settings);
  const [first, ...more] = findOwn(text, meant);
  if (first === undefined) return appendSection(text, header, settings);
  return replaceSettings(withoutSections(text, more), first, settings);
}

/** The text without the sections of this header; the same text when there is none. Throws ConfigError. */
export function removeSection(text: string, header: string): string {
  return withoutSections(text, findOwn(text, checkReadable(header, {})));
}

/**
 * The text without these sections of it, as `parseIni` found them. A section reaches from its header to its last
 * setting, and takes the one empty line before it along: comments elsewhere stay, those before the next header belong
 * to that. Throws ConfigError where the lines below would be read otherwise then.
 */
export function withoutSections(text: string, sections: readonly Section[]): string {
  if (sections.length === 0) return text;
  const starts = lineStarts(text);
  return sections.toReversed().reduce((rest, section) => cutSection(rest, starts, section), text);
}

/** Whether a section with this header and these settings would be read back as it is meant. */
export function isReadable(header: string, settings: NewSettings): boolean {
  const { sections: [section, ...more], problems } = parseIni(toLines(header, settings).join("\n"));
  if (section === undefined || more.length > 0 || problems.length + section.problems.length > 0) return false;
  const read = [...section.settings].map(([key, setting]) => [key, setting.value]);
  const meant = Object.entries(settings).map(([key, value]) => [key, toValue(value)]);
  const values = Object.values(settings).flatMap((value) =>
    typeof value === "string" ? [value] : Object.entries(value).flat()
  );
  return section.title === header && JSON.stringify(read) === JSON.stringify(meant) &&
    [header, ...Object.keys(settings), ...values].every(isPlain);
}

/** The value as `parseIni` gives it. */
export function toValue(value: NewSettings[string]): string {
  return typeof value === "string" ? value : toBelow(value).map((line) => `\n${line.trimStart()}`).join("");
}

/** Other tools end a name at a blank and a comment sign, and Python's reader takes `a:b` for a key `a`. */
function isPlain(text: string): boolean {
  // deno-lint-ignore no-control-regex -- the class \p{Cc}, which takes ten times as long to build
  return !/[\0-\x1f\x7f-\x9f\ufeff]|[ \t][#;]/.test(text);
}

function checkReadable(header: string, settings: NewSettings): Header {
  const read = readHeader(`[${header}]`);
  if (read !== undefined && isReadable(header, {})) {
    const wrong = Object.entries(settings).find((pair) => !isPair(pair));
    if (wrong === undefined) return read;
    throw new ConfigError(
      `Cannot write ${JSON.stringify(wrong[0])} of [${header}]: it would be read otherwise`,
      {
        hint: "Look for a line break, a blank at an end or a comment sign in it",
      },
    );
  }
  throw new ConfigError(
    `Cannot write a section called ${JSON.stringify(header)}: it would be read otherwise`,
    {
      hint: "Use letters, digits and -_./@ in names",
    },
  );
}

function isPair([key, value]: readonly [string, NewSettings[string]]): boolean {
  return isKey(key) && isReadable("x", { [key]: value }) &&
    (typeof value === "string" || Object.entries(value).every(isPair));
}

function isKey(key: string): boolean {
  return /^[a-z0-9_.-]+$/.test(key);
}

function toLines(header: string, settings: NewSettings): string[] {
  return [`[${header}]`, ...toSettingLines(settings)];
}

function toSettingLines(settings: NewSettings): string[] {
  return Object.entries(settings).flatMap(([key, value]) =>
    typeof value === "string" ? [toLine(key, value)] : [`${key} =`, ...toBelow(value)]
  );
}

function toBelow(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).map(([key, value]) => `  ${toLine(key, value)}`);
}

function toLine(key: string, value: string): string {
  return value === "" ? `${key} =` : `${key} = ${value}`;
}

/** `[dev]` and `['dev']` are one profile, and so are `[profile dev]` and `[profile "dev"]`. */
function findOwn(text: string, { kind, name, title }: Header): readonly Section[] {
  const isQuotable = name !== "" && (kind === "" || kind === "profile");
  return findSections(text, isQuotable ? name : title).filter((section) =>
    isQuotable ? section.kind === kind && section.name === name : section.title === title
  );
}

/** Written so that `removeSection` finds its way back: a last line without an end stays one. */
function appendSection(text: string, header: string, settings: NewSettings): string {
  const end = lastLineEnd(text);
  const section = toLines(header, settings).join(end);
  if (withoutByteOrderMark(text) === "") return `${text}${section}${end}`;
  return /[\r\n]$/.test(text) ? `${text}${end}${section}${end}` : `${text}${end}${end}${section}`;
}

function lastLineEnd(text: string): string {
  return /(\r\n?|\n)[^\r\n]*$/.exec(text.slice(-4096))?.[1] ?? text.match(lineEnd)?.[0] ?? "\n";
}

function replaceSettings(text: string, section: Section, settings: NewSettings): string {
  const { start, own, next } = locate(text, lineStarts(text), section);
  const [header = { text: "", end: "" }, ...body] = own;
  const end = header.end || lastLineEnd(text);
  // An indented header below is one only while no setting stands further left.
  const indent = next.slice(0, skipBlanks(next, 0));
  const added = toSettingLines(settings).map((line) => ({ text: `${indent}${line}`, end }));
  const lines = [{ ...header, end }, ...body.filter(isIdle), ...added];
  const last = lines.pop() ?? header;
  const lastEnd = own.at(-1)?.end ?? "";
  const isKept = lastEnd !== "" && added.length === 0;
  const after = text.slice(start + lengthOf(own));
  return text.slice(0, start) + joinLines([...lines, isKept ? last : { ...last, end: lastEnd }]) + after;
}

/** `starts` are the lines of the text before anything behind this section was cut. */
function cutSection(text: string, starts: readonly number[], section: Section): string {
  const { start, own, next } = locate(text, starts, section);
  if (next !== "" && skipBlanks(next, 0) > 0) {
    throw new ConfigError(
      `Cannot remove [${section.title}]: the indented section below would not be read any more`,
      {
        hint: "Take away the blanks before the section below it",
      },
    );
  }
  const after = text.slice(start + lengthOf(own));
  const before = withoutEmptyLine(text.slice(0, start));
  return own.at(-1)?.end === ""
    ? before.slice(0, before.length - (/(?:\r\n?|\n)$/.exec(before.slice(-2))?.[0].length ?? 0))
    : before + after;
}

/** Without an empty last line. Looks at the end alone: an expression would try every line of a long file. */
function withoutEmptyLine(text: string): string {
  const tail = text.slice(-4);
  return text.slice(0, text.length - tail.length) +
    tail.replace(/(^\ufeff?|\r\n|\r(?!\n)|\n)(?:\r\n|\r|\n)$/, "$1");
}

interface Line {
  readonly text: string;
  readonly end: string;
}

interface Place {
  readonly start: number;
  /** The header up to the last setting. */
  readonly own: readonly Line[];
  /** The header line below, "" at the end of the file. */
  readonly next: string;
}

function locate(text: string, starts: readonly number[], { line }: Section): Place {
  const start = starts[line - 1] ?? text.length;
  // Only a bracket at the margin is a header whatever stands above; those before it are found by reading.
  const margin = /[\r\n]\[[^\r\n]*/g;
  margin.lastIndex = start + 1;
  const end = margin.exec(text);
  const chunk = text.slice(start, end === null ? undefined : end.index + end[0].length);
  const lines = cutLines(chunk);
  const { sections: [, below], problems: [broken] } = parseIni(chunk);
  const nextLine = Math.min(below?.line ?? Infinity, broken?.line ?? Infinity);
  const own = lines.slice(0, nextLine - 1);
  const size = own.findLastIndex((each) => !isIdle(each)) + 1;
  return { start, own: own.slice(0, size), next: lines[nextLine - 1]?.text ?? "" };
}

/** A comment, or nothing at all. */
function isIdle({ text }: Line): boolean {
  return /^[ \t]*(?:[#;]|$)/.test(text);
}

function cutLines(text: string): readonly Line[] {
  return Array.from(text.matchAll(/([^\r\n]*)(\r\n?|\n)|[^\r\n]+$/g), ([all, line, end]) => ({
    text: line ?? all,
    end: end ?? "",
  }));
}

function joinLines(lines: readonly Line[]): string {
  return lines.map(({ text, end }) => text + end).join("");
}

function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((length, { text, end }) => length + text.length + end.length, 0);
}

/** Where each line starts; the first one behind a byte order mark. */
function lineStarts(text: string): readonly number[] {
  const first = text.length - withoutByteOrderMark(text).length;
  return [first, ...Array.from(text.matchAll(/\r\n?|\n/g), ({ index, 0: end }) => index + end.length)];
}
