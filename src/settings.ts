import type { FilePaths } from "./aws/profile_files.ts";
import { ConfigError } from "./errors.ts";
import { awsumeFolder, type HomeSystem } from "./home.ts";
import { loadYaml } from "./lazy.ts";
import { parseYaml, refuseHuge, type Tree } from "./settings_yaml.ts";
import type { System } from "./system.ts";

/** awsume's own settings, as far as they decide about a switch. Absent where the file does not say. */
export interface Settings {
  readonly region?: string;
  readonly sessionName?: string;
  /** Seconds; 0 leaves it to the role. */
  readonly durationSeconds?: number;
  /** How long a session of the user's own shall live. */
  readonly sessionTokenSeconds?: number;
  /** A name that is no profile's may stand for the nearest one. Present only when true. */
  readonly fuzzyMatch?: true;
  /** `awsume` without a profile opens the picker on a terminal. Present only when true. */
  readonly pick?: true;
}

/**
 * Reads `~/.awsume/config.yaml` (or `awsume/config.yaml` in XDG_CONFIG_HOME), the original's file. Where the keys
 * that are asked for stand on lines of their own, no YAML library is loaded, and a fault elsewhere in the file is not
 * seen. Throws ConfigError.
 */
export async function readSettings(system: HomeSystem & Pick<System, "read">): Promise<Settings> {
  const values = await readValues([...switchKeys, "debug"], system);
  const region = values.text("region");
  const sessionName = values.text("role-session-name");
  const durationSeconds = values.seconds("role-duration", isRoleDuration, roleDurationForm);
  const sessionTokenSeconds = values.seconds(sessionTokenKey, isSessionDuration, sessionDurationForm);
  return {
    ...(region ? { region } : {}),
    ...(sessionName ? { sessionName } : {}),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(sessionTokenSeconds === undefined ? {} : { sessionTokenSeconds }),
    ...(values.isTrue("fuzzy-match") ? { fuzzyMatch: true } : {}),
    ...(values.isTrue("pick") ? { pick: true } : {}),
  };
}

/** Whether a terminal may get colours: unless `colors` says no. Throws ConfigError. */
export async function allowsColors(system: HomeSystem & Pick<System, "read">): Promise<boolean> {
  const text = (await readValues(["colors"], system)).text("colors");
  return text === undefined || readBoolean(text) !== false;
}

const switchKeys = ["region", "role-session-name", "role-duration", "fuzzy-match", "pick"];

/** The key one level down. */
export const sessionTokenKey = "debug.session_token_duration";

/** Whether `credential-process` may ask at a terminal without being told so each time. Throws ConfigError. */
export async function readProcessInteractive(system: HomeSystem & Pick<System, "read">): Promise<boolean> {
  const [section = ""] = processInteractiveKey.split(".");
  return (await readValues([section], system)).isTrue(processInteractiveKey);
}

/**
 * For how many seconds who can ask nobody waits for another awsume that is asking a person. Throws ConfigError.
 */
export async function readQuestionSeconds(system: HomeSystem & Pick<System, "read">): Promise<number> {
  const values = await readValues([questionKey], system);
  return values.seconds(questionKey, isQuestionWait, questionForm) ?? usualQuestionSeconds;
}

export const questionKey = "wait-for-question";
export const usualQuestionSeconds = 30;

/** What `wait-for-question` may be. */
export function isQuestionWait(seconds: number): boolean {
  return seconds <= 86_400;
}

/** The key one level down. */
export const processInteractiveKey = "credential-process.interactive";

/** The paths of the two profile files, `~` still in them, as far as the settings name them. Throws ConfigError. */
export async function readFilePaths(system: HomeSystem & Pick<System, "read">): Promise<FilePaths> {
  const values = await readValues(["config-file", "credentials-file"], system);
  const [configFile, credentialsFile] = [values.path("config-file"), values.path("credentials-file")];
  return {
    ...(configFile === undefined ? {} : { configFile }),
    ...(credentialsFile === undefined ? {} : { credentialsFile }),
  };
}

/** Where the settings file is, whether or not there is one. */
export async function settingsPath(system: HomeSystem): Promise<string> {
  return `${await awsumeFolder(system)}/config.yaml`;
}

/** A truth value as PyYAML takes it, in the original; undefined for any other text. */
export function readBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/.test(text)) return true;
  return /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/.test(text) ? false : undefined;
}

/** What `role-duration` may be. */
export function isRoleDuration(seconds: number): boolean {
  return seconds === 0 || (seconds >= 900 && seconds <= 43200);
}

/** What GetSessionToken takes. */
export function isSessionDuration(seconds: number): boolean {
  return seconds >= 900 && seconds <= 129600;
}

/** Whether a path means the same file in every folder. `~name` is not expanded, so it does not. */
export function isFixedPath(path: string, os: System["os"]): boolean {
  return (os === "windows" ? /^(?:~$|~?[\\/]|[a-z]:[\\/])/i : /^(?:~$|~?\/)/).test(path);
}

