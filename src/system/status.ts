import type { FileStatus } from "../system.ts";

/** `System.statusOf`. */
export function readStatus(path: string): FileStatus | undefined {
  try {
    const { isFile, isDirectory, size, mode, uid, mtime } = Deno.statSync(path);
    return {
      kind: isFile ? "file" : isDirectory ? "folder" : "other",
      sizeBytes: size,
      realPath: Deno.realPathSync(path),
      ...(mtime === null ? {} : { changedAt: mtime }),
      ...(Deno.build.os === "windows" || mode === null ? {} : { mode: mode & 0o777 }),
      ...(mode !== null && (mode & 0o1000) !== 0 ? { isSticky: true } : {}),
      ...(isForeign(uid) ? { isForeign: true } : {}),
    };
  } catch {
    // Absent, behind a folder that is closed, a circle of links: whoever reads it says what is wrong.
    return undefined;
  }
}

/** Root's files are part of the system, and root may do all that there is to be afraid of anyway. */
function isForeign(uid: number | null): boolean {
  return Deno.build.os !== "windows" && uid !== null && uid !== 0 && uid !== Deno.uid();
}
