/** A line while it is typed: the text so far, and the bytes that do not yet make a character or a key. */
interface Typing {
  readonly kind: "typing";
  readonly text: string;
  /** The first bytes of a UTF-8 character. */
  readonly partial: readonly number[];
  /** Which part of an escape sequence is being read, as arrow keys and pastes send them. */
  readonly escape: "none" | "start" | "parameters" | "letter" | "string";
}

/** What the keys pressed so far amount to. `closed` is Ctrl-D on an empty line: no answer will come. */
export type Line =
  | Typing
  | { readonly kind: "entered"; readonly text: string }
  | { readonly kind: "interrupted" }
  | { readonly kind: "closed" };

/** The line before the first key. */
export const emptyLine: Line = { kind: "typing", text: "", partial: [], escape: "none" };

/**
 * The line after one more byte from a terminal in raw mode: Enter, Backspace, Ctrl-C, Ctrl-D, Ctrl-U, Ctrl-W and
 * characters in UTF-8. Escape sequences and the other control keys change nothing.
 */
export function press(line: Line, byte: number): Line {
  if (line.kind !== "typing") return line;
  // Control keys count in the middle of an escape sequence too: Ctrl-C must always work.
  if (byte < 0x20 || byte === 0x7f) return pressControl(line, byte);
  if (line.escape !== "none") return pressEscaped(line, byte);
  return byte < 0x80 ? typed(line.text + String.fromCharCode(byte)) : pressUtf8(line, byte);
}

/**
 * What to write so that the terminal shows `after` where it showed `before`. A mask (`*`) is shown in place of each
 * character when the text is secret.
 */
export function redraw(before: string, after: string, mask?: string): string {
  if (after.startsWith(before)) return shown(after.slice(before.length), mask);
  const removed = shown(before.slice(after.length), mask);
  return "\b \b".repeat([...removed].reduce((columns, character) => columns + columnsOf(character), 0));
}

function typed(text: string): Line {
  return { kind: "typing", text, partial: [], escape: "none" };
}

function pressControl(line: Typing, byte: number): Line {
  switch (byte) {
    case 0x03: // Ctrl-C
      return { kind: "interrupted" };
    case 0x04: // Ctrl-D
      return line.text === "" ? { kind: "closed" } : typed(line.text);
    case 0x08: // Ctrl-H, which some terminals send for Backspace
    case 0x7f:
      return typed([...line.text].slice(0, -1).join(""));
    case 0x0a:
    case 0x0d:
      return { kind: "entered", text: line.text };
    case 0x15: // Ctrl-U
      return typed("");
    case 0x17: // Ctrl-W
      return typed(line.text.replace(/\S*\s*$/, ""));
    case 0x1b:
      return { ...line, partial: [], escape: "start" };
    default:
      return typed(line.text);
  }
}

/**
 * ECMA-48: `ESC [ parameters letter`; a few function keys send `ESC O letter` or `ESC [ [ letter`. `ESC ]` and
 * `ESC P` begin a terminal's late reply to another program, which ends with Ctrl-G or `ESC \`.
 */
function pressEscaped(line: Typing, byte: number): Line {
  const key = String.fromCharCode(byte);
  switch (line.escape) {
    case "start":
      if (key === "[") return { ...line, escape: "parameters" };
      if (key === "O") return { ...line, escape: "letter" };
      if (key === "]" || key === "P") return { ...line, escape: "string" };
      // Escape alone means nothing, and the digit typed after it must not get lost.
      return key === "\\" ? typed(line.text) : press(typed(line.text), byte);
    case "parameters":
      if (key === "[") return { ...line, escape: "letter" };
      return byte < 0x40 ? line : typed(line.text);
    case "letter":
      return typed(line.text);
    case "string":
    case "none":
      return line;
  }
}

function pressUtf8(line: Typing, byte: number): Line {
  const isContinuation = byte < 0xc0;
  if (isContinuation && line.partial.length === 0) return line;
  const bytes = isContinuation ? [...line.partial, byte] : [byte];
  const [lead = 0] = bytes;
  const wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (bytes.length < wanted) return { ...line, partial: bytes };
  const character = new TextDecoder().decode(new Uint8Array(bytes));
  const isText = !character.includes("\ufffd") && !/\p{Cc}/u.test(character);
  return typed(isText ? line.text + character : line.text);
}

function shown(text: string, mask: string | undefined): string {
  return mask === undefined ? text : mask.repeat([...text].length);
}

/** Terminals draw accents on the character before, and East Asian characters and emoji two columns wide. */
export function columnsOf(character: string): number {
  if (/\p{Mark}/u.test(character)) return 0;
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
  return wide.test(character) || /\p{Emoji_Presentation}/u.test(character) ? 2 : 1;
}
