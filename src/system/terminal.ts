import { AuthError, Interrupted } from "../errors.ts";
import type { Answer, AskOptions } from "../system.ts";
import { isLate, readTyped } from "./keyboard.ts";
import type { Line } from "./keys.ts";
import { toOneLine } from "../printable.ts";
import { asking } from "./lock_questions.ts";
import { openTerminal, showBeside } from "./terminal_place.ts";

/** More than any answer has. What a longer line holds was not meant for awsume, so no more of it is taken. */
const maxPipedBytes = 4096;

/**
 * Asks at the terminal; returns the line that was typed, or the first line of a piped stdin. A secret is shown as `*`.
 *
 * A pipe that answers at once (`echo 123456 | awsume prod`) is not asked aloud, a slow one (`ssh host awsume prod`)
 * is. A stdin that ends before its first byte (`</dev/null`) leaves the answer to the controlling terminal.
 */
export function ask(question: string, options: AskOptions = {}): Promise<Answer> {
  return asking(() => askPerson(question, options));
}

async function askPerson(question: string, options: AskOptions): Promise<Answer> {
  const words = toOneLine(question);
  const mask = options.secret === true ? "*" : undefined;
  const isPipe = !options.terminalOnly && !Deno.stdin.isTerminal();
  const piped = isPipe ? await readPiped(words) : undefined;
  if (piped !== undefined) return { text: piped, from: "pipe" };
  const terminal = openTerminal();
  if (typeof terminal === "string") throw cannotAsk(words, terminal, options);
  try {
    return toAnswer(await readTyped(terminal, words, mask), words);
  } finally {
    terminal.close();
  }
}

/** `System.canAsk`. */
export function canAsk(): boolean {
  const terminal = openTerminal();
  if (typeof terminal === "string") return false;
  terminal.close();
  return true;
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

/**
 * Undefined when stdin ends before its first byte. Byte by byte, so that the lines after it stay in the pipe; of one
 * that is longer than any answer, the beginning, which is none.
 */
async function readPiped(words: string): Promise<string | undefined> {
  const first = readPipedByte();
  const isSlow = await isLate(first);
  if (isSlow) showBeside(words);
  const line: number[] = [];
  let byte = await first;
  const hasAnswer = byte !== undefined;
  for (; byte !== undefined && byte !== 0x0a; byte = await readPipedByte()) {
    if (line.push(byte) === maxPipedBytes) break;
  }
  if (isSlow) showBeside("\n");
  return hasAnswer ? new TextDecoder().decode(new Uint8Array(line)).replace(/\r$/, "") : undefined;
}

/** A stdin that cannot be read (a directory, say) has no answer in it, so it counts as ended. */
async function readPipedByte(): Promise<number | undefined> {
  const bytes = new Uint8Array(1);
  const count = await Deno.stdin.read(bytes).catch(() => null);
  return count === null ? undefined : bytes[0];
}

/** That nobody can answer this awsume is nobody else's concern. */
export function cannotAsk(words: string, why: string, { terminalOnly = false }: AskOptions = {}): AuthError {
  return new AuthError(`Cannot ask "${words.replace(/[\s:]+$/, "")}": ${why}`, {
    hint: `Run this in a terminal${terminalOnly ? "" : ", or pipe the answer into it"}`,
    isOwn: true,
  });
}
