import type { Profiles } from "../aws/profiles.ts";
import { readOnce } from "../aws/read_once.ts";
import { findReached, planEach, type Planned, type Reached } from "../assume/plan_each.ts";
import type { Stored } from "../assume/stored.ts";
import type { System } from "../system.ts";
import { toRequest } from "./request.ts";

/** The profiles, and the entries of the cache that they lead to. */
export interface Reach {
  readonly profiles: Profiles;
  readonly planned: readonly Planned[];
  readonly reached: ReadonlyMap<string, Reached>;
}

/** Plans every profile as a plain switch would. Throws ConfigError. */
export async function findReach(
  all: Profiles,
  stored: readonly Stored[],
  system: System,
): Promise<Reach> {
  const profiles = readOnce(all);
  const planned = planEach(profiles.names(), await toRequest({ refresh: false }, system), profiles);
  return { profiles, planned, reached: await findReached(planned, stored, system) };
}
