import { ConfigError } from "../errors.ts";

/**
 * The file's text without a byte order mark, or undefined when there is no such file. Throws ConfigError for
 * whatever else stands in the way, and for bytes that are not UTF-8: an edit would write them back changed.
 */
export function readText(path: string): string | undefined {
  try {
    const text = Deno.readTextFileSync(path);
    // A strict TextDecoder costs 0.2 to 0.7 ms more, so it is left to the texts that may need it.
    if (text.includes("\ufffd")) refuseInvalidBytes(path);
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  } catch (error) {
    // NotADirectory: a parent is a file, so there cannot be such a file either.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw toConfigError("read", path, error);
  }
}

/**
 * Writes the file in one step, mode 0600; missing folders are made with mode 0700. A symbolic link stays and the
 * file behind it is replaced. Throws ConfigError, and then the old text is still there.
 *
 * Nothing is flushed to the disk: after a power cut a cache entry may be lost, which costs one more sign-in.
 */
export function writeText(path: string, text: string): void {
  try {
    const target = followLinks(path);
    const old = findRegularFile(target);
    Deno.mkdirSync(folderOf(target), { recursive: true, mode: 0o700 });
    replace(target, text, old);
  } catch (error) {
    throw toConfigError("write", path, error);
  }
}

/** `System.list`. */
export function listNames(folder: string): readonly string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw toConfigError("read", folder, error);
  }
}

/** What the operating system said, in words for a person, and the next step where there is an obvious one. */
export function explainFileError(error: unknown): { readonly why: string; readonly hint?: string } {
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  const known = code === undefined ? undefined : explanations[code];
  if (known !== undefined) return known;
  const words = (message ?? String(error)).replace(/ \(os error \d+\).*$/s, "");
  return { why: words.charAt(0).toLowerCase() + words.slice(1) };
}

const explanations: Readonly<Record<string, { readonly why: string; readonly hint?: string }>> = {
  EACCES: { why: "permission denied", hint: "Check who owns the file and its folder" },
  EPERM: { why: "the operating system does not permit it", hint: "Check who owns the file and its folder" },
  EISDIR: { why: "is a directory", hint: "Name a file, or move the directory away" },
  ELOOP: { why: "its symbolic links go in a circle", hint: "Remove one of the links" },
  ENAMETOOLONG: { why: "the name is too long" },
  ENOSPC: { why: "no space left on the disk", hint: "Make room on that disk and try again" },
  ENOTDIR: { why: "a part of the path is a file, not a directory", hint: "Move that file away" },
  EROFS: { why: "the file system is read-only", hint: "Choose a place that can be written" },
};

/** The error as a person can act on it. */
export function toConfigError(
  action: "read" | "write" | "remove",
  path: string,
  error: unknown,
): ConfigError {
  if (error instanceof ConfigError) return error;
  const { why, hint } = explainFileError(error);
  return new ConfigError(`Cannot ${action} "${path}": ${why}`, { cause: error, ...(hint && { hint }) });
}

/** A replacement character in the text may have been in the file: only the bytes tell. */
function refuseInvalidBytes(path: string): void {
  const bytes = Deno.readFileSync(path);
  // A pipe (`<(…)`) has nothing to say when it is read again.
  if (bytes.length > 0 && isUtf8(bytes)) return;
  throw new ConfigError(`Cannot read "${path}": line ${findInvalidLine(bytes)} is not UTF-8`, {
    hint: "Save the file as UTF-8 (`>` in Windows PowerShell writes UTF-16)",
  });
}

/** The number of the first line with a stray byte. No UTF-8 sequence contains a line feed, so each stands alone. */
function findInvalidLine(bytes: Uint8Array<ArrayBuffer>): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1 && isUtf8(bytes.subarray(start, end)); line++) {
    start = end + 1;
    end = bytes.indexOf(10, start);
  }
  return line;
}

function isUtf8(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Where the text really lies. A link to a file that is yet to be written counts: a rename would replace the link. */
export function followLinks(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const link = findLink(path);
  if (link === undefined) return path;
  const absolute = Deno.build.os === "windows" ? /^([a-z]:)?[\\/]/i : /^\//;
  return followLinks(absolute.test(link) ? link : folderOf(path) + link);
}

function findLink(path: string): string | undefined {
  try {
    return Deno.lstatSync(path).isSymlink ? Deno.readLinkSync(path) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Refuses devices and pipes: people point AWS's variables at /dev/null, and root's rename would replace it. */
export function findRegularFile(path: string): Deno.FileInfo | undefined {
  try {
    const file = Deno.statSync(path);
    if (file.isFile) return file;
    const why = file.isDirectory ? "is a directory" : "is not a regular file";
    throw new ConfigError(`Cannot write "${path}": ${why}`, { hint: "Name a regular file" });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function replace(path: string, text: string, old: Deno.FileInfo | undefined): void {
  // In the same folder, as a rename cannot cross file systems. Made with mode 0600 from the first moment.
  const temporary = Deno.makeTempFileSync({ dir: folderOf(path), prefix: ".awsume-" });
  try {
    Deno.writeTextFileSync(temporary, text);
    keepOwner(temporary, old);
    Deno.renameSync(temporary, path);
  } catch (error) {
    Deno.removeSync(temporary);
    throw error;
  }
}

/** Under sudo the file would become root's and its owner could not read it any more. */
function keepOwner(temporary: string, old: Deno.FileInfo | undefined): void {
  if (old === undefined || old.uid === null || old.gid === null || old.uid === Deno.uid()) return;
  Deno.chownSync(temporary, old.uid, old.gid);
}

/** With the separator at its end, so that the root stays the root. */
export function folderOf(path: string): string {
  return path.replace(Deno.build.os === "windows" ? /[^\\/]*$/ : /[^/]*$/, "") || "./";
}
