import { blank, readHeader, skipBlanks, trimBlanks } from "./ini_header.ts";
import { isCommand, isFree, isSettingName } from "./setting_names.ts";

/** A line without the blanks at its ends, and its number, counted from 1. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

/** A line, and the deeper indented lines that continue it; comment lines and blank lines are left out. */
export interface Entry extends Line {
  readonly more: readonly Line[];
  /** Of a command that a comment ends: the column of its `#` or `;`, counted from 1. */
  readonly cut?: number;
}

/** Line ends as Python reads them: LF, CRLF and the lone CR of old editors. */
export const lineEnd = /\r\n?|\n/;

/**
 * Groups the lines from `from` up to the next header. A line continues an earlier one when it is indented
 * deeper, as in Python's configparser; so an indented header is one only where nothing can be continued.
 */
export function readEntries(
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
    const start = findComment(text);
    const cut = start < 0 || !isCommandLine(text) ? {} : { cut: indent + start + 2 };
    entries.push({ line, text: start < 0 ? text : text.slice(0, start), more, ...cut });
  }
  return { entries, next: at };
}

const comment = new RegExp(`${blank}[#;]`);

/**
 * A comment at the end of a line needs a blank before it. Continuation lines keep theirs, in every SDK. In a command,
 * what is quoted for the shell is a part of it. Returns where that blank is, -1 without a comment.
 */
function findComment(text: string): number {
  const start = text.search(comment);
  return start < 0 || !isCommandLine(text) ? start : findUnquoted(text);
}

function isCommandLine(text: string): boolean {
  return isCommand(splitPair(text)?.key ?? "");
}

/** A quote that stays open reaches to the end of the line, and perhaps into those that continue it. */
function findUnquoted(text: string): number {
  const parts = new RegExp(String.raw`\\.|'[^']*(?:'|$)|"(?:\\.|[^"\\])*(?:"|$)|(${blank})[#;]`, "gs");
  for (const { index, 1: found } of text.matchAll(parts)) if (found !== undefined) return index;
  return -1;
}

/** A key in lower case, and the value behind the first `=`; undefined without one. */
export function splitPair(text: string): { readonly key: string; readonly value: string } | undefined {
  const equals = text.indexOf("=");
  if (equals < 0) return undefined;
  return { key: trimBlanks(text.slice(0, equals)).toLowerCase(), value: trimBlanks(text.slice(equals + 1)) };
}

/**
 * The first line below a setting that cannot be meant as a part of its value: a header, or a setting of those that AWS
 * or awsume knows. In a command or a policy, which may hold both, it is a header with such a setting right below.
 */
export function findStray(entry: Entry): Line | undefined {
  const [header] = strayHeaders(entry);
  const { key = "", value = "" } = splitPair(entry.text) ?? {};
  // Below `s3 =` stand the settings of a service, some of which have the names of a profile's.
  if (isFree(key) || (value === "" && !isSettingName(key))) return header;
  const setting = entry.more.find(({ text }) => settingIn(text) !== undefined);
  return header && setting ? (header.line < setting.line ? header : setting) : header ?? setting;
}

/** The headers among the lines below a setting. */
export function strayHeaders({ text, more }: Entry): readonly Line[] {
  if (more.length === 0) return [];
  const isAnyText = isFree(splitPair(text)?.key ?? "");
  return more.filter(({ text }, index) => {
    if (!text.startsWith("[")) return false;
    const isAbove = settingIn(more[index + 1]?.text ?? "") !== undefined;
    if (isAnyText) return isAbove && (readHeader(text)?.kind === "" || ofKind.test(text));
    return isAbove || readHeader(text) !== undefined || ofKind.test(text);
  });
}

const ofKind = /^\[\s*(?:profile|sso-session|services)\b/i;

/** The name of the setting that AWS or awsume knows, if the line gives it a value. */
export function settingIn(text: string): string | undefined {
  const key = /^([\w]+)[^\S\n]*[=:]/.exec(text)?.[1]?.toLowerCase();
  return key !== undefined && isSettingName(key) ? key : undefined;
}

/**
 * Whether a line that is no header is meant as one: without the bracket at its beginning, or with something before it
 * that nobody sees.
 */
export function isLikeHeader(text: string): boolean {
  const start = text.search(comment);
  const bare = start < 0 ? text : text.slice(0, start);
  if (/^[^\w=]*\[/.test(bare)) return true;
  if (/=|:\s/.test(bare)) return false;
  return /^[^[]*\]$/.test(bare) || /^\W*(?:[Pp]rofile|PROFILE)\W/.test(bare);
}
