import { ConfigError } from "../errors.ts";
import type { HomeSystem } from "../home.ts";
import { parseYaml, settingsPath } from "../settings.ts";
import type { System } from "../system.ts";

type Settings = Readonly<Record<string, unknown>>;

/** All settings as they stand, for plugins, which have theirs among them. Throws ConfigError. */
export async function readConfig(system: HomeSystem & Pick<System, "read">): Promise<Settings> {
  const path = await settingsPath(system);
  const content = await system.read(path) ?? "";
  return content.trim() === "" ? {} : await parseYaml(content, path, { json: true });
}

/** The plugins that the settings list, in their order. Most list none, and need no YAML library. Throws ConfigError. */
export async function readPluginList(system: HomeSystem & Pick<System, "read">): Promise<readonly string[]> {
  const path = await settingsPath(system);
  if (!/^["']?plugins["']?[ \t]*:/m.test(await system.read(path) ?? "")) return [];
  const { plugins } = await readConfig(system);
  const entries = typeof plugins === "string" ? [plugins] : plugins ?? [];
  if (Array.isArray(entries) && entries.every((entry) => typeof entry === "string")) return entries;
  throw new ConfigError(`Cannot read plugins in ${path}: it is no list of names`, {
    hint: "Write it as plugins: [~/plugins/one.mjs, awsume-plugin-two]",
  });
}
