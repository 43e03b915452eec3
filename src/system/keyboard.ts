import { emptyLine, type Line, press, redraw } from "./keys.ts";
import { exit } from "./output.ts";
import type { Terminal } from "./terminal_place.ts";

/** How long what follows may take: the answer in a pipe, or the rest of what an arrow key sends. */
const patienceMs = 100;

/** The line that is typed behind the words. A mask is shown in place of each character. */
export async function readTyped(terminal: Terminal, words: string, mask: string | undefined): Promise<Line> {
  try {
    return await inRawMode(terminal, () => {
      // Not before raw mode: until then the terminal itself echoes what a quick typist has typed, secret or not.
      terminal.show(words);
      return typeLine(terminal, mask);
    });
  } catch (error) {
    // The window was closed and we outlived it, or we are in the background of a shell that has ended.
    if (error instanceof Error && isHangUp(error)) return { kind: "closed" };
    throw error;
  }
}

/** Deno puts EIO into the code when reading fails, and only into the message when setting the mode does. */
export function isHangUp(error: Error & { readonly code?: string }): boolean {
  return error.code === "EIO" || error.message.startsWith("EIO");
}

/** A console of Windows has no end: one that is closed ends the program, and what reads like an end (in Wine) is Ctrl-C. */
const atEnd: Line = { kind: Deno.build.os === "windows" ? "interrupted" : "closed" };

/** One byte at a time: what is typed after Enter is left to the shell. */
async function typeLine({ keyboard, show }: Terminal, mask: string | undefined): Promise<Line> {
  const bytes = new Uint8Array(1);
  let line = emptyLine;
  while (line.kind === "typing") {
    const count = await keyboard.read(bytes);
    const next: Line = count === null ? atEnd : press(line, bytes[0] ?? 0);
    if (next.kind === "typing") show(redraw(line.text, next.text, mask));
    line = next;
  }
  return line;
}

/**
 * The terminal comes out of this as it went in, also when a signal ends the program meanwhile; `end` is what is shown
 * last, either way.
 */
export async function inRawMode<T>(
  { keyboard, show }: Terminal,
  work: () => Promise<T>,
  end = "\n",
): Promise<T> {
  const leave = (): void => {
    keyboard.setRaw(false);
    show(end);
  };
  const listeners = endings.map(([signal, code]) => [signal, () => leaveAndExit(leave, code)] as const);
  for (const [signal, listener] of listeners) Deno.addSignalListener(signal, listener);
  try {
    keyboard.setRaw(true);
    return await work();
  } finally {
    for (const [signal, listener] of listeners) Deno.removeSignalListener(signal, listener);
    leave();
  }
}

/** The signals that end a program, with the codes that shells give them. SIGTERM cannot be heard on Windows. */
const endings: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 130], ["SIGBREAK", 130]]
  : [["SIGHUP", 129], ["SIGINT", 130], ["SIGQUIT", 131], ["SIGTERM", 143]];

function leaveAndExit(leave: () => void, code: number): void {
  try {
    leave();
  } finally {
    // Also when the terminal has hung up and can neither be restored nor written to.
    exit(code);
  }
}

/** Whether it takes longer than a program at the other end would, so that a person may be there. */
export async function isLate(byte: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<boolean>((resolve) => timer = setTimeout(resolve, patienceMs, true));
  try {
    return await Promise.race([byte.then(() => false), patience]);
  } finally {
    clearTimeout(timer);
  }
}
