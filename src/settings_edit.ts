/**
 * Edits of the settings file that keep its comments, its order and every byte of the other lines. Only plain block
 * mappings are understood; what is written is parsed again and must come to what was meant.
 *
 * @module
 */
import { ConfigError } from "./errors.ts";
import { loadYaml } from "./lazy.ts";
import { parseYaml } from "./settings_yaml.ts";
import { toYaml } from "./yaml_value.ts";
import { suggested } from "./suggested.ts";

/** A change of one setting; `path` leads to it, one key a level. */
export type Change =
  | { readonly kind: "set"; readonly path: readonly string[]; readonly value: unknown }
  | { readonly kind: "remove"; readonly path: readonly string[] };

/** A mapping with values as PyYAML takes them. */
export type SettingsTree = Readonly<Record<string, unknown>>;

/** All settings of a file, as the original reads them. Throws ConfigError. */
export async function parseTree(text: string, file: string): Promise<SettingsTree> {
  const { YAML11_SCHEMA } = await loadYaml();
  return await parseYaml(text, file, { schema: YAML11_SCHEMA, json: true });
}

/** The value that a path leads to, or undefined. */
export function findSetting(tree: SettingsTree, [key = "", ...more]: readonly string[]): unknown {
  const value = Object.hasOwn(tree, key) ? tree[key] : undefined;
  if (more.length === 0) return value;
  return isMapping(value) ? findSetting(value, more) : undefined;
}

/**
 * The text with that change, the same text when there is nothing to remove. Throws ConfigError, with `file` in the
 * message, when the file cannot be read, and when the change cannot be made in a way that is sure to be read as meant.
 */
export async function editSettings(text: string, change: Change, file: string): Promise<string> {
  const old = await parseTree(text, file);
  if (change.kind === "remove" && findSetting(old, change.path) === undefined) return text;
  const meant = withChange(old, change, file);
  const edited = editLines(splitLines(text), change);
  if (edited !== undefined && await comesTo(edited, meant, file)) return edited;
  throw new ConfigError(
    `Cannot change ${change.path.join(".")} in ${file}: the lines around it are not of the plain form`,
    { hint: "Edit the file by hand" },
  );
}

function isMapping(value: unknown): value is SettingsTree {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function withChange(tree: SettingsTree, change: Change, file: string): SettingsTree {
  const [key = "", ...path] = change.path;
  if (path.length === 0) {
    if (change.kind === "set") return { ...tree, [key]: change.value };
    return Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key));
  }
  const below = (Object.hasOwn(tree, key) ? tree[key] : undefined) ?? {};
  if (isMapping(below)) return { ...tree, [key]: withChange(below, { ...change, path }, file) };
  throw new ConfigError(`Cannot set ${change.path.join(".")} in ${file}: ${key} is a value of its own`, {
    hint: `Run awsume config clear ${suggested(key)} first, if it may go`,
  });
}

