import { UsageError } from "../errors.ts";
import { sha256 } from "./cache.ts";

/** Python's parsers take DEFAULT for all sections at once; the others are properties of every JavaScript object. */
const taken: readonly string[] = ["DEFAULT", ...Object.getOwnPropertyNames(Object.prototype)];

/**
 * Whether every program reads a profile of this name as it is written, and the profiles beside it too. AWS's rule for
 * names (letters and digits of ASCII, `_.-/@:+`) without `%`, which Python's ConfigParser expands, and without a `:` at
 * the beginning, for which the Go SDK 1 refuses the whole file. Of other names, some SDKs see no profile, refuse the
 * whole file, or read its settings into the profile above.
 */
export function isPortableName(name: string): boolean {
  return /^[\w./@+-][\w./@:+-]*$/.test(name) && !taken.includes(name);
}

/** The portable name that is nearest to this one, to be offered to a person: two names may come to the same. */
export function nearestPortable(name: string): string {
  const near = name.replaceAll(/^:|[^\w./@:+-]/gu, "_");
  return isPortableName(near) ? near : `${near}_`;
}

/**
 * The name of a section that awsume makes for a profile: the name itself where it is portable, else the nearest
 * with eight hex digits of the name's SHA-256 behind it, so that `a#b` and `a;b` do not share a section.
 */
export async function toPortableName(name: string): Promise<string> {
  if (isPortableName(name)) return name;
  return `${nearestPortable(name)}-${(await sha256(name)).slice(0, 8)}`;
}

/**
 * Throws UsageError for a name that a person chose and some program would not read, with the nearest that all do. The
 * message begins with what cannot be done: `Cannot call a profile`.
 */
export function refuseUnportable(name: string, cannot: string): void {
  if (isPortableName(name)) return;
  throw new UsageError(`${cannot} ${JSON.stringify(name)}: not every program would find it under that name`, {
    hint: `Use ${
      nearestPortable(name)
    }: letters, digits and -_./@:+ are safe in names, a : not at the beginning`,
  });
}
