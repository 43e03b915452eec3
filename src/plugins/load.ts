import { AwsumeError } from "../errors.ts";
import { isOff } from "../plugin_folder.ts";
import { readConfig } from "./settings.ts";
import type { System } from "../system.ts";
import { loadExecutablePlugin } from "./executable.ts";
import { findPlugins, type Found, type Trouble } from "./find.ts";
import { foldPlugins, hookTimeoutSeconds, type Plugin, type Plugins, type Shared } from "./mod.ts";
import { loadModulePlugin } from "./module.ts";
import { noPlugins } from "./none.ts";
import { loadPythonPlugin } from "./python.ts";
import { readOptions } from "./results.ts";
import { forShell } from "../../shells/suggested.ts";

/** One that was found: loaded, or why it was not. */
export type Loaded =
  & { readonly found: Found; readonly loadMs: number }
  & (
    | { readonly kind: "loaded"; readonly plugin: Plugin }
    | { readonly kind: "failed"; readonly trouble: Trouble }
  );

/** All plugins as one, with the options that they declare. */
export async function loadPlugins(system: System): Promise<Plugins> {
  return await fold(await gatherPlugins(system), system);
}

/** Those that can be loaded; of one that cannot it is told, and it is left out. `AWSUME_NO_PLUGINS` leaves all out. */
export async function gatherPlugins(system: System): Promise<readonly Plugin[]> {
  if (isOff(system)) return [];
  const { found, troubles } = await findPlugins(system);
  const all = await loadEach(found, system);
  const failed = all.flatMap((loaded) => loaded.kind === "failed" ? [loaded.trouble] : []);
  for (const { message, hint } of [...troubles, ...failed]) {
    system.tell(`awsume: ${message}; going on without it`);
    if (hint === undefined) continue;
    for (const line of forShell(hint, system).split("\n")) system.tell(`        ${line}`);
  }
  return all.flatMap((loaded) => loaded.kind === "loaded" ? [loaded.plugin] : []);
}

/** Loads what was found, one after the other. */
export async function loadEach(found: readonly Found[], system: System): Promise<readonly Loaded[]> {
  const all: Loaded[] = [];
  for (const each of found) {
    const start = system.now().getTime();
    const outcome = await loadOne(each, system);
    all.push({ found: each, loadMs: system.now().getTime() - start, ...outcome });
  }
  return all;
}

type Outcome =
  | { readonly kind: "loaded"; readonly plugin: Plugin }
  | { readonly kind: "failed"; readonly trouble: Trouble };

async function loadOne(found: Found, system: System): Promise<Outcome> {
  try {
    switch (found.kind) {
      case "module":
        return { kind: "loaded", plugin: await loadModulePlugin(found, system) };
      case "executable":
        return { kind: "loaded", plugin: await loadExecutablePlugin(found, system) };
      case "python":
        return { kind: "loaded", plugin: await loadPythonPlugin(found, system) };
    }
  } catch (cause) {
    const { entry, file } = found;
    const message = cause instanceof AwsumeError && cause.message.includes(file)
      ? cause.message
      : `Cannot load the plugin ${file}${toWords(cause, file)}`;
    const hint = cause instanceof AwsumeError ? cause.hint : hintFor(cause);
    return { kind: "failed", trouble: { entry, message, ...(hint === undefined ? {} : { hint }) } };
  }
}

/** The one fault that is not the plugin's: a Deno before 2.8.2 gives a compiled program no CommonJS by `import`. */
function hintFor(cause: unknown): string | undefined {
  const [, name] = cause instanceof Error
    ? /module '([^.'/][^']*)' does not provide an export named/.exec(cause.message) ?? []
    : [];
  return name && `If that is CommonJS, write createRequire(import.meta.url)("${name}"), or bundle the plugin`;
}

/** The first line of what was thrown, behind the line of the file where the runtime names one. */
function toWords(cause: unknown, file: string): string {
  const { message, stack = "" } = cause instanceof Error ? cause : { message: String(cause) };
  // A syntax error names its place in the message, in whichever file it is.
  const line = /file:\/\/\S+?:(\d+):\d+/.exec(message)?.[1] ??
    stack.split(file).slice(1).map((rest) => /^:(\d+):\d+/.exec(rest)?.[1]).find(Boolean);
  const [first = ""] = message.replace(/ at file:\/\/.*$/m, "").split("\n");
  return `${line === undefined ? "" : `:${line}`}: ${first}`;
}

/** With the options that they declare, which help and completion show, and every command line is read with. */
async function fold(plugins: readonly Plugin[], system: System): Promise<Plugins> {
  if (plugins.length === 0) return noPlugins;
  const shared = await readShared(system);
  const mute = foldPlugins(plugins, shared);
  await mute.every("preAddArguments", {});
  const declared = await mute.every("addArguments", {});
  return foldPlugins(plugins, { ...shared, options: declared.flatMap(readOptions) });
}

/** What all plugins are told, before any has declared an option. Throws ConfigError. */
export async function readShared(system: System): Promise<Shared> {
  return {
    config: { ...await readConfig(system), isInteractive: true },
    timeoutSeconds: hookTimeoutSeconds(system),
    options: [],
  };
}
