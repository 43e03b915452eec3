/**
 * What a command line needs when there may be plugins. `run.ts` loads it then, so that others do without it.
 *
 * @module
 */
import { loadPlugins } from "../plugins/load.ts";
import type { Plugins } from "../plugins/mod.ts";
import { readNames } from "../plugins/results.ts";
import type { System } from "../system.ts";
import { collectPlain, plugIn } from "./plugged.ts";
import { toOptions } from "./plugin_arguments.ts";
import { type Extension, unextended, unplugged } from "./unplugged.ts";

/** The plugins that can be loaded, as a command line meets them. Throws ConfigError. */
export async function loadExtension(system: System): Promise<Extension> {
  const plugins = await loadPlugins(system);
  // What is remembered would be answered without the word that a plugin is left out.
  const { memory: _, ...unremembered } = unplugged;
  if (plugins.all.length === 0) {
    return { ...unextended, plugIn: (words) => Promise.resolve({ words, plugged: unremembered }) };
  }
  return {
    all: plugins.all,
    options: toOptions(plugins.options),
    profiles: (system) => collectPlain(plugins, system),
    names: () => namesOf(plugins),
    plugIn: (words) => plugIn(plugins, words, system),
  };
}

async function namesOf(plugins: Plugins): Promise<readonly string[]> {
  const given = await plugins.every("getProfileNames", { arguments: {} });
  return given.flatMap(readNames);
}
