import { knownCredentials, tenureOf } from "../sources/mod.ts";
import type { System } from "../system.ts";
import { readEntry, type Subject } from "./cache.ts";
import { findFirst } from "./first.ts";
import type { Plan } from "./plan.ts";
import { lastKey, type Step, stepsOf, subjectOf } from "./steps.ts";
import { listStored } from "./stored.ts";

/** How long what a profile comes to will work. */
export type Standing =
  /** Long-term keys. */
  | { readonly kind: "endless" }
  /** Temporary keys of the files, which do not say when they end. */
  | { readonly kind: "unknown" }
  /** A switch would have to call AWS, or to run the command whose key tells what is remembered. */
  | { readonly kind: "absent" }
  /** `expiresAt` may have passed. */
  | { readonly kind: "dated"; readonly expiresAt: Date; readonly takenAt?: Date };

/** The entries of the cache; whether one of them may be of that step. */
export type Kept = (step: Step) => boolean;

/**
 * Looks into the cache once for all profiles: of thousands, most have no entry, and the names of theirs take longer to
 * make than all the plans.
 */
export async function findKept(system: System): Promise<Kept> {
  const stored = await listStored(system);
  const subjects = stored.flatMap((each) => each.kind === "credentials" ? [each.subject] : []);
  // An older awsume did not say whose an entry is.
  if (subjects.includes(undefined)) return () => true;
  const ids = new Set(subjects.map((subject) => subject && idOf(subject)));
  return (step) => ids.has(idOf(subjectOf(step)));
}

function idOf(subject: Subject): string {
  switch (subject.kind) {
    case "session":
      return subject.mfaSerial;
    case "process":
      return subject.profile;
    case "role":
      return subject.roleArn;
  }
}

/** How long a plan's credentials will work, as far as that is known without a call. */
export async function findStanding(plan: Plan, isKept: Kept, system: System): Promise<Standing> {
  const first = await findFirst(plan, { refresh: false }, system);
  const last = stepsOf(plan, first).at(-1);
  if (last === undefined) return standingOfKeys(plan);
  const key = isKept(last) ? await lastKey(plan, first, system) : undefined;
  const entry = key === undefined ? undefined : await readEntry(key, system);
  // What was taken in a time to come answers nobody.
  if (entry === undefined || entry.takenAt > system.now()) return { kind: "absent" };
  const { credentials: { expiresAt }, takenAt } = entry;
  return toDated(expiresAt, { takenAt }) ?? { kind: "absent" };
}

/** Of keys it is known where it is written beside them. */
function standingOfKeys({ source }: Plan): Standing {
  const known = knownCredentials(source);
  if (known === undefined) return { kind: "absent" };
  if (known.expiresAt !== undefined) return { kind: "dated", expiresAt: known.expiresAt };
  return { kind: tenureOf(source) === "long-term" ? "endless" : "unknown" };
}

function toDated(expiresAt: Date, more: { readonly takenAt?: Date }): Standing | undefined {
  return Number.isNaN(expiresAt.getTime()) ? undefined : { kind: "dated", expiresAt, ...more };
}
