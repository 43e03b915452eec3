/** A piece of the tables' prose: words, or code to be set in another type. */
export interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

/** Splits prose at what stands in backticks and at bare options, as `--region`. The backticks are gone. */
export function toPieces(prose: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of prose.matchAll(/`([^`]+)`|(?<![\w\-[])--?[a-z][\w-]*/g)) {
    if (match.index > end) pieces.push({ text: prose.slice(end, match.index), isCode: false });
    pieces.push({ text: match[1] ?? match[0], isCode: true });
    end = match.index + match[0].length;
  }
  return end < prose.length ? [...pieces, { text: prose.slice(end), isCode: false }] : pieces;
}
