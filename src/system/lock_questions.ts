/**
 * Whether the one who holds a lock is asking a person: the kernel does not tell, so a file beside the lock's says so as
 * long as a question is open. Whoever takes the lock removes what a holder that was killed has left.
 *
 * @module
 */
import { StillAsking } from "../errors.ts";
import { removeIfThere } from "./lock_waiters.ts";

/** The locks that this process holds. */
const held = new Set<string>();

/** Who asks, and since when, in milliseconds of that computer's clock. */
interface Question {
  readonly pid: number;
  readonly at: number;
}

/** How often who waits looks. */
const lookMs = 250;

/** Says that this process holds the lock at that path, until what is returned is called. */
export function hold(path: string): () => void {
  removeIfThere(markOf(path));
  held.add(path);
  return () => held.delete(path);
}

/** Asks, and lets those see it who wait for a lock of this process. */
export async function asking<T>(ask: () => Promise<T>): Promise<T> {
  const marks = [...held].map(markOf);
  const question: Question = { pid: Deno.pid, at: Date.now() };
  for (const mark of marks) writeMark(mark, question);
  try {
    return await ask();
  } finally {
    marks.forEach(removeIfThere);
  }
}

/** Rejects with StillAsking once a question of the holder's has been open for so long in our time; until `stop`. */
export function watchQuestion(
  path: string,
  seconds: number,
): { readonly givenUp: Promise<never>; stop(): void } {
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  let seen: Question & { readonly since: number } | undefined;
  const look = (): void => {
    const question = readMark(path);
    const now = performance.now();
    // Another question shows that somebody answers.
    if (question?.at !== seen?.at) seen = question && { ...question, since: now };
    if (seen !== undefined && now - seen.since >= seconds * 1000) reject(tooLong(seen));
  };
  const timer = setInterval(look, Math.min(lookMs, Math.max(seconds * 1000, 1)));
  look();
  return { givenUp, stop: () => clearInterval(timer) };
}

function tooLong({ pid, at }: Question): StillAsking {
  const since = new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
  const end = Deno.build.os === "windows" ? `taskkill /f /pid ${pid}` : `kill -9 ${pid}`;
  return new StillAsking(
    `Cannot wait any longer for another awsume: process ${pid} has asked a person since ${since}`,
    {
      hint:
        `Answer its question, or end it (${end}); wait-for-question in awsume's settings says how long others wait`,
      isOwn: true,
    },
  );
}

function markOf(path: string): string {
  return `${path}.asks`;
}

function writeMark(mark: string, question: Question): void {
  try {
    Deno.writeTextFileSync(mark, JSON.stringify(question), { mode: 0o600 });
  } catch {
    // Then others wait as long as it takes.
  }
}

/** What cannot be read is being written. */
function readMark(path: string): Question | undefined {
  try {
    const { pid, at } = JSON.parse(Deno.readTextFileSync(markOf(path)));
    return Number.isSafeInteger(pid) && Math.abs(at) < 8.64e15 ? { pid, at } : undefined;
  } catch {
    return undefined;
  }
}
