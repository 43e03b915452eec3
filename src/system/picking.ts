import type { Choice } from "../system.ts";
import { emptyLine, type Line, press } from "./keys.ts";

/** A list that is being chosen from: what is typed, and which of the choices left by it is marked. */
export interface Picking {
  readonly kind: "picking";
  readonly line: Extract<Line, { kind: "typing" }>;
  /** What an arrow key has sent so far, from its Escape on; "" between keys. */
  readonly sequence: string;
  readonly found: readonly Choice[];
  readonly marked: number;
}

/** What the keys pressed so far amount to. */
export type Pressed = Picking | { readonly kind: "picked"; readonly choice: Choice } | {
  readonly kind: "left";
};

/** How many lines a page has, for the keys that turn one. */
export const pageSize = 10;

/** The list before the first key. */
export function startPicking(choices: readonly Choice[]): Picking {
  const line = emptyLine as Picking["line"];
  return { kind: "picking", line, sequence: "", found: choices, marked: 0 };
}

/**
 * The list after one more byte from a terminal in raw mode. Characters narrow it; arrows, Page Up and Down, Home, End,
 * Ctrl-P, Ctrl-N and Tab move the mark; Enter takes what is marked, if anything is left; Ctrl-C and Ctrl-D leave.
 */
export function pressKey(picking: Picking, byte: number, choices: readonly Choice[]): Pressed {
  if (byte === 0x03 || byte === 0x04) return { kind: "left" };
  const choice = picking.found[picking.marked];
  if (byte === 0x0d || byte === 0x0a) return choice ? { kind: "picked", choice } : picking;
  const line = press(picking.line, byte);
  if (line.kind !== "typing") return { kind: "left" };
  const sent = byte === 0x1b ? "" : picking.sequence;
  const isKey = byte === 0x1b || picking.line.escape !== "none";
  const sequence = isKey ? sent + String.fromCharCode(byte) : "";
  if (line.escape !== "none") return { ...picking, line, sequence };
  const moves = steps.get(sequence || String.fromCharCode(byte));
  if (moves !== undefined) return { ...picking, line, sequence: "", marked: move(picking, moves) };
  if (line.text === picking.line.text) return { ...picking, line, sequence: "" };
  return { kind: "picking", line, sequence: "", found: findChoices(line.text, choices), marked: 0 };
}

/** How many lines each key moves the mark. The arrows send `ESC [` or, in a terminal's other mode, `ESC O`. */
const steps: ReadonlyMap<string, number> = new Map([
  ["\x1b[A", -1],
  ["\x1bOA", -1],
  ["\x10", -1],
  ["\x1b[Z", -1],
  ["\x1b[B", 1],
  ["\x1bOB", 1],
  ["\x0e", 1],
  ["\t", 1],
  ["\x1b[5~", -pageSize],
  ["\x1b[6~", pageSize],
  ["\x1b[H", -Infinity],
  ["\x1bOH", -Infinity],
  ["\x1b[1~", -Infinity],
  ["\x1b[F", Infinity],
  ["\x1bOF", Infinity],
  ["\x1b[4~", Infinity],
]);

/** A single step goes round at the ends, a longer one stops there. */
function move({ marked, found }: Picking, lines: number): number {
  const last = Math.max(0, found.length - 1);
  const next = marked + lines;
  if (Math.abs(lines) === 1 && next < 0) return last;
  if (Math.abs(lines) === 1 && next > last) return 0;
  return Math.min(last, Math.max(0, next));
}

/**
 * The choices that what is typed leaves, best first, equally good ones in their order: those whose name it is, begins
 * or is in, those in whose hint it is too, then those that have its letters in their order. Of several words each must
 * be found. Case does not count.
 */
export function findChoices(typed: string, choices: readonly Choice[]): readonly Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return choices;
  const ranked = choices.map((choice) => [rank(words, choice), choice] as const);
  return ranked.filter(([rank]) => rank !== undefined)
    .sort(([a = 0], [b = 0]) => a - b).map(([, choice]) => choice);
}

function rank(words: readonly string[], choice: Choice): number | undefined {
  const ranks = words.map((word) => rankOfWord(word, choice));
  return ranks.reduce((a, b) => a === undefined || b === undefined ? undefined : Math.max(a, b));
}

function rankOfWord(word: string, { name: spelled, hint = "" }: Choice): number | undefined {
  const name = spelled.toLowerCase();
  if (name === word) return 0;
  if (name.startsWith(word)) return 1;
  if (name.includes(word)) return 2;
  if (hint.toLowerCase().includes(word)) return 3;
  return hasInOrder(word, name) ? 4 : undefined;
}

function hasInOrder(letters: string, name: string): boolean {
  let at = 0;
  for (const letter of letters) {
    const found = name.indexOf(letter, at);
    if (found === -1) return false;
    at = found + letter.length;
  }
  return true;
}
