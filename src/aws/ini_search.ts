import { blank, type Header, readHeader, skipBlanks, trimBlanks } from "./ini_header.ts";
import { lineEnd } from "./ini_entries.ts";
import { parseIni, readSection, type Section, withoutByteOrderMark } from "./ini.ts";

/**
 * The sections with this name or title, of any kind and in order: the same as looking through `parseIni`, but
 * only their own lines are read, so that a file of 5,000 profiles costs a switch next to nothing.
 */
export function findSections(text: string, name: string): readonly Section[] {
  const source = withoutByteOrderMark(text);
  const starts = findHeaders(source, name);
  if (starts === undefined) return parseIni(text).sections.filter((section) => isNamed(section, name));
  const sections: Section[] = [];
  let line = 1;
  let counted = 0;
  for (const start of starts) {
    line += countLineEnds(source.slice(counted, start));
    counted = start;
    const section = readSection(sectionLines(source, start), line);
    if (section !== undefined) sections.push(section);
  }
  return sections;
}

/** The headers of a file in order, without reading what is below them. */
export function listHeaders(text: string): readonly Header[] {
  const source = withoutByteOrderMark(text);
  const lines = source.match(headerLines) ?? [];
  const headers: Header[] = [];
  for (const line of lines) {
    const start = line.indexOf("[");
    if (!/^[\r\n]?$/.test(line.slice(0, start))) return parseIni(text).sections;
    const header = readHeader(trimBlanks(line.slice(start)));
    if (header !== undefined) headers.push(header);
  }
  return headers;
}

const headerLines = new RegExp(String.raw`(?:^|[\r\n])${blank}*\[[^\r\n]*`, "g");

function isNamed(header: Header, name: string): boolean {
  return header.name === name || header.title === name;
}

/** Where the headers with this name start, in order; undefined when only reading the whole file can tell. */
function findHeaders(source: string, name: string): readonly number[] | undefined {
  if (name === "") return undefined;
  const hits = [...findWords(source, name), ...findQuotedHeaders(source)].sort((left, right) => left - right);
  const starts: number[] = [];
  let end = 0;
  for (const hit of hits) {
    if (hit < end) continue;
    const lineStart = findLineStart(source, hit);
    const start = skipBlanks(source, lineStart);
    end = findLineEnd(source, hit);
    const header = readHeader(trimBlanks(source.slice(start, end)));
    if (header === undefined || !isNamed(header, name)) continue;
    // An indented line may continue the one above. One at the margin never does.
    if (start !== lineStart) return undefined;
    starts.push(start);
  }
  return starts;
}

/** Where the name stands as a word of its own between brackets or blanks: without quotes no header can do else. */
function findWords(source: string, name: string): readonly number[] {
  const hits: number[] = [];
  for (let hit = source.indexOf(name); hit >= 0; hit = source.indexOf(name, hit + 1)) {
    const before = source[hit - 1];
    const after = source[hit + name.length];
    if (before !== "[" && before !== " " && before !== "\t") continue;
    if (after === "]" || after === " " || after === "\t") hits.push(hit);
  }
  return hits;
}

/** The header lines with a quote in them: quotes can spell a name in many ways, so each is looked at. */
function findQuotedHeaders(source: string): readonly number[] {
  // An expression stops at every bracket, which takes 1 ms for 5,000 headers; most files have no quote at all.
  return ['"', "'"].flatMap((quote) => {
    const hits: number[] = [];
    let hit = source.indexOf(quote);
    while (hit >= 0) {
      if (source[skipBlanks(source, findLineStart(source, hit))] === "[") hits.push(hit);
      hit = source.indexOf(quote, findLineEnd(source, hit));
    }
    return hits;
  });
}

/** Where the line begins that this place is in. */
export function findLineStart(source: string, from: number): number {
  let at = from;
  while (at > 0 && source[at - 1] !== "\n" && source[at - 1] !== "\r") at--;
  return at;
}

/** Where the line ends that this place is in. */
export function findLineEnd(source: string, from: number): number {
  const end = /[\r\n]/g;
  end.lastIndex = from;
  return end.exec(source)?.index ?? source.length;
}

/** The lines from `start` up to the next bracket at the margin: the section cannot be longer. */
function sectionLines(source: string, start: number): readonly string[] {
  const next = /[\r\n]\[/g;
  next.lastIndex = start;
  return source.slice(start, next.exec(source)?.index).split(lineEnd);
}

function countLineEnds(text: string): number {
  // Twice as fast as an expression for every line end, and four times as cutting the text into lines.
  const ends = text.includes("\r") ? /\r\n?|\n/g : /\n/g;
  return text.match(ends)?.length ?? 0;
}
