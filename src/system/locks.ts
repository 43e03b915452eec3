import type { LockOptions, Shared } from "../system.ts";
import { AwsumeError } from "../errors.ts";
import { whenOverdue } from "../overdue.ts";
import { explainFileError, folderOf } from "./files.ts";
import { findNote, leaveError, toError, writeNote } from "./lock_notes.ts";
import { hold, watchQuestion } from "./lock_questions.ts";
import { isAwaited, markWaiter, removeIfThere } from "./lock_waiters.ts";
import { tell } from "./output.ts";

/** How long a lock may take before the person is told what is waited for. */
const patienceMs = 200;

/** How long a lock may take before the one who holds it should know that somebody waits. */
const markAfterMs = 10;

/** A program that has run for longer than this was not just starting. */
const maxStartMs = 5000;

/** `System.locked`. */
export async function locked<T>(
  path: string,
  waiting: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const startedAt = findStart();
  const lock = await takeLock(path, waiting, options);
  if (lock === undefined) return await work();
  const leaveHold = hold(path);
  try {
    const note = findNote(lock, startedAt);
    if (note?.kind === "error") throw toError(note);
    const result = await working(lock, work);
    writeNote(lock, undefined);
    return result;
  } finally {
    leaveHold();
    free(lock);
  }
}

/** `System.together`. */
export async function together(
  path: string,
  waiting: string,
  work: () => Promise<Shared>,
  options: LockOptions = {},
): Promise<string> {
  const startedAt = findStart();
  const lock = await takeLock(path, waiting, { ...options, whileWaiting: () => markWaiter(path) });
  if (lock === undefined) return (await work()).text;
  const leaveHold = hold(path);
  try {
    const note = findNote(lock, startedAt);
    if (note?.kind === "error") throw toError(note);
    if (note?.kind === "text") return note.text;
    const { text, isShared } = await working(lock, work);
    const at = Date.now();
    writeNote(lock, isShared && await isAwaited(path) ? { kind: "text", at, text } : undefined);
    return text;
  } finally {
    leaveHold();
    await leave(path, lock);
  }
}

/** Frees the lock. Nothing stays of it once nobody waits. */
async function leave(path: string, lock: Deno.FsFile): Promise<void> {
  const isLast = !await isAwaited(path);
  // Whoever has it open already sees that it is gone, and takes another: but on Windows, which keeps what is open.
  if (isLast && Deno.build.os !== "windows") removeIfThere(path);
  free(lock);
  if (isLast && Deno.build.os === "windows") removeIfThere(path);
}

/** Who was still starting when another was ready has waited as well; with two hundred at once that takes a second. */
function findStart(): number {
  return Date.now() - Math.min(performance.now(), maxStartMs);
}

function free(lock: Deno.FsFile): void {
  try {
    // Closing alone would not do while the runtime still has its own copy of the descriptor.
    lock.unlockSync();
  } catch {
    // Wine unlocks the file and then reports a lock violation. What is not unlocked, closing frees at the latest.
  }
  lock.close();
}

async function working<T>(lock: Deno.FsFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    leaveError(lock, error);
    throw error;
  }
}

interface Waiting extends LockOptions {
  /** Called when it takes a moment; what it returns, when the wait is over. */
  readonly whileWaiting?: () => () => void;
}

/**
 * The file, locked. Says what it waits for, once, when that takes a moment. Undefined where no lock can be had: a folder
 * that cannot be made, a read-only disk, a file system without locks are no reason to fail. Throws AuthError for a
 * holder that asks a person for too long.
 */
async function takeLock(
  path: string,
  waiting: string,
  { whileWaiting, questionSeconds }: Waiting,
): Promise<Deno.FsFile | undefined> {
  let stop: (() => void) | undefined;
  const stopSaying = whenOverdue(patienceMs, () => tell(waiting));
  const stopMarking = whenOverdue(markAfterMs, () => stop = whileWaiting?.());
  const question = questionSeconds === undefined ? undefined : watchQuestion(path, questionSeconds);
  try {
    return await openInTurn(path, question?.givenUp);
  } catch (error) {
    if (error instanceof AwsumeError) throw error;
    tellUnlocked(path, error);
    return undefined;
  } finally {
    question?.stop();
    stopSaying();
    stopMarking();
    stop?.();
  }
}

/** The file, once it is ours; unless the wait is given up before. */
async function openInTurn(path: string, givenUp?: Promise<never>): Promise<Deno.FsFile> {
  while (true) {
    const opening = openLocked(path);
    if (givenUp === undefined) {
      const file = await opening;
      if (file !== undefined) return file;
      continue;
    }
    try {
      const file = await Promise.race([opening, givenUp]);
      if (file !== undefined) return file;
    } catch (error) {
      // The thread goes on waiting: what it gets is nobody's.
      opening.then((file) => file?.close(), () => {});
      throw error;
    }
  }
}

let isTold = false;

/** A disk without locks is without them for all: one warning will do. */
function tellUnlocked(path: string, error: unknown): void {
  if (isTold) return;
  isTold = true;
  const { why } = explainFileError(error);
  tell(`awsume: no lock can be had in ${folderOf(path)}, so each awsume asks and calls for itself: ${why}`);
}

/**
 * The file, locked, or undefined when it was removed meanwhile (`rm -r ~/.awsume/cache`): the next one to come would
 * lock another file. Child processes do not inherit the descriptor, so none of them keeps the lock.
 */
async function openLocked(path: string): Promise<Deno.FsFile | undefined> {
  await Deno.mkdir(folderOf(path), { recursive: true, mode: 0o700 });
  const file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  try {
    // Waits in a thread of the runtime, so that Ctrl-C and Deno.exit end the program all the same.
    await file.lock(true);

    if (isStillAt(path, file)) return file;
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return undefined;
}

/** Windows does not remove a file that is open. */
function isStillAt(path: string, file: Deno.FsFile): boolean {
  if (Deno.build.os === "windows") return true;
  try {
    const { ino, dev } = Deno.statSync(path);
    const opened = file.statSync();
    return ino === opened.ino && dev === opened.dev;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
