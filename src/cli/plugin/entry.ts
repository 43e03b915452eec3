import { ConfigError } from "../../errors.ts";
import { atHome } from "../../home.ts";
import { pluginFolder } from "../../plugin_folder.ts";
import { type Found, locatePlugin } from "../../plugins/find.ts";
import { loadEach, type Loaded } from "../../plugins/load.ts";
import type { Plugin } from "../../plugins/mod.ts";
import type { System } from "../../system.ts";
import { suggested } from "../../suggested.ts";

/**
 * What the settings shall say of a plugin that a person names: the whole path of what lies there, else a package, or a
 * program of the PATH (`awsume-plugin-NAME`). Throws ConfigError.
 */
export async function toEntry(word: string, system: System): Promise<string> {
  const path = await atHome(word, system);
  const [, folder = "", name = ""] = /^(.*?)([^\\/]+)[\\/]*$/s.exec(path) ?? [];
  // The file itself may be a link whose target has another name.
  const status = await system.statusOf(path);
  const above = await system.statusOf(folder || ".");
  if (status !== undefined && above !== undefined) return `${above.realPath.replace(/[\\/]$/, "")}/${name}`;
  if (/^[.~/\\]|^[a-z]:|\.[mc]?[jt]s$/i.test(word)) {
    throw new ConfigError(`Cannot find the plugin "${word}"`, {
      hint: "Give the path of a file or a folder",
    });
  }
  if (word.startsWith("awsume-plugin-")) return word;
  await refuseMissing(word, system);
  return word;
}

/** Loads one, as it would be loaded for a switch. Throws ConfigError with what stands in the way. */
export async function loadEntry(entry: string, system: System): Promise<{
  readonly found: Found;
  readonly plugin: Plugin;
}> {
  const found = await locatePlugin(entry, system);
  const [loaded] = await loadEach([found], system);
  return { found, plugin: toPlugin(loaded) };
}

function toPlugin(loaded: Loaded | undefined): Plugin {
  if (loaded?.kind === "loaded") return loaded.plugin;
  const { message = "Cannot load the plugin", hint } = loaded?.trouble ?? {};
  throw new ConfigError(message, hint === undefined ? {} : { hint });
}

async function refuseMissing(name: string, system: System): Promise<void> {
  const folder = await pluginFolder(system);
  if (await system.statusOf(`${folder}/node_modules/${name}`) !== undefined) return;
  throw new ConfigError(`Cannot find the package "${name}" in ${folder}/node_modules`, {
    hint: `Run: npm install --prefix ${suggested(folder)} ${suggested(name)}`,
  });
}
