/**
 * What one who held a lock leaves in the lock's file for those who waited meanwhile.
 *
 * @module
 */
import { AuthError, AwsError, type AwsumeError } from "../errors.ts";
import { writeAll } from "./output.ts";

/** A note, and when it was written: by this computer's clock, in milliseconds. */
export type Note =
  & { readonly at: number }
  & (
    | { readonly kind: "error"; readonly exitCode: number; readonly message: string; readonly hint?: string }
    | { readonly kind: "text"; readonly text: string }
  );

/** More than any error or credentials; the rest of a file that is not ours is not worth reading. */
const maxNoteBytes = 256 * 1024;

/**
 * The note for who began at that instant: it was left since. The second half is for a clock that was ahead: a note from
 * the future must not stop everyone until then.
 */
export function findNote(lock: Deno.FsFile, startedAt: number): Note | undefined {
  const note = readNote(lock);
  return note !== undefined && startedAt <= note.at && note.at <= Date.now() ? note : undefined;
}

/**
 * What AWS said to one it would say to the others, and who has typed three wrong codes should not be asked two
 * hundred times. A wrong file or command is each one's own, and costs nobody a call.
 */
export function leaveError(lock: Deno.FsFile, error: unknown): void {
  const isShared = (error instanceof AwsError || error instanceof AuthError) && !error.isOwn;
  if (!isShared) return;
  const { exitCode, message, hint } = error;
  writeNote(lock, {
    kind: "error",
    at: Date.now(),
    exitCode,
    message,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** The error of a note, as it is told to another one. */
export function toError({ exitCode, message, hint }: Note & { readonly kind: "error" }): AwsumeError {
  const whose = "This is what another awsume was told, which this one waited for";
  const details = { hint: hint === undefined ? whose : `${hint}\n${whose}` };
  return exitCode === new AuthError("").exitCode
    ? new AuthError(message, details)
    : new AwsError(message, details);
}

/** Puts a note in the place of what was there; without one nothing is left. */
export function writeNote(lock: Deno.FsFile, note: Note | undefined): void {
  try {
    if (note === undefined && lock.statSync().size === 0) return;
    lock.truncateSync(0);
    lock.seekSync(0, Deno.SeekMode.Start);
    if (note !== undefined) writeAll(lock, JSON.stringify(note));
  } catch {
    // The disk is full, say: then those who wait try for themselves.
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
    return toNote(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

function toNote(
  { kind, at, exitCode, message, hint, text }: Readonly<Record<string, unknown>>,
): Note | undefined {
  if (typeof at !== "number") return undefined;
  if (kind === "text" && typeof text === "string") return { kind, at, text };
  if (kind !== "error" || typeof exitCode !== "number" || typeof message !== "string") return undefined;
  return { kind, at, exitCode, message, ...(typeof hint === "string" ? { hint } : {}) };
}
