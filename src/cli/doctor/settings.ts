import { ConfigError } from "../../errors.ts";
import { didYouMean } from "../../nearest.ts";
import { readFilePaths, readSettings, settingsPath } from "../../settings.ts";
import { parseYaml } from "../../settings_yaml.ts";
import type { System } from "../../system.ts";
import { knownKeys } from "../config_keys.ts";
import { type Finding, toFinding } from "./finding.ts";

/** awsume's own settings: the whole file, where a switch reads no more than it needs. */
export async function checkSettings(system: System): Promise<readonly Finding[]> {
  const path = await settingsPath(system);
  const content = await system.read(path);
  if (content === undefined) return [];
  const broken = await firstError([
    () => parseYaml(content, path, { json: true }),
    () => readSettings(system),
    () => readFilePaths(system),
  ]);
  if (broken !== undefined) return [toFinding(check, broken)];
  const slips = findSlips(Object.keys(await parseYaml(content, path, { json: true })), path);
  return slips.length > 0 ? slips : [{ check, level: "ok", text: path }];
}

const check = "settings";

/** One after the other, because a file that is no YAML fails each of them. */
async function firstError(readers: readonly (() => Promise<unknown>)[]): Promise<ConfigError | undefined> {
  for (const read of readers) {
    try {
      await read();
    } catch (error) {
      if (error instanceof ConfigError) return error;
      throw error;
    }
  }
  return undefined;
}

/** Keys that are nearly right. Others belong to plugins, or to nobody: they do no harm. */
function findSlips(keys: readonly string[], path: string): readonly Finding[] {
  const known = knownKeys();
  const unknown = keys.filter((key) => !known.some((name) => name === key || name.startsWith(`${key}.`)));
  return unknown.flatMap((key): readonly Finding[] => {
    const mend = didYouMean(key, known);
    return mend === undefined
      ? []
      : [{ check, level: "warning", text: `awsume knows no setting "${key}" (${path})`, mend }];
  });
}
