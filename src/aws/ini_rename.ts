import type { Header } from "./ini_header.ts";

/** What to make of lines, by their numbers, counted from 1. */
export type LineEdits = ReadonlyMap<number, (line: string) => string>;

/** The text with these lines edited; line ends, and not a byte of the others, change. */
export function editLines(text: string, edits: LineEdits): string {
  // Every second part is a line end.
  const parts = text.split(/(\r\n?|\n)/);
  return parts.map((part, index) => index % 2 === 0 ? edits.get(index / 2 + 1)?.(part) ?? part : part).join(
    "",
  );
}

/** A header line with another title between its brackets; blanks and comments stay. */
export function withTitle(line: string, { title }: Pick<Header, "title">, newTitle: string): string {
  const start = line.indexOf(title, line.indexOf("[") + 1);
  return `${line.slice(0, start)}${newTitle}${line.slice(start + title.length)}`;
}

/** The title with another name: what stands before the name stays as it is written. */
export function renameTitle({ kind, title }: Header, name: string): string {
  const before = kind === "" ? "" : /^\S+[ \t]+/.exec(title)?.[0] ?? "";
  return `${before}${name}`;
}

/** A line `key = value` with another value; blanks and comments stay. */
export function withValue(line: string, value: string, newValue: string): string {
  const start = line.indexOf(value, line.indexOf("=") + 1);
  return `${line.slice(0, start)}${newValue}${line.slice(start + value.length)}`;
}
