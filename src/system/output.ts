import { toOneLine } from "../printable.ts";
import type { Screen } from "../system.ts";

/** What `Deno.stdout` and `Deno.stderr` have in common. */
export interface Output {
  writeSync(bytes: Uint8Array): number;
}

/** As they are before plugins are loaded, whose own are led elsewhere (`modules.ts`). */
export const { exit } = Deno;
const stdout: Output = { writeSync: Deno.stdout.writeSync.bind(Deno.stdout) };

/**
 * Writes the whole text to stdout. When the reader is gone (`awsume -l | head -1`) there is nobody left to serve,
 * and the program ends without a word and with code 0, as zoxide does.
 */
export function print(text: string): void {
  try {
    writeAll(stdout, text);
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) exit(0);
    throw error;
  }
}

/** Writes one line of words to stderr, with what cannot be seen spelled out: no name makes a line of its own. */
export function tell(text: string): void {
  show(`${toOneLine(text)}\n`);
}

/** Writes what is drawn to stderr, as it is: the words in it are spelled out already. A stderr without a reader is no reason to fail what the text is about. */
export function show(text: string): void {
  const removal = removeProgress();
  try {
    writeAll(Deno.stderr, removal + text);
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** How many columns of the terminal's last line `progress` has filled. */
let filledColumns = 0;

/** `System.progress`. A terminal would break a line that does not fit: it shows none then. */
export function progress(text: string): boolean {
  const line = toOneLine(text);
  const fits = line.length < findColumns();
  if (filledColumns > 0 || fits) show(fits ? line : "");
  filledColumns = fits ? line.length : 0;
  return fits;
}

/** With blanks: a simple terminal knows no code that clears a line. */
function removeProgress(): string {
  const blanks = " ".repeat(filledColumns);
  filledColumns = 0;
  return blanks === "" ? "" : `\r${blanks}\r`;
}

/** The width of the terminal that stderr is; 0 when it is none, or one that cannot go back in a line. */
function findColumns(): number {
  if (Deno.env.get("TERM") === "dumb" || !Deno.stderr.isTerminal()) return 0;
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 0;
  }
}

/**
 * `System.stdoutIsKept`. ksh93 takes the output of `$(…)` in a file, but in one without a name. A terminal or
 * `/dev/null` may be both outputs: no secret stays in either.
 */
export function stdoutIsKept(): boolean {
  try {
    const [out, error] = [Deno.statSync("/dev/fd/1"), Deno.statSync("/dev/fd/2")];
    if (out.isFile && out.nlink !== 0) return true;
    return !out.isCharDevice && out.dev === error.dev && out.ino === error.ino;
  } catch {
    return false;
  }
}

/** `System.screen`. */
export function findScreen(): Screen | undefined {
  if (!Deno.stdout.isTerminal()) return undefined;
  try {
    const { columns, rows } = Deno.consoleSize();
    // A terminal that nobody has told its size says 0.
    return { columns: columns || 80, rows: rows || 24 };
  } catch {
    return { columns: 80, rows: 24 };
  }
}

/** Writes the whole text: one `writeSync` may take a part of it, and none while a non-blocking pipe is full. */
export function writeAll(output: Output, text: string): void {
  let rest = new TextEncoder().encode(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(output.writeSync(rest));
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      pause(5);
    }
  }
}

/** Stops the whole program, as a blocking write would. `setTimeout` cannot: the caller is not asynchronous. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
