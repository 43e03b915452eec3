/**
 * What a run without plugins knows of them. The rest is loaded once there is one (`src/cli/plugging.ts`).
 *
 * @module
 */
import { AuthError } from "../errors.ts";
import { isOff, mayHoldPlugins } from "../plugin_folder.ts";
import type { System } from "../system.ts";
import type { Plugins } from "./mod.ts";
import { readPluginList } from "./settings.ts";

/** Nobody plugged in. */
export const noPlugins: Plugins = {
  all: [],
  options: [],
  has: () => false,
  every: () => Promise.resolve([]),
  first: () => Promise.resolve(undefined),
};

/** Whether there may be plugins: the settings list some, or something lies in their folder. Throws ConfigError. */
export async function mayHavePlugins(system: System): Promise<boolean> {
  return await mayHoldPlugins(system) || (!isOff(system) && (await readPluginList(system)).length > 0);
}

/** The error when an account was asked for and nobody has it. */
export function nobodyHas(account: string, names: readonly string[]): AuthError {
  const asked = names.length === 0
    ? "no plugin that gives credentials for accounts is loaded"
    : `none of these plugins has any: ${names.join(", ")}`;
  return new AuthError(`Cannot get credentials for account ${account}: ${asked}`, {
    hint: "See awsume plugin list, and docs/plugins.md about plugins of the CDK",
  });
}
