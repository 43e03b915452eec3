import type { Profile, ProfileSetting } from "../aws/profiles.ts";
import { AuthError, ConfigError } from "../errors.ts";
import { atHome, homeFolder } from "../home.ts";
import type { System } from "../system.ts";
import { inputsOfKeep, type KeepSystem } from "./keep.ts";
import { chainWith } from "./process.ts";
import { readKeep } from "./read_keep.ts";

/**
 * Where a token or an assertion comes from. It is a secret and so may be the command, so messages say only `from`: which
 * setting or option, and where it stands.
 */
export type ProofPlace =
  | { readonly kind: "file"; readonly path: string; readonly from: string }
  | ProofCommand
  /** Read already, with its SHA-256: that is what the cache knows it by. */
  | { readonly kind: "given"; readonly text: string; readonly digest: string; readonly from: string };

/** A command that prints one, and the file that its line stands in. */
export interface ProofCommand {
  readonly kind: "command";
  readonly command: string;
  readonly profile: string;
  readonly file: string;
  readonly from: string;
  /** The variables that decide with it, where the profile says so. */
  readonly keep?: readonly string[];
}

/** The command of that setting of a profile. Throws ConfigError. */
export function toProofCommand(
  { value, file }: ProfileSetting,
  profile: Profile,
  from: string,
): ProofCommand {
  const keep = readKeep(profile);
  const kept = keep === undefined ? {} : { keep };
  return { kind: "command", command: value, profile: profile.name, file, from, ...kept };
}

/** What is read, and how many characters of it STS takes. */
export interface ProofKind {
  readonly what: string;
  readonly limit: number;
}

/** The text of a token or an assertion, without blanks around it. Throws ConfigError, AuthError, AwsError, Interrupted. */
export async function fetchProof(place: ProofPlace, kind: ProofKind, system: System): Promise<string> {
  switch (place.kind) {
    case "given":
      return place.text;
    case "file":
      return check(await readProofFile(place, kind, system), place, kind);
    case "command": {
      const { command, from: name, profile } = place;
      const options = {
        name,
        env: { AWSUME_PROFILE: profile, ...chainWith(profile, system) },
        maxOutputBytes: outputLimit(kind),
      };
      return check(await system.run(command, options), place, kind);
    }
  }
}

/** Base64 may come with line breaks and blanks; a number that reads well in a message. */
function outputLimit({ limit }: ProofKind): number {
  const step = 64 * 1024;
  return Math.ceil(2 * limit / step) * step;
}

/** What decides which token or assertion it is, for the name of a cache entry: a command may hold a secret. */
export async function inputsOfPlace(place: ProofPlace, system: ProofSystem): Promise<unknown> {
  switch (place.kind) {
    case "given":
      return { sha256: place.digest };
    case "file": {
      const [, text] = await readDecidingFile(place, system);
      return { text: text?.trim() ?? null };
    }
    case "command": {
      const { command, profile, file, keep } = place;
      const kept = keep && inputsOfKeep(keep, system);
      return { command, profile, file, home: await homeFolder(system), kept };
    }
  }
}

/**
 * The path of the file of a proof, and its text as it is now: whose token lies there decides. No text where it cannot be
 * used: who fetches it says why.
 */
export async function readDecidingFile(
  { path }: ProofPlace & { readonly kind: "file" },
  system: ProofSystem,
): Promise<readonly [path: string, text: string | undefined]> {
  const full = await atHome(path, system);
  const status = await system.statusOf(full);
  if (status?.kind !== "file" || status.sizeBytes > maxFileBytes) return [full, undefined];
  try {
    return [full, await system.read(full)];
  } catch (error) {
    if (error instanceof ConfigError) return [full, undefined];
    throw error;
  }
}

/** More than any proof in a file may have. */
const maxFileBytes = 1024 * 1024;

/** What finding out what decides looks at. */
export type ProofSystem = KeepSystem & Pick<System, "home" | "read" | "statusOf">;

/** What may be shown of a place. */
export function describePlace(place: ProofPlace): Readonly<Record<string, string>> {
  switch (place.kind) {
    case "file":
      return { from: place.from, file: place.path };
    case "given":
    case "command":
      return { from: place.from };
  }
}

async function readProofFile(
  { path, from }: ProofPlace & { readonly kind: "file" },
  { what, limit }: ProofKind,
  system: System,
): Promise<string> {
  const full = await atHome(path, system);
  const refuse = (why: string): ConfigError =>
    new ConfigError(`Cannot read the ${what} of ${from}: "${full}" ${why}`, {
      hint: `Name the file that holds the ${what}`,
    });
  const status = await system.statusOf(full);
  if (status?.kind === "folder") throw refuse("is a folder");
  // A profile's pipe would have to be filled each time; the person's own, as of `<(…)`, is.
  if (status?.kind === "other" && !from.startsWith("--")) throw refuse("is no regular file");
  if ((status?.sizeBytes ?? 0) > 2 * limit) {
    throw refuse(`is longer than the ${limit} characters that AWS takes`);
  }
  const text = await system.read(full);
  if (text === undefined) throw refuse("does not exist");
  return text;
}

function check(text: string, { from }: ProofPlace, { what, limit }: ProofKind): string {
  const proof = text.trim();
  const problem = proof === ""
    ? "it is empty"
    : proof.length > limit && !/\s/.test(proof)
    ? `it is longer than the ${limit} characters that AWS takes`
    : undefined;
  if (problem === undefined) return proof;
  throw new AuthError(`Cannot use the ${what} of ${from}: ${problem}`, {
    hint: `Get a new ${what}, and see what is in its place`,
  });
}
