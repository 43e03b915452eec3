import { ConfigError } from "../errors.ts";
import { findRegularFile, folderOf, followLinks, readText, toConfigError } from "./files.ts";

/**
 * Replaces the text of a person's file in one step: the file keeps its mode, its owner, its byte order mark and the
 * links to it. `edited` is the text the edit was made from. Throws ConfigError, and then the file is as it was: for a
 * file that is read-only, and for one that does not hold that text any more, which another program has written.
 */
export function editText(path: string, text: string, edited: string): void {
  try {
    const target = followLinks(path);
    const old = findRegularFile(target);
    if (old !== undefined) refuseReadOnly(path, old);
    // In the same folder, as a rename cannot cross file systems. Made with mode 0600 from the first moment.
    const temporary = Deno.makeTempFileSync({ dir: folderOf(target), prefix: ".awsume-" });
    try {
      Deno.writeTextFileSync(temporary, `${findMark(target)}${text}`);
      if (old !== undefined) keepOwnerAndMode(temporary, old);
      refuseChanged(path, edited);
      Deno.renameSync(temporary, target);
    } catch (error) {
      Deno.removeSync(temporary);
      throw error;
    }
  } catch (error) {
    throw toConfigError("write", path, error);
  }
}

/** `System.remove`. */
export function removeFile(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    throw toConfigError("remove", path, error);
  }
}

/** A rename asks for the folder's permission alone, so the file's own must be asked for. Root is refused as well. */
function refuseReadOnly(path: string, { mode }: Deno.FileInfo): void {
  if (mode !== null && (mode & 0o200) === 0) {
    throw new ConfigError(`Cannot write "${path}": it is read-only`, {
      hint: "Allow its owner to write it, if it may be changed",
    });
  }
  Deno.openSync(path, { write: true }).close();
}

/** The byte order mark that `readText` leaves out. */
function findMark(path: string): string {
  const bytes = new Uint8Array(3);
  using file = Deno.openSync(path);
  file.readSync(bytes);
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "\ufeff" : "";
}

/** The owner first: a new owner takes some modes away. Windows has neither. */
function keepOwnerAndMode(temporary: string, old: Deno.FileInfo): void {
  if (Deno.build.os === "windows") return;
  const { uid, gid } = Deno.statSync(temporary);
  if (old.uid !== uid || old.gid !== gid) Deno.chownSync(temporary, old.uid, old.gid);
  if (old.mode !== null) Deno.chmodSync(temporary, old.mode & 0o7777);
}

function refuseChanged(path: string, edited: string): void {
  if (readText(path) === edited) return;
  throw new ConfigError(`Cannot write "${path}": another program has just changed it`, {
    hint: "Run the command again",
  });
}
