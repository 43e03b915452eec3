import { AuthError, ConfigError } from "../errors.ts";
import { atHome } from "../home.ts";
import type { System } from "../system.ts";
import { chainWith } from "./process.ts";

/**
 * Where a token or an assertion comes from. It is a secret and so may be the command, so messages say only `from`: which
 * setting or option, and where it stands.
 */
export type ProofPlace =
  | { readonly kind: "file"; readonly path: string; readonly from: string }
  | { readonly kind: "command"; readonly command: string; readonly profile: string; readonly from: string }
  /** Read already, with its SHA-256: that is what the cache knows it by. */
  | { readonly kind: "given"; readonly text: string; readonly digest: string; readonly from: string };

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
export function inputsOfPlace(place: ProofPlace): unknown {
  switch (place.kind) {
    case "given":
      return { sha256: place.digest };
    case "file":
      return { file: place.path };
    case "command":
      return { command: place.command, profile: place.profile };
  }
}

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
