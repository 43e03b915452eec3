import { AuthError, AwsError, type AwsumeError } from "../errors.ts";
import { explainFileError, folderOf } from "./files.ts";
import { tell, writeAll } from "./output.ts";

/** How long a lock may take before the person is told what is waited for. */
const patienceMs = 200;

/** A program that has run for longer than this was not just starting. */
const maxStartMs = 5000;

/** An error of the one who held the lock, for those who waited meanwhile. It lies in the lock's file. */
interface Note {
  /** By this computer's clock, in milliseconds. */
  readonly at: number;
  readonly exitCode: number;
  readonly message: string;
  readonly hint?: string;
}

/** More than any error says; the rest of a file that is not ours is not worth reading. */
const maxNoteBytes = 64 * 1024;

/** `System.locked`. */
export async function locked<T>(path: string, waiting: string, work: () => Promise<T>): Promise<T> {
  // Who was still starting when another failed has waited as well; with two hundred at once that takes a second.
  const startedAt = Date.now() - Math.min(performance.now(), maxStartMs);
  const lock = await takeLock(path, waiting).catch(explainFileError);
  // A folder that cannot be made, a read-only disk, a file system without locks: none is a reason to fail, or to say
  // more than the cache will, which cannot write there either.
  return lock instanceof Deno.FsFile ? await inTurn(lock, startedAt, work) : await work();
}

/** Reads what the one before has left, works, and leaves word for the next. Frees the lock. */
async function inTurn<T>(lock: Deno.FsFile, startedAt: number, work: () => Promise<T>): Promise<T> {
  try {
    const note = readNote(lock);
    // The second half is for a clock that was ahead: a note from the future must not stop everyone until then.
    if (note !== undefined && startedAt <= note.at && note.at <= Date.now()) throw toError(note);
    const result = await working(lock, work);
    if (note !== undefined) write(lock, "");
    return result;
  } finally {
    free(lock);
  }
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
    if (isShared(error)) {
      const { exitCode, message, hint } = error;
      write(lock, JSON.stringify({ at: Date.now(), exitCode, message, hint }));
    }
    throw error;
  }
}

/**
 * What AWS said to one it would say to the others, and who has typed three wrong codes should not be asked two
 * hundred times. A wrong file or command is each one's own, and costs nobody a call.
 */
function isShared(error: unknown): error is AwsError | AuthError {
  return (error instanceof AwsError || error instanceof AuthError) && !error.isOwn;
}

function toError({ exitCode, message, hint }: Note): AwsumeError {
  const whose = "This is what another awsume was told, which this one waited for";
  const details = { hint: hint === undefined ? whose : `${hint}\n${whose}` };
  return exitCode === new AuthError("").exitCode
    ? new AuthError(message, details)
    : new AwsError(message, details);
}

/** The file, locked. Says what it waits for, once, when that takes a moment. */
async function takeLock(path: string, waiting: string): Promise<Deno.FsFile> {
  const saying = setTimeout(() => tell(waiting), patienceMs);
  try {
    let file = await openLocked(path);
    while (file === undefined) file = await openLocked(path);
    return file;
  } finally {
    clearTimeout(saying);
  }
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

/** What cannot be read is no note: its writer was killed half-way, or it is not ours. */
function readNote(lock: Deno.FsFile): Note | undefined {
  const { size } = lock.statSync();
  if (size === 0 || size > maxNoteBytes) return undefined;
  const bytes = new Uint8Array(size);
  lock.seekSync(0, Deno.SeekMode.Start);
  lock.readSync(bytes);
  try {
    const { at, exitCode, message, hint } = JSON.parse(new TextDecoder().decode(bytes));
    const isNote = typeof at === "number" && typeof exitCode === "number" && typeof message === "string";
    return isNote ? { at, exitCode, message, ...(typeof hint === "string" ? { hint } : {}) } : undefined;
  } catch {
    return undefined;
  }
}

function write(lock: Deno.FsFile, text: string): void {
  try {
    lock.truncateSync(0);
    lock.seekSync(0, Deno.SeekMode.Start);
    writeAll(lock, text);
  } catch {
    // The disk is full, say: then those who wait try for themselves.
  }
}