export const booleanForm = "Write true or false";
export const roleDurationForm =
  "Write a number of seconds from 900 to 43200, or 0 for the role's own default";
export const sessionDurationForm = "Write a number of seconds from 900 to 129600";
export const questionForm = "Write a number of seconds up to 86400; with 0 nobody waits";
export const pathForm = "Write a path that begins with / or ~/";

/** The values of a settings file. Each reader gives undefined for what is not there, and throws ConfigError. */
interface Values {
  text(key: string): string | undefined;
  path(key: string): string | undefined;
  seconds(key: string, isAllowed: (seconds: number) => boolean, form: string): number | undefined;
  isTrue(key: string): boolean;
}

async function readValues(
  keys: readonly string[],
  system: HomeSystem & Pick<System, "read">,
): Promise<Values> {
  const path = await settingsPath(system);
  const content = refuseHuge(await system.read(path) ?? "", path);
  const found: Tree = findFlat(content, keys) ?? await parseTexts(content, path);
  const text = (key: string): string | undefined => {
    const value = findValue(found, key.split("."));
    if (value === undefined || /^(?:~|null|Null|NULL)?$/.test(String(value))) return undefined;
    if (typeof value === "string") return value;
    throw new ConfigError(`Cannot read ${key} in ${placeOf(key, content, path)}: it is more than one value`, {
      hint: `Write it on one line: ${key}: VALUE`,
    });
  };
  const accept = <T>(key: string, form: string, read: (text: string) => T | undefined): T | undefined => {
    const value = text(key);
    const result = value === undefined ? undefined : read(value);
    if (value === undefined || result !== undefined) return result;
    // The line is not repeated: what stands there by mistake may be a secret.
    throw new ConfigError(`Cannot use ${key} in ${placeOf(key, content, path)}: it cannot have that value`, {
      hint: form,
    });
  };
  return {
    text,
    path: (key) => accept(key, pathForm, (value) => isFixedPath(value, system.os) ? value : undefined),
    seconds: (key, isAllowed, form) =>
      accept(key, form, (value) => {
        const seconds = /^(?:0|[1-9]\d*)$/.test(value) ? Number(value) : NaN;
        return isAllowed(seconds) ? seconds : undefined;
      }),
    isTrue: (key) => accept(key, booleanForm, readBoolean) ?? false,
  };
}

function findValue(tree: Tree, [key = "", ...more]: readonly string[]): unknown {
  const value = Object.hasOwn(tree, key) ? tree[key] : undefined;
  if (more.length === 0) return value;
  // What holds nothing further down says nothing about it.
  return typeof value === "object" && value !== null ? findValue({ ...value }, more) : undefined;
}

/**
 * The values of these keys, where each stands on one line, in plain words or in quotes without escapes; undefined
 * where it takes a YAML parser to tell. Of a repeated key the last one counts, as in PyYAML.
 */
function findFlat(content: string, keys: readonly string[]): Tree | undefined {
  const found: Record<string, string> = {};
  // Whether the line above is one that must not be continued.
  let isEndOfValue = true;
  for (const line of content.split(/\r\n?|\n/)) {
    if (/^[ \t]*(?:#|$)/.test(line)) continue;
    if (/^[ \t]/.test(line)) {
      if (isEndOfValue) return undefined;
      continue;
    }
    const [, quote, key = "", rest = ""] = lineForm.exec(line) ?? [];
    if (quote === undefined) return undefined;
    isEndOfValue = keys.includes(key);
    if (!isEndOfValue) continue;
    const value = findPlain(rest);
    if (value === undefined) return undefined;
    found[key] = value;
  }
  return found;
}

const lineForm = /^(["']?)([A-Za-z_][\w.-]*)\1[ \t]*:(?:[ \t]+(.*))?$/;

/** The text of a value; undefined for one that only a YAML parser understands. */
function findPlain(rest: string): string | undefined {
  const quoted = /^(?:'([^']*)'|"([^"\\]*)")[ \t]*(?:[ \t]#.*)?$/.exec(rest);
  if (quoted) return quoted[1] ?? quoted[2];
  const plain = rest.replace(/(?:^|[ \t])#.*/, "").replace(/[ \t]+$/, "");
  return /^[-?'":,[\]{}&*!|>%@`]|:(?:[ \t]|$)/.test(plain) ? undefined : plain;
}

/** The whole file, by the library: every scalar is a text, so an account keeps its zeros. Throws ConfigError. */
export async function parseTexts(content: string, path: string): Promise<Tree> {
  const { FAILSAFE_SCHEMA } = await loadYaml();
  return await parseYaml(content, path, { schema: FAILSAFE_SCHEMA, json: true });
}

/** The file, and the line of the key where it can be seen. */
export function placeOf(key: string, content: string, path: string): string {
  const name = key.split(".").at(-1) ?? key;
  const form = new RegExp(`^[ \\t]*["']?${name}["']?[ \\t]*:`);
  const index = content.split(/\r\n?|\n/).findLastIndex((line) => form.test(line));
  return index === -1 ? path : `${path}:${index + 1}`;
}
