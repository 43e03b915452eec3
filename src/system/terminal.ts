import { AuthError, Interrupted } from "../errors.ts";
import type { Answer, AskOptions } from "../system.ts";
import { emptyLine, type Line, press, redraw } from "./keys.ts";
import { show, toPrintable } from "./output.ts";

/** Where keys come from: `Deno.stdin`, or the controlling terminal opened as a file. */
interface Keyboard {
  read(bytes: Uint8Array): Promise<number | null>;
  setRaw(isRaw: boolean): void;
}

/** More than a SAML response; a stdin that never ends its line must not fill the memory. */
const maxPipedBytes = 1024 * 1024;

/** How long a pipe may take before the question is shown, for the person who may be at its other end. */
const patienceMs = 100;

/**
 * Asks on stderr; returns the line that was typed, or the first line of a piped stdin. A secret is shown as `*`.
 *
 * A pipe that answers at once (`echo 123456 | awsume prod`) is not asked aloud, a slow one (`ssh host awsume prod`)
 * is. A stdin that ends before its first byte (`</dev/null`) leaves the answer to the controlling terminal.
 */
export async function ask(question: string, options: AskOptions = {}): Promise<Answer> {
  const words = toPrintable(question);
  const mask = options.secret === true ? "*" : undefined;
  if (Deno.stdin.isTerminal()) return toAnswer(await readTyped(Deno.stdin, words, mask), words);
  const piped = options.terminalOnly ? undefined : await readPiped(words);
  if (piped !== undefined) return { text: piped, from: "pipe" };
  const terminal = openTerminal();
  if (terminal === undefined) throw cannotAsk(words, "there is no terminal");
  try {
    return toAnswer(await readTyped(terminal, words, mask), words);
  } finally {
    terminal.close();
  }
}

function toAnswer(line: Line, words: string): Answer {
  switch (line.kind) {
    case "entered":
      return { text: line.text, from: "terminal" };
    case "interrupted":
      throw new Interrupted();
    case "closed":
    case "typing":
      throw cannotAsk(words, "no answer was given");
  }
}

async function readTyped(keyboard: Keyboard, words: string, mask: string | undefined): Promise<Line> {
  try {
    return await inRawMode(keyboard, () => {
      // Not before raw mode: until then the terminal itself echoes what a quick typist has typed, secret or not.
      show(words);
      return typeLine(keyboard, mask);
    });
  } catch (error) {
    // The window was closed and we outlived it, or we are in the background of a shell that has ended.
    if (error instanceof Error && isHangUp(error)) return { kind: "closed" };
    throw error;
  }
}

/** Deno puts EIO into the code when reading fails, and only into the message when setting the mode does. */
function isHangUp(error: Error & { readonly code?: string }): boolean {
  return error.code === "EIO" || error.message.startsWith("EIO");
}

/** One byte at a time: what is typed after Enter is left to the shell. */
async function typeLine(keyboard: Keyboard, mask: string | undefined): Promise<Line> {
  const bytes = new Uint8Array(1);
  let line = emptyLine;
  while (line.kind === "typing") {
    const count = await keyboard.read(bytes);
    const next: Line = count === null ? { kind: "closed" } : press(line, bytes[0] ?? 0);
    if (next.kind === "typing") show(redraw(line.text, next.text, mask));
    line = next;
  }
  return line;
}

/** The terminal comes out of this as it went in, also when a signal ends the program meanwhile. */
async function inRawMode<T>(keyboard: Keyboard, work: () => Promise<T>): Promise<T> {
  const listeners = endings.map(([signal, code]) => [signal, () => restoreAndExit(keyboard, code)] as const);
  for (const [signal, listener] of listeners) Deno.addSignalListener(signal, listener);
  try {
    keyboard.setRaw(true);
    return await work();
  } finally {
    for (const [signal, listener] of listeners) Deno.removeSignalListener(signal, listener);
    keyboard.setRaw(false);
    show("\n");
  }
}

/** The signals that end a program, with the codes that shells give them. SIGTERM cannot be heard on Windows. */
const endings: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 130], ["SIGBREAK", 130]]
  : [["SIGHUP", 129], ["SIGINT", 130], ["SIGQUIT", 131], ["SIGTERM", 143]];

function restoreAndExit(keyboard: Keyboard, code: number): void {
  try {
    keyboard.setRaw(false);
    show("\n");
  } finally {
    // Also when the terminal has hung up and can neither be restored nor written to.
    Deno.exit(code);
  }
}

/** Undefined when stdin ends before its first byte. Byte by byte, so that the lines after it stay in the pipe. */
async function readPiped(words: string): Promise<string | undefined> {
  const first = readPipedByte();
  const isSlow = await isLate(first);
  if (isSlow) show(words);
  const line: number[] = [];
  let byte = await first;
  const hasAnswer = byte !== undefined;
  for (; byte !== undefined && byte !== 0x0a; byte = await readPipedByte()) {
    line.push(byte);
    if (line.length > maxPipedBytes) throw cannotAsk(words, "the line on stdin does not end");
  }
  if (isSlow) show("\n");
  return hasAnswer ? new TextDecoder().decode(new Uint8Array(line)).replace(/\r$/, "") : undefined;
}

async function isLate(byte: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<boolean>((resolve) => timer = setTimeout(resolve, patienceMs, true));
  try {
    return await Promise.race([byte.then(() => false), patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** A stdin that cannot be read (a directory, say) has no answer in it, so it counts as ended. */
async function readPipedByte(): Promise<number | undefined> {
  const bytes = new Uint8Array(1);
  const count = await Deno.stdin.read(bytes).catch(() => null);
  return count === null ? undefined : bytes[0];
}

/** The controlling terminal, or undefined when there is none: the error says no more than that. */
function openTerminal(): Deno.FsFile | undefined {
  try {
    // Written to as well: without that right the mode of a Windows console cannot be set.
    return Deno.openSync(Deno.build.os === "windows" ? "CONIN$" : "/dev/tty", { read: true, write: true });
  } catch {
    return undefined;
  }
}

function cannotAsk(words: string, why: string): AuthError {
  return new AuthError(`Cannot ask "${words.replace(/[\s:]+$/, "")}": ${why}`, {
    hint: "Run this in a terminal, or pipe the answer into it",
    isOwn: true,
  });
}
