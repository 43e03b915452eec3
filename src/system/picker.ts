import { Interrupted } from "../errors.ts";
import { toOneLine } from "../printable.ts";
import type { Choice } from "../system.ts";
import { inRawMode, isHangUp, isLate, readTyped } from "./keyboard.ts";
import { columnsOf } from "./keys.ts";
import { findChoices, pageSize, type Picking, type Pressed, pressKey, startPicking } from "./picking.ts";
import { cannotAsk } from "./terminal.ts";
import { type Keyboard, openTerminal, type Terminal } from "./terminal_place.ts";

/** So many choices are numbered where no list can be drawn; more would only scroll away. */
const maxNumbered = 30;

/** So far to the right hints stand at most, but for those of longer names. */
const maxNameWidth = 40;

/**
 * Lets a person choose by typing and with the arrow keys; returns the name of the choice. All of it is drawn at the
 * terminal, without colours. Where that cannot move its cursor, the choices are numbered and asked for in one line. Needs
 * a terminal (`System.canChoose`). Throws Interrupted on Ctrl-C, Ctrl-D, Escape and a terminal that hangs up.
 */
export async function choose(question: string, choices: readonly Choice[]): Promise<string> {
  const words = toOneLine(question);
  const terminal = openTerminal();
  if (typeof terminal === "string") throw cannotAsk(words, terminal, { terminalOnly: true });
  try {
    return await chooseAt(terminal, words, choices);
  } finally {
    terminal.close();
  }
}

async function chooseAt(terminal: Terminal, words: string, choices: readonly Choice[]): Promise<string> {
  const term = Deno.env.get("TERM");
  const isPlain = term === "dumb" || (!term && Deno.build.os !== "windows");
  if (isPlain) return await chooseByLine(terminal, words, choices);
  // What is below the cursor is the list: it goes, and the question stays with what was chosen.
  const pick = await inRawMode(terminal, () => pickByKeys(terminal, words, choices), "\x1b[J\n")
    .catch(leftByHangUp);
  if (pick.kind !== "picked") throw new Interrupted();
  return pick.choice.name;
}

function leftByHangUp(error: unknown): Pressed {
  if (error instanceof Error && isHangUp(error)) return { kind: "left" };
  throw error;
}

async function pickByKeys(
  { keyboard, show }: Terminal,
  words: string,
  choices: readonly Choice[],
): Promise<Pressed> {
  let pick: Pressed = startPicking(choices);
  while (pick.kind === "picking") {
    show(draw(words, pick, choices.length));
    pick = await pressNext(pick, keyboard, choices);
  }
  if (pick.kind === "picked") show(`\r\x1b[J${cut(`${words}${toOneLine(pick.choice.name)}`, columns())}`);
  return pick;
}

/** The list after the next key that changes something: a byte of an arrow key alone is not worth a drawing. */
async function pressNext(picking: Picking, keyboard: Keyboard, choices: readonly Choice[]): Promise<Pressed> {
  let next: Pressed = picking;
  do {
    const byte = readByte(keyboard);
    // An arrow key sends all its bytes at once; nothing follows the Escape key.
    if (next.sequence === "\x1b" && await isLate(byte)) return { kind: "left" };
    const read = await byte;
    if (read === undefined) return { kind: "left" };
    next = pressKey(next, read, choices);
  } while (next.kind === "picking" && (next.sequence !== "" || next.line.partial.length > 0));
  return next;
}

/** One byte at a time: what is typed after Enter is left to the next question, or to the shell. */
async function readByte(keyboard: Keyboard): Promise<number | undefined> {
  const bytes = new Uint8Array(1);
  return await keyboard.read(bytes) === null ? undefined : bytes[0];
}

/** The question with what is typed, and the list below it. The cursor ends behind what is typed. */
function draw(words: string, picking: Picking, total: number): string {
  const width = columns();
  const head = cut(`${words}${picking.line.text}`, width);
  const count = `  ${picking.found.length} of ${total}  type, arrows, Enter`;
  const below = [...toPage(picking), count].map((text) => `\r\n${cut(text, width)}`);
  return `\r\x1b[J${head}${below.join("")}\x1b[${below.length}A\r${toRight(widthOf(head))}`;
}

/** The part of the list that is shown: the marked line stands in the middle, but for the ends of the list. */
function toPage({ found, marked }: Picking): readonly string[] {
  const size = Math.max(1, Math.min(pageSize, rows() - 2));
  const first = Math.max(0, Math.min(marked - Math.floor(size / 2), found.length - size));
  const page = found.slice(first, first + size).map(({ name, hint = "" }) => [name, hint].map(toOneLine));
  const nameWidth = Math.min(maxNameWidth, Math.max(0, ...page.map(([name = ""]) => widthOf(name))));
  return page.map(([name = "", hint = ""], index) => {
    const mark = first + index === marked ? ">" : " ";
    const gap = " ".repeat(Math.max(0, nameWidth - widthOf(name)));
    return `${mark} ${name}${hint === "" ? "" : `${gap}  ${hint}`}`;
  });
}

function toRight(columns: number): string {
  return columns === 0 ? "" : `\x1b[${columns}C`;
}

/** The text without what does not fit. The last column stays free: terminals disagree on what comes after it. */
function cut(text: string, width: number): string {
  let left = width - 1;
  let end = 0;
  for (const character of text) {
    left -= columnsOf(character);
    if (left < 0) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0);
}

function columns(): number {
  return terminalSize()?.columns || 80;
}

function rows(): number {
  return terminalSize()?.rows || 24;
}

/** Undefined where the size is not known. */
function terminalSize(): { readonly columns: number; readonly rows: number } | undefined {
  try {
    return Deno.consoleSize();
  } catch {
    return undefined;
  }
}

/** Asks in one line, until the answer is a number of the list, a name, or what only one choice has. */
async function chooseByLine(
  terminal: Terminal,
  words: string,
  choices: readonly Choice[],
): Promise<string> {
  const tell = (text: string): void => terminal.show(`${toOneLine(text)}\n`);
  let found = choices;
  let isShown = false;
  for (;;) {
    if (!isShown) numberedLines(found).forEach(tell);
    const line = await readTyped(terminal, words, undefined);
    if (line.kind !== "entered") throw new Interrupted();
    const typed = line.text.trim();
    const exact = choices.find(({ name }) => name === typed) ?? numbered(typed, found);
    if (exact !== undefined) return exact.name;
    const [choice, ...more] = findChoices(typed, choices);
    if (choice !== undefined && more.length === 0) return choice.name;
    isShown = choice === undefined;
    if (choice === undefined) tell(`Nothing is like "${typed}"`);
    else found = [choice, ...more];
  }
}

function numbered(typed: string, found: readonly Choice[]): Choice | undefined {
  return /^[1-9]\d*$/.test(typed) && found.length <= maxNumbered ? found[Number(typed) - 1] : undefined;
}

function numberedLines(found: readonly Choice[]): readonly string[] {
  if (found.length > maxNumbered) {
    return [`There are ${found.length}: type a name, or a part of it to see fewer`];
  }
  return found.map(({ name, hint = "" }, index) =>
    `${String(index + 1).padStart(4)}  ${name}  ${hint}`.trimEnd()
  );
}
