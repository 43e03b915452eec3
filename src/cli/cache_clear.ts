import type { Profiles } from "../aws/profiles.ts";
import { cacheFolder, type Subject } from "../assume/cache.ts";
import { listLocked, removeEntry, removeLeftBehind } from "../assume/clear.ts";
import { subjectOf } from "../assume/steps.ts";
import { listStored, type Stored } from "../assume/stored.ts";
import { ConfigError, StillAsking } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { System } from "../system.ts";
import { findReach, type Reach } from "./cache_reach.ts";
import { listNames } from "./name_list.ts";

/** Forgets everything, and says how much that was. Throws ConfigError. */
export async function clearAll(system: System): Promise<void> {
  const stored = (await listStored(system)).map(({ name }) => name);
  const removal = startRemoval(system);
  for (const name of stored) await removal.remove(name);
  for (const name of await listLocked(system)) await removal.remove(name);
  const leftBehind = await removeLeftBehind(system);
  for (const path of leftBehind) system.tell(`Removed ${path}, which a program that was killed has left`);
  const folder = await cacheFolder(system);
  const entries = removal.count();
  if (entries > 0) system.tell(`Removed ${count(entries, "entry", "entries")} from ${folder}`);
  removal.finish();
  if (entries === 0 && leftBehind.length === 0) system.tell(`There is nothing to remove in ${folder}`);
}

/** One entry after the other. What somebody is asked for just now keeps none of the others. */
interface Removal {
  /** Whether there was such an entry. */
  remove(name: string): Promise<boolean>;
  count(): number;
  /** Throws StillAsking where an entry was not removed. */
  finish(): void;
}

function startRemoval(system: System): Removal {
  let removed = 0;
  let stillAsking: StillAsking | undefined;
  return {
    remove: async (name) => {
      try {
        const isRemoved = await removeEntry(name, system);
        if (isRemoved) removed++;
        return isRemoved;
      } catch (error) {
        if (!(error instanceof StillAsking)) throw error;
        stillAsking = error;
        return false;
      }
    },
    count: () => removed,
    finish: () => {
      if (stillAsking !== undefined) throw stillAsking;
    },
  };
}

/**
 * Forgets what a profile comes to, and what leads to nothing but that; with `way` also what other profiles use on their
 * way. Says what was removed and what was kept. The profile may be one that is no more. Throws ConfigError.
 */
export async function clearProfile(
  { name: profile, extent }: { readonly name: string; readonly extent: "own" | "way" },
  profiles: Profiles,
  system: System,
): Promise<void> {
  const stored = await listStored(system);
  const reach = await findReach(profiles, stored, system);
  refuseUnknown(profile, stored, reach);
  const chosen = choose(profile, extent, { stored, reach });
  const removal = startRemoval(system);
  for (const each of chosen.remove) {
    if (await removal.remove(each.name)) system.tell(`Removed ${describe(each, reach)}`);
  }
  for (const each of chosen.keep) {
    const others = (reach.reached.get(each.name)?.profiles ?? []).filter((name) => name !== profile);
    system.tell(`Kept ${describe(each, reach)}, which ${listNames(others)} can use too (--all removes it)`);
  }
  removal.finish();
  if (removal.count() === 0) system.tell(`There was nothing to remove of the profile "${profile}"`);
}

interface Choice {
  readonly remove: readonly Stored[];
  readonly keep: readonly Stored[];
}

function choose(
  profile: string,
  extent: "own" | "way",
  { stored, reach: { reached } }: { readonly stored: readonly Stored[]; readonly reach: Reach },
): Choice {
  const isShared = ({ name }: Stored): boolean => {
    const { profiles = [], endOf = [] } = reached.get(name) ?? {};
    return extent === "own" && !endOf.includes(profile) && profiles.length > 1;
  };
  const onWay = stored.filter(({ name }) => reached.get(name)?.profiles.includes(profile));
  // Of a profile that was changed or removed, what it came to then; no profile of today uses that.
  const former = stored.filter((each) => ownerOf(each) === profile && !reached.has(each.name));
  return {
    remove: [...onWay.filter((each) => !isShared(each)), ...former],
    keep: onWay.filter(isShared),
  };
}

/** The profile that something was kept for. */
function ownerOf(stored: Stored): string | undefined {
  if (stored.kind === "switch" || stored.kind === "refusal") return stored.profile;
  if (stored.kind !== "credentials" || stored.subject === undefined) return undefined;
  return "profile" in stored.subject ? stored.subject.profile : undefined;
}

function refuseUnknown(profile: string, stored: readonly Stored[], { profiles }: Reach): void {
  const owners = stored.map(ownerOf).filter((name) => name !== undefined);
  const known = new Set([...profiles.names(), ...owners]);
  if (known.has(profile)) return;
  throw new ConfigError(`Cannot find profile "${profile}", nor anything that was remembered of one`, {
    hint: didYouMean(profile, known) ?? "Run awsume cache ls to see what is remembered",
  });
}

function describe(stored: Stored, { reached }: Reach): string {
  switch (stored.kind) {
    case "credentials": {
      const way = reached.get(stored.name);
      return describeSubject(way === undefined ? stored.subject : subjectOf(way.step));
    }
    case "switch":
      return `what was remembered of the switch to "${stored.profile}"`;
    case "refusal":
      return `why programs got nothing of "${stored.profile}"`;
    case "account":
    case "list":
    case "damaged":
      return `${stored.name}.json`;
  }
}

function describeSubject(subject: Subject | undefined): string {
  if (subject === undefined) return "credentials";
  if (subject.kind === "session") return `the session of ${subject.mfaSerial}`;
  if (subject.kind === "process") return `what the process of "${subject.profile}" printed`;
  return `the credentials of ${subject.roleArn}${subject.profile ? ` for "${subject.profile}"` : ""}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
