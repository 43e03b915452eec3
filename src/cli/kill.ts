import { removeAutoProfiles } from "../assume/auto_refresh.ts";
import { toUnset } from "../assume/environment.ts";
import { autoNames, isAutoName } from "../assume/renewal.ts";
import type { System } from "../system.ts";
import { findTarget, printChange } from "./output.ts";
import type { OutputOptions } from "./parse.ts";

/**
 * `awsume -k [PROFILE]`: removes the profiles that renew themselves, or one of them, and what this shell has of it;
 * a shell that works with something else keeps it.
 */
export async function kill(
  profile: string | undefined,
  output: OutputOptions,
  system: System,
): Promise<void> {
  const current = system.env.AWS_PROFILE;
  const target = current ? findTarget(output, system) : undefined;
  const removed = await removeAutoProfiles(profile, system);
  for (const name of removed) system.tell(`Removed the profile "${name}"`);
  if (removed.length === 0) {
    const whose = profile === undefined ? "" : ` for "${profile}"`;
    system.tell(`There is no profile of --auto-refresh${whose}`);
  }
  // One that somebody else has removed is as useless to this shell.
  const isIts = profile === undefined || system.env.AWSUME_PROFILE === profile ||
    (await autoNames(profile)).includes(current ?? "");
  const isGone = current !== undefined && isAutoName(current) && isIts;
  const isOurs = isGone || removed.includes(current ?? "");
  if (target !== undefined && isOurs) printChange(toUnset(system.env), target, system);
}
