import { ConfigError } from "../errors.ts";
import { atHome } from "../home.ts";
import { pluginFolder } from "../plugin_folder.ts";
import { readPluginList } from "./settings.ts";
import type { System } from "../system.ts";
import { suggested } from "../suggested.ts";

/** Where a plugin is, before it is loaded. */
export interface Found {
  /** As the settings have it, or the name in the folder. */
  readonly entry: string;
  readonly kind: "module" | "executable" | "python";
  /** An absolute path. */
  readonly file: string;
}

/** What stands in the way of one. */
export interface Trouble {
  readonly entry: string;
  readonly message: string;
  readonly hint?: string;
}

/** The plugins that are there, in the order in which they are registered, and those that cannot be used. */
export interface FoundPlugins {
  readonly found: readonly Found[];
  readonly troubles: readonly Trouble[];
}

/**
 * Those that the settings list, in their order, and then those in the folder of plugins, by name. Never the working
 * folder, and never a file that somebody else could have written. A plugin that is named twice counts once.
 */
export async function findPlugins(system: System): Promise<FoundPlugins> {
  const folder = await pluginFolder(system);
  const listed = await readPluginList(system);
  const lying = (await system.list(folder)).filter(isPluginName).sort().map((name) => `${folder}/${name}`);
  const found: Found[] = [];
  const troubles: Trouble[] = [];
  for (const entry of [...listed, ...lying]) {
    try {
      const plugin = await locate(entry, folder, system);
      if (!found.some(({ file }) => file === plugin.file)) found.push(plugin);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const { message, hint } = error;
      troubles.push({ entry, message, ...(hint === undefined ? {} : { hint }) });
    }
  }
  return { found, troubles };
}

/** What in the folder is a plugin: not its packages, its notes and its declarations. */
function isPluginName(name: string): boolean {
  if (/^[._]|^node_modules$|\.d\.[mc]?ts$|\.(test|spec)\.|[_-]test\.|^test_.*\.py$/.test(name)) return false;
  return /\.([mc]?[jt]s|py)$|^awsume-plugin-/.test(name) || !name.includes(".");
}

/** One plugin by what the settings say of it. Throws ConfigError. */
export async function locatePlugin(entry: string, system: System): Promise<Found> {
  return await locate(entry, await pluginFolder(system), system);
}

async function locate(entry: string, folder: string, system: System): Promise<Found> {
  const path = await toPath(entry, folder, system);
  const status = await system.statusOf(path);
  if (status === undefined) {
    throw new ConfigError(`Cannot find the plugin "${entry}"`, {
      hint: `Correct it in awsume's settings (plugins), or put it into ${folder}`,
    });
  }
  // Before its mode is looked at: nobody shall be told to change that of a device.
  if (status.kind === "other") throw notOne(path, status.kind);
  await refuseWritable(status.realPath, system);
  const isExecutable = /(^|[\\/])awsume-plugin-[^\\/]*$/.test(path) && !/\.[mc]?[jt]s$/.test(path);
  if (isExecutable && status.kind === "file") return { entry, kind: "executable", file: status.realPath };
  const isEnvironment = status.kind === "folder" &&
    await system.statusOf(`${status.realPath}/pyvenv.cfg`) !== undefined;
  if (isEnvironment || (status.kind === "file" && path.endsWith(".py"))) {
    return { entry, kind: "python", file: status.realPath };
  }
  // The link is what tells Python which environment is meant.
  if (status.kind === "file" && isInterpreter(path)) {
    await refuseWritable(path, system);
    return { entry, kind: "python", file: path };
  }
  const isPackage = status.kind === "folder" &&
    await system.statusOf(`${status.realPath}/package.json`) !== undefined;
  if (isPackage || (status.kind === "file" && /\.[mc]?[jt]s$/.test(path))) {
    return { entry, kind: "module", file: status.realPath };
  }
  throw notOne(path, status.kind);
}

/** The error for what lies there. */
function notOne(path: string, kind: "file" | "folder" | "other"): ConfigError {
  const {
    what,
    hint =
      "A plugin is a .js, .mjs, .cjs, .ts or .py file, a package folder, or a program awsume-plugin-NAME",
  } = others[kind];
  return new ConfigError(`Cannot use "${path}" as a plugin: it is ${what}`, { hint });
}

const others: Readonly<
  Record<"file" | "folder" | "other", { readonly what: string; readonly hint?: string }>
> = {
  file: { what: "no module and no awsume-plugin-NAME" },
  folder: {
    what: "a folder without a package.json",
    hint: "Name the plugin's file in it, or give it a package.json",
  },
  other: { what: "neither a file nor a folder" },
};

/** A path, a program on the PATH (`awsume-plugin-NAME`), or a package that lies in the folder of plugins. */
async function toPath(entry: string, folder: string, system: System): Promise<string> {
  const path = await atHome(entry, system);
  if (/^([a-z]:)?[\\/]/i.test(path)) return path;
  if (entry.startsWith(".")) {
    throw new ConfigError(`Cannot use the plugin "${entry}": its path depends on the working folder`, {
      hint: "Write the whole path, or ~/…",
    });
  }
  if (entry.startsWith("awsume-plugin-")) return await findOnPath(entry, system) ?? `${folder}/${entry}`;
  return `${folder}/node_modules/${entry}`;
}

/** The path of a program on the PATH; folders there that depend on the working folder do not count. */
export async function findOnPath(name: string, system: System): Promise<string | undefined> {
  const isWindows = system.os === "windows";
  const folders = (system.env.PATH ?? "").split(isWindows ? ";" : ":").filter((folder) => folder !== "");
  for (const folder of folders.filter((folder) => /^([a-z]:)?[\\/]/i.test(folder))) {
    for (const suffix of isWindows ? [".exe", ".cmd", ".bat", ""] : [""]) {
      const path = `${folder}/${name}${suffix}`;
      if ((await system.statusOf(path))?.kind === "file") return path;
    }
  }
  return undefined;
}

/** Who can write a plugin, or a folder above it, decides what awsume runs. Windows has no such bits. */
async function refuseWritable(path: string, system: System): Promise<void> {
  if (system.os === "windows") return;
  const parts = path.split("/");
  for (const count of parts.keys()) {
    const part = parts.slice(0, parts.length - count).join("/") || "/";
    const status = await system.statusOf(part);
    if (status === undefined) continue;
    // Of a folder like /tmp everybody may write into it, but touch nothing that is another's.
    const isOpen = ((status.mode ?? 0) & 0o022) !== 0 && !status.isSticky;
    if (!isOpen && !status.isForeign) continue;
    const why = status.isForeign ? "belongs to another user" : "can be written by other users";
    throw new ConfigError(`Cannot use the plugin ${path}: ${part} ${why}`, {
      hint: status.isForeign
        ? "Put the plugin into a folder of your own"
        : `Run: chmod go-w ${suggested(part)}`,
    });
  }
}

/** Whether a path is that of a Python: the plugins that are installed for it are meant. */
export function isInterpreter(path: string): boolean {
  return /[\\/]python[\d.]*(\.exe)?$/i.test(path);
}
