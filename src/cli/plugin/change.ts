import { ConfigError } from "../../errors.ts";
import { pluginFolder } from "../../plugin_folder.ts";
import { didYouMean } from "../../nearest.ts";
import { findPlugins, type Found } from "../../plugins/find.ts";
import { loadEach } from "../../plugins/load.ts";
import { readPluginList } from "../../plugins/settings.ts";
import type { System } from "../../system.ts";
import { changeSettings } from "../config.ts";
import { loadEntry, toEntry } from "./entry.ts";
import { suggestedOperand } from "../../suggested.ts";

/** `awsume plugin add`: only what loads gets into the settings. Throws ConfigError. */
export async function addPlugin(word: string, system: System): Promise<void> {
  const entry = await toEntry(word, system);
  const { found, plugin } = await loadEntry(entry, system);
  const there = (await findPlugins(system)).found.find(({ file }) => file === found.file);
  if (there !== undefined) {
    return system.tell(
      `The plugin "${plugin.name}" is there already: ${there.file} is loaded for each switch`,
    );
  }
  const { path } = await changeSettings(toChange([...await readPluginList(system), entry]), system);
  system.tell(`Added the plugin "${plugin.name}" to ${path}`);
}

/** `awsume plugin remove`: by its name, its file, or as the settings have it. Throws ConfigError. */
export async function removePlugin(word: string, system: System): Promise<void> {
  const listed = await readPluginList(system);
  const entry = listed.includes(word) ? word : await findEntry(word, system);
  const { path } = await changeSettings(toChange(listed.filter((each) => each !== entry)), system);
  system.tell(`Removed the plugin ${entry} from ${path}`);
}

function toChange(entries: readonly string[]): Parameters<typeof changeSettings>[0] {
  const path = ["plugins"];
  return entries.length === 0 ? { kind: "remove", path } : { kind: "set", path, value: entries };
}

async function findEntry(word: string, system: System): Promise<string> {
  const { found } = await findPlugins(system);
  const named = await byFile(word, found, system) ?? await byName(word, found, system);
  const listed = await readPluginList(system);
  if (named !== undefined && listed.includes(named.entry)) return named.entry;
  const folder = await pluginFolder(system);
  if (named !== undefined) {
    throw new ConfigError(
      `Cannot remove the plugin "${word}": the settings do not name it, it lies in ${folder}`,
      {
        hint: `Run: rm -r ${suggestedOperand(named.entry)}`,
      },
    );
  }
  throw new ConfigError(`Cannot find the plugin "${word}"`, {
    hint: didYouMean(word, listed) ?? "Run awsume plugin list to see the plugins",
  });
}

async function byFile(word: string, found: readonly Found[], system: System): Promise<Found | undefined> {
  const status = await system.statusOf(word);
  return status && found.find(({ file }) => file === status.realPath);
}

async function byName(word: string, found: readonly Found[], system: System): Promise<Found | undefined> {
  const all = await loadEach(found, system);
  return all.find((loaded) => loaded.kind === "loaded" && loaded.plugin.name === word)?.found;
}
