import { lockPath } from "../assume/cache.ts";
import { UsageError } from "../errors.ts";
import { loadYaml } from "../lazy.ts";
import { didYouMean } from "../nearest.ts";
import { settingsPath } from "../settings.ts";
import { type Change, editSettings, findSetting, parseTree, type SettingsTree } from "../settings_edit.ts";
import type { System } from "../system.ts";
import { configActions, defaultOf, knownKeys, readValue } from "./config_keys.ts";
import { printJson, printText } from "./output.ts";
import { suggested } from "../suggested.ts";

/** `awsume config ACTION …` and `awsume --config ACTION …`. Throws UsageError, ConfigError; then nothing is written. */
export async function config(words: readonly string[], system: System): Promise<void> {
  const [word = "", ...operands] = words;
  const known = configActions.find(({ action }) => action === word.toLowerCase());
  if (known === undefined) throw unknownAction(word);
  const { action } = known;
  switch (action) {
    case "help":
      refuseMore(action, operands);
      return printText(`${configForms()}\n`, system);
    case "list":
      refuseMore(action, operands);
      return printText(await toText(await readTree(system)), system);
    case "get":
      return await get(toKey(action, operands), system);
    case "set":
      return await set(operands, system);
    case "reset":
      return await reset(toKey(action, operands), system);
    case "clear":
    case "unset":
      return await clear(toKey(action, operands), "", system);
  }
}

function configForms(): string {
  const rows = configActions.map(({ action, operand, doc }) =>
    [`awsume config ${action} ${operand}`, doc] as const
  );
  const width = Math.max(...rows.map(([form]) => form.length)) + 2;
  return rows.map(([form, doc]) => `${form.padEnd(width)}${doc}`).join("\n");
}

function unknownAction(word: string): UsageError {
  if (word === "") {
    return new UsageError("Cannot tell what to do with the settings", { hint: configForms() });
  }
  const actions = configActions.map(({ action }) => action);
  return new UsageError(`Cannot understand "config ${word}"`, {
    hint: didYouMean(word.toLowerCase(), actions) ?? configForms(),
  });
}

function refuseMore(action: string, more: readonly string[]): void {
  if (more.length === 0) return;
  throw new UsageError(`Cannot use "${more.join('", "')}": config ${action} takes no more words`, {
    hint: configForms(),
  });
}

/** The one operand, as the keys that lead to the setting. */
function toKey(action: string, [key, ...more]: readonly string[]): readonly string[] {
  refuseMore(`${action} ${key ?? ""}`, more);
  const path = key?.split(".") ?? [];
  if (path.length > 0 && path.every((part) => /^[^\s\p{Cc}]+$/u.test(part))) return path;
  throw new UsageError(
    key === undefined
      ? `Cannot tell which setting: config ${action} takes a key`
      : `Cannot use the key "${key}"`,
    { hint: `Write awsume config ${action} KEY, with points in front of deeper ones: ${action} debug.KEY` },
  );
}

async function get(path: readonly string[], system: System): Promise<void> {
  const value = findSetting(await readTree(system), path);
  if (value === undefined) warnAbout(path.join("."), system);
  printJson(value ?? null, system, 0);
}

async function set([key, ...values]: readonly string[], system: System): Promise<void> {
  const path = toKey("set", key === undefined ? [] : [key]);
  const name = path.join(".");
  if (values.length === 0) {
    throw new UsageError(`Cannot set ${name} without a value`, {
      hint: `Write awsume config set ${suggested(name)} VALUE, or awsume config clear ${suggested(name)}`,
    });
  }
  const value = readValue(name, values, system.os);
  const file = await changeSettings({ kind: "set", path, value }, system);
  system.tell(`Set ${name} in ${file.path}`);
  warnAbout(name, system);
}

async function reset(path: readonly string[], system: System): Promise<void> {
  const name = path.join(".");
  const value = defaultOf(name);
  if (value === undefined) return await clear(path, ", because it has no default", system);
  const file = await changeSettings({ kind: "set", path, value }, system);
  system.tell(`Set ${name} to its default, ${value}, in ${file.path}`);
}

async function clear(path: readonly string[], why: string, system: System): Promise<void> {
  const name = path.join(".");
  const { path: file, isChanged } = await changeSettings({ kind: "remove", path }, system);
  if (isChanged) return system.tell(`Removed ${name} from ${file}${why}`);
  system.tell(`There is no ${name} in ${file}`);
  warnAbout(name, system);
}

/** A slip is worth a word. Other keys may be those of a plugin. */
function warnAbout(name: string, system: System): void {
  if (knownKeys().includes(name)) return;
  const meant = didYouMean(name, knownKeys());
  if (meant !== undefined) system.tell(`awsume itself has no setting "${name}". ${meant}`);
}

async function readTree(system: System): Promise<SettingsTree> {
  const path = await settingsPath(system);
  return await parseTree(await system.read(path) ?? "", path);
}

/** As PyYAML would write it. */
async function toText(tree: SettingsTree): Promise<string> {
  const { dump, YAML11_SCHEMA } = await loadYaml();
  return dump(tree, { schema: YAML11_SCHEMA });
}

/** Edits the settings: one awsume at a time, on the text as it is in that moment. Throws ConfigError. */
export async function changeSettings(
  change: Change,
  system: System,
): Promise<{ readonly path: string; readonly isChanged: boolean }> {
  const path = await settingsPath(system);
  const lock = await lockPath("settings-file", system);
  return await system.locked(lock, `Waiting for another awsume that is writing ${path}`, async () => {
    const old = await system.read(path);
    const text = await editSettings(old ?? "", change, path);
    const isChanged = text !== (old ?? "");
    if (isChanged) {
      await (old === undefined ? system.write(path, text) : system.write(path, text, { edited: old }));
    }
    return { path, isChanged };
  });
}
