import { awsumeFolder, type HomeSystem } from "./home.ts";
import type { System } from "./system.ts";

/** Where plugins lie that need not be named in the settings. */
export async function pluginFolder(system: HomeSystem): Promise<string> {
  return `${await awsumeFolder(system)}/plugins`;
}

/** Whether something lies there that may be a plugin, and plugins are not left out. Throws ConfigError. */
export async function mayHoldPlugins(system: HomeSystem & Pick<System, "list">): Promise<boolean> {
  return !isOff(system) && (await system.list(await pluginFolder(system))).length > 0;
}

/** Whether `AWSUME_NO_PLUGINS` leaves all plugins out. */
export function isOff({ env }: Pick<System, "env">): boolean {
  return !["", "0", "false"].includes(env.AWSUME_NO_PLUGINS?.trim().toLowerCase() ?? "");
}
