import type { System } from "../system.ts";
import { readEntry } from "./cache.ts";
import { lastKey } from "./execute.ts";
import { readEnd } from "./managed.ts";
import type { Plan } from "./plan.ts";

/** How long what a profile comes to will work. */
export type Standing =
  /** Long-term keys. */
  | { readonly kind: "endless" }
  /** Temporary keys of the files, which do not say when they end. */
  | { readonly kind: "unknown" }
  /** A switch would have to call AWS. */
  | { readonly kind: "absent" }
  /** `expiresAt` may have passed. */
  | { readonly kind: "dated"; readonly expiresAt: Date; readonly takenAt?: Date };

/**
 * How long a plan's credentials will work, as far as that is known without a call. `kept` has the names of the files in
 * the cache: of thousands of profiles most have none, and their names need not be made.
 */
export async function findStanding(
  plan: Plan,
  kept: ReadonlySet<string>,
  system: System,
): Promise<Standing> {
  if (plan.hops.length === 0) return standingOfKeys(plan);
  const key = kept.size === 0 ? undefined : await lastKey(plan);
  const entry = key !== undefined && kept.has(`${key}.json`) ? await readEntry(key, system) : undefined;
  if (entry === undefined) return { kind: "absent" };
  const { credentials: { expiresAt }, takenAt } = entry;
  return toDated(expiresAt, { takenAt }) ?? { kind: "absent" };
}

/** A profile of `--output-profile` says when it ends. */
function standingOfKeys({ source, path: [profile] }: Plan): Standing {
  const expiration = profile?.settings.get("expiration")?.value;
  const isOwn = profile?.settings.get("manager")?.value === "awsume";
  if (isOwn && expiration !== undefined) return toDated(readEnd(expiration), {}) ?? { kind: "unknown" };
  return { kind: source.credentials.sessionToken === undefined ? "endless" : "unknown" };
}

function toDated(expiresAt: Date, more: { readonly takenAt?: Date }): Standing | undefined {
  return Number.isNaN(expiresAt.getTime()) ? undefined : { kind: "dated", expiresAt, ...more };
}
