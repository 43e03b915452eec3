import { ConfigError } from "../errors.ts";
import type { HomeSystem } from "../home.ts";
import { settingsPath } from "../settings.ts";
import { parseYaml, refuseHuge } from "../settings_yaml.ts";
import type { System } from "../system.ts";

type Settings = Readonly<Record<string, unknown>>;

/** All settings as they stand, for plugins, which have theirs among them. Throws ConfigError. */
export async function readConfig(system: HomeSystem & Pick<System, "read">): Promise<Settings> {
  const path = await settingsPath(system);
  const content = refuseHuge(await system.read(path) ?? "", path);
  return findFlat(content) ?? await parseYaml(content, path, { json: true });
}

/** The settings where each line is `key: value` with a value that cannot be misread: that needs no YAML library. */
function findFlat(content: string): Settings | undefined {
  const lines = content.split("\n").filter((line) => !/^[ \t\r]*(?:#.*)?$/.test(line));
  const pairs = lines.map((line) => {
    const [, key = "", text = ""] =
      /^([A-Za-z][\w-]*):[ ]+([A-Za-z][A-Za-z/-]*|0|[1-9]\d{0,8})[ \r]*$/.exec(line) ?? [];
    return [key, text] as const;
  });
  if (pairs.some(([key, text]) => key === "" || hasOtherMeaning.test(key) || isUnsure(text))) {
    return undefined;
  }
  return Object.fromEntries(pairs.map(([key, text]) => [key, toValue(text)]));
}

/** Words that are no text in one version of YAML or another. */
const hasOtherMeaning = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

function isUnsure(text: string): boolean {
  return hasOtherMeaning.test(text) && text !== "true" && text !== "false";
}

function toValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^\d/.test(text) ? Number(text) : text;
}

/** The plugins that the settings list, in their order. Most list none, and need no YAML library. Throws ConfigError. */
export async function readPluginList(system: HomeSystem & Pick<System, "read">): Promise<readonly string[]> {
  const path = await settingsPath(system);
  if (!/^["']?plugins["']?[ \t]*:/m.test(refuseHuge(await system.read(path) ?? "", path))) return [];
  const { plugins } = await readConfig(system);
  const entries = typeof plugins === "string" ? [plugins] : plugins ?? [];
  if (Array.isArray(entries) && entries.every((entry) => typeof entry === "string")) return entries;
  throw new ConfigError(`Cannot read plugins in ${path}: it is no list of names`, {
    hint: "Write it as plugins: [~/plugins/one.mjs, awsume-plugin-two]",
  });
}
