/**
 * Headers that are lost: lines that somebody meant as the header of a profile, and that no program reads as one, or each
 * otherwise. Their settings are gone then, the role among them, and what is left of the profile (its keys in the other
 * file) is another identity. So a switch stops where one of them may be about a profile on its way.
 *
 * @module
 */
import { isLikeHeader, lineEnd, readEntries, strayHeaders } from "./ini_entries.ts";
import { blank, hasInvisible, type Header, readHeader, trimBlanks } from "./ini_header.ts";
import { headerProblem, type Problem, strayProblem, withoutByteOrderMark } from "./ini.ts";
import { findLineEnd, findLineStart } from "./ini_search.ts";

/** A lost header, and the names it may be about. */
export interface LostHeader extends Problem {
  isAbout(name: string): boolean;
}

/** All lost headers of a file, in order. */
export function listLost(text: string): readonly LostHeader[] {
  const source = withoutByteOrderMark(text);
  return suspicious.test(source) ? readLost(source) : [];
}

/** The first lost header that may be about this profile; most files are looked through for its name alone. */
export function findLost(text: string, name: string): LostHeader | undefined {
  const source = withoutByteOrderMark(text);
  const word = toWords(name).toSorted((one, other) => other.length - one.length)[0];
  if (word === undefined) return undefined;
  // It may stand in the middle of the name.
  if (/[^\0-\x7f]/.test(source) && hasInvisible(source)) {
    return listLost(text).find((lost) => lost.isAbout(name));
  }
  let end = 0;
  for (let hit = source.indexOf(word); hit >= 0; hit = source.indexOf(word, end)) {
    const start = findLineStart(source, hit);
    end = findLineEnd(source, hit);
    if (suspicious.test(source.slice(start, end))) return readLost(source).find((lost) => lost.isAbout(name));
  }
  return undefined;
}

/**
 * The first lost header that an edit has taken away with the section above it, and what stood below it, which may be
 * another profile's only keys; undefined when there is none. Its line is that of the text before.
 */
export function findTaken(before: string, after: string): Problem | undefined {
  const [lost, kept] = [listLost(before), listLost(after)];
  return kept.length < lost.length ? lost.find(({ text }, index) => kept[index]?.text !== text) : undefined;
}

/** A line with a bracket or the word `profile` before any `=`, but for comments and the plain headers of most files. */
const suspicious = new RegExp(
  String
    .raw`(?:^|[\r\n])(?!\[(?:profile )?[\w.@/+-]+\](?:[\r\n]|$)|${blank}*[#;])[^=\r\n]*(?:[[\]]|[Pp]rofile|PROFILE)`,
);

function readLost(source: string): readonly LostHeader[] {
  const lines = source.split(lineEnd);
  const found: LostHeader[] = [];
  let { entries, next } = readEntries(lines, 0, 1);
  for (;;) {
    for (const entry of entries) {
      const { line, text } = entry;
      if (isLikeHeader(text)) found.push(toLost({ line, text: headerProblem }, text));
      found.push(...strayHeaders(entry).map((each) => toLost(strayProblem(each), each.text)));
    }
    if (next >= lines.length) return found;
    const text = trimBlanks(lines[next] ?? "");
    const header = readHeader(text);
    const problem = findProblem(header);
    const own = header !== undefined && hasInvisible(header.name) ? header.name : undefined;
    if (problem !== undefined) found.push(toLost({ line: next + 1, text: problem }, text, own));
    ({ entries, next } = readEntries(lines, next + 1, 1));
  }
}

/** What is wrong with a header: with one that can be read, that it passes for that of another name. */
function findProblem(header: Header | undefined): string | undefined {
  if (header === undefined) return headerProblem;
  if (hasInvisible(header.title)) return "expected a name without invisible characters";
  // Elsewhere than behind `profile`, other programs take quotes for a part of the name.
  const isQuoted = header.kind === "" && header.title !== header.name;
  return isQuoted ? "expected a name without quotes: they count behind the word profile alone" : undefined;
}

/** So many words of a header are looked at; a name has fewer. */
const mostWords = 20;

/** A header is about each name that its words spell, one or some in a row; `own` is the name that it really has. */
function toLost(problem: Problem, header: string, own?: string): LostHeader {
  const seen = [header, header.replaceAll(hidden, "")];
  const names = new Set(seen.flatMap((text) => {
    const words = toWords(text).slice(0, mostWords);
    return words.flatMap((_, from) =>
      words.slice(from).map((_, count) => words.slice(from, from + count + 1).join(" "))
    );
  }));
  // A name that differs in what nobody sees passes for no other.
  const isPassing = (name: string): boolean => own === undefined || !hasInvisible(name);
  return { ...problem, isAbout: (name) => isPassing(name) && names.has(toWords(name).join(" ")) };
}

/** What draws nothing, where an odd space draws one. */
const hidden = /[\p{DI}\p{Cf}]/gu;

/** Brackets, quotes, blanks and what nobody sees stand between words. */
function toWords(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}\p{N}_.@/+:%=,~&*!^$-]+/gu) ?? [];
}
