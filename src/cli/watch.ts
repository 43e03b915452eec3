import type { Recalled } from "../assume/recall.ts";
import { readProfiles } from "../aws/profiles.ts";
import { gatherPlugins, readShared } from "../plugins/load.ts";
import { foldPlugins, isWatcher } from "../plugins/mod.ts";
import { toProfileSettings } from "../plugins/profiles.ts";
import { toPluginCredentials } from "../plugins/results.ts";
import type { System } from "../system.ts";

/**
 * Shows plugins a session from memory as a switch does in the end: `typed` stands in the command line for the profile, and
 * without it nobody is shown anything. False where a plugin has a say in what the session is: nothing was said or asked
 * then. Throws ConfigError.
 */
export async function watch(
  { session, shown }: Recalled,
  typed: string | null | undefined,
  system: System,
): Promise<boolean> {
  const said: string[] = [];
  const plugins = await gatherPlugins({ ...system, tell: (line) => void said.push(line) });
  if (!plugins.every(isWatcher)) return false;
  said.forEach(system.tell);
  if (typed === undefined) return true;
  const { every, has } = foldPlugins(plugins, await readShared(system));
  if (!has("postGetCredentials")) return true;
  const profiles = await readProfiles(system);
  await every("postGetCredentials", {
    arguments: { ...shown, profileName: typed },
    get profiles() {
      return toProfileSettings(profiles);
    },
    credentials: toPluginCredentials(session),
  });
  return true;
}
