/**
 * What decides about the credentials of a source, and so about what may be remembered of them.
 *
 * @module
 */
import type { System } from "../system.ts";
import { placeOfProof } from "./identity.ts";
import { inputsOfKeep } from "./keep.ts";
import { type KeptSource, type OpenSource, type Source, toIdentity } from "./mod.ts";
import type { ProcessSource } from "./process.ts";
import { inputsOfPlace, type ProofSystem } from "./proof.ts";

/**
 * Everything that decides what a source returns that is kept, to be hashed into the names of entries and shown to nobody:
 * a command line may hold a secret.
 */
export async function inputsOfSource(source: KeptSource, system: ProofSystem): Promise<unknown> {
  switch (source.kind) {
    case "process": {
      const { kind, profile, file, command, accountId, keep = [] } = source;
      return { kind, profile, file, command, accountId, kept: inputsOfKeep(keep, system) };
    }
    case "web-identity":
      return { ...source, token: await inputsOfPlace(source.token, system) };
    case "saml":
      return { ...source, assertion: await inputsOfPlace(source.assertion, system) };
  }
}

/**
 * Everything that a command meets, for those who want the same of it at the same moment: a difference that decides
 * nothing costs them a run of their own.
 */
export function inputsOfRun(
  { profile, file, command, accountId }: ProcessSource,
  { env, place }: Pick<System, "env" | "place">,
): unknown {
  return { profile, file, command, accountId, place: place(), variables: Object.entries(env).toSorted() };
}

/** The source, if what it returns is kept in the cache. */
export function toKept(source: Source): KeptSource | undefined {
  switch (source.kind) {
    case "keys":
    case "environment":
    case "handed":
    case "container":
    case "instance":
      return undefined;
    case "process":
      return source.keep === undefined ? undefined : source;
    case "web-identity":
    case "saml":
      return source;
  }
}

/** The source, if only its credentials tell whose they are: what is taken with them is remembered under their key. */
export function toOpen(source: Source): OpenSource | undefined {
  switch (source.kind) {
    case "keys":
    case "environment":
    case "handed":
    case "web-identity":
    case "saml":
      return undefined;
    case "process":
    case "container":
    case "instance":
      return source;
  }
}

/** The variables that the profile of a source's command names as those that decide. */
export function keepOf(source: Source): readonly string[] | undefined {
  if (source.kind === "process") return source.keep;
  const identity = toIdentity(source);
  const place = identity && placeOfProof(identity);
  return place?.kind === "command" ? place.keep : undefined;
}