async function comesTo(text: string, meant: SettingsTree, file: string): Promise<boolean> {
  const { YAML11_SCHEMA } = await loadYaml();
  try {
    return JSON.stringify(await parseYaml(text, file, { schema: YAML11_SCHEMA })) === JSON.stringify(meant);
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

/** Lines with their ends. */
type Lines = readonly string[];

function splitLines(text: string): Lines {
  return text.match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? [];
}

/** Some lines of a file that are one mapping. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
}

/** A key with its value: `inline` is what stands behind the colon, up to a comment. */
interface Entry extends Block {
  readonly head: string;
  readonly gap: string;
  readonly inline: string;
  readonly tail: string;
}

function editLines(lines: Lines, change: Change): string | undefined {
  const first = lines.findIndex(isContent);
  // What the original leaves of a file when the last key goes.
  const isEmptyFlow = first !== -1 && /^\{\}\s*$/.test(lines[first] ?? "");
  const rest = isEmptyFlow ? lines.toSpliced(first, 1) : lines;
  const start = rest.findIndex(isContent);
  const indent = start === -1 ? 0 : indentOf(rest[start] ?? "");
  return editBlock(rest, { start: 0, end: rest.length, indent }, change);
}

function editBlock(lines: Lines, block: Block, change: Change): string | undefined {
  const [key = "", ...path] = change.path;
  const entry = findEntry(lines, block, key);
  if (entry === undefined) {
    return change.kind === "set" ? insert(lines, block.end, toLines(change, block.indent)) : undefined;
  }
  if (path.length > 0) return editBelow(lines, entry, { ...change, path });
  const comments = entry.inline === "" ? lines.slice(entry.start + 1, entry.end).filter(isComment) : [];
  const own = change.kind === "set" ? [withInline(entry, toYaml(change.value))] : [];
  return lines.toSpliced(entry.start, entry.end - entry.start, ...own, ...comments).join("");
}

/** The change is one inside the entry. */
function editBelow(lines: Lines, entry: Entry, change: Change): string | undefined {
  const below = lines.slice(entry.start + 1, entry.end).find(isContent);
  if (below === undefined) {
    if (change.kind === "remove" || !/^(?:~|null|\{\})?$/.test(entry.inline)) return undefined;
    const opened = lines.toSpliced(entry.start, 1, withInline(entry, ""));
    return insert(opened, entry.start + 1, toLines(change, entry.indent + 2));
  }
  if (entry.inline !== "") return undefined;
  const block = { start: entry.start + 1, end: entry.end, indent: indentOf(below) };
  const edited = editBlock(lines, block, change);
  if (change.kind === "set" || edited === undefined) return edited;
  const left = splitLines(edited);
  const end = entry.end - (lines.length - left.length);
  if (left.slice(entry.start + 1, end).some(isContent)) return edited;
  return left.toSpliced(entry.start, 1, withInline(entry, "{}")).join("");
}

function findEntry(lines: Lines, { start, end, indent }: Block, key: string): Entry | undefined {
  for (let index = start; index < end; index++) {
    const line = lines[index] ?? "";
    const [, head = "", single, double, plain, rest = ""] = entryForm.exec(line) ?? [];
    if (indentOf(line) !== indent || (single ?? double ?? plain) !== key) continue;
    const { gap, inline, tail } = readInline(rest);
    return {
      head,
      gap,
      inline,
      tail,
      start: index,
      end: findEnd(lines, index, { start, end, indent }),
      indent,
    };
  }
  return undefined;
}

const entryForm = /^( *(?:'([^'\r\n]*)'|"([^"\\\r\n]*)"|([\w./@+-]+))[ \t]*:)((?:[ \t][^]*)?[\r\n]*)$/;

/** What stands behind a colon: blanks, a value (or the beginning of one), a comment and the end of the line. */
function readInline(rest: string): Pick<Entry, "gap" | "inline" | "tail"> {
  const form = /^[ \t]*["'[{]/.test(rest) ? quotedForm : plainForm;
  const [, gap = "", inline = "", tail = ""] = form.exec(rest) ?? beginningForm.exec(rest) ?? [];
  return { gap, inline, tail };
}

const plainForm = /^([ \t]*)((?:(?<![ \t])#|[^#\r\n])*?)((?:[ \t]+(?:#.*)?)?[\r\n]*)$/;
const quotedForm =
  /^([ \t]*)((?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?<![ \t])#|[^"'#\r\n])*?)((?:[ \t]+(?:#.*)?)?[\r\n]*)$/;
const beginningForm = /^([ \t]*)(.*?)([\r\n]*)$/;

/** The line behind the last one of a value. A list may stand as deep as its key. */
function findEnd(lines: Lines, index: number, { end, indent }: Block): number {
  let last = index;
  for (let next = index + 1; next < end; next++) {
    const line = lines[next] ?? "";
    if (!isContent(line)) continue;
    const isListed = indentOf(line) === indent && /^ *-(?:\s|$)/.test(line);
    if (indentOf(line) <= indent && !isListed) break;
    last = next;
  }
  return last + 1;
}

function withInline({ head, gap, tail }: Entry, value: string): string {
  return value === "" ? `${head}${tail}` : `${head}${gap || " "}${value}${tail}`;
}

/** The lines of a new setting, each deeper one two blanks further to the right. */
function toLines(change: Change & { readonly kind: "set" }, indent: number): Lines {
  const last = change.path.length - 1;
  return change.path.map((key, depth) =>
    `${" ".repeat(indent + 2 * depth)}${toYaml(key)}:${depth === last ? ` ${toYaml(change.value)}` : ""}`
  );
}

/** A last line end that was left out stays left out. */
function insert(lines: Lines, at: number, added: Lines): string {
  const lineEnd = /[\r\n]+$/.exec(lines[0] ?? "")?.[0] ?? "\n";
  const [before, after] = [lines.slice(0, at).join(""), lines.slice(at).join("")];
  const isOpen = before !== "" && !/[\r\n]$/.test(before);
  return before + added.map((line) => isOpen ? lineEnd + line : line + lineEnd).join("") + after;
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

function isComment(line: string): boolean {
  return /^[ \t]*#/.test(line);
}

/** Neither blank, nor a comment, nor the mark that begins a document. */
function isContent(line: string): boolean {
  return !/^(?:[ \t]*(?:#|$)|---[ \t]*$)/.test(line.replace(/[\r\n]+$/, ""));
}
