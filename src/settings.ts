import { ConfigError } from "./errors.ts";
import { homeFolder, type HomeSystem } from "./home.ts";
import type { System } from "./system.ts";

/** awsume's own settings, as far as they decide about a switch. Absent where the file does not say. */
export interface Settings {
  readonly region?: string;
  readonly sessionName?: string;
  /** Seconds; 0 leaves it to the role. */
  readonly durationSeconds?: number;
  /** A name that is no profile's may stand for the nearest one. Present only when true. */
  readonly fuzzyMatch?: true;
  /** `awsume` without a profile opens the picker on a terminal. Present only when true. */
  readonly pick?: true;
}

/**
 * Reads `~/.awsume/config.yaml` (or `awsume/config.yaml` in XDG_CONFIG_HOME), the original's file. Only its
 * flat `key: value` lines matter to a switch, so that no YAML library is loaded. Throws ConfigError.
 */
export async function readSettings(system: HomeSystem & Pick<System, "read">): Promise<Settings> {
  const path = await settingsPath(system);
  const text = await system.read(path);
  return text === undefined ? {} : parseSettings(text, path);
}

/** Where the settings file is, whether or not there is one. */
export async function settingsPath(system: HomeSystem): Promise<string> {
  const xdg = system.env.XDG_CONFIG_HOME;
  return `${xdg ? `${xdg}/awsume` : `${await homeFolder(system)}/.awsume`}/config.yaml`;
}

function parseSettings(text: string, path: string): Settings {
  const region = findValue(text, "region", path);
  const sessionName = findValue(text, "role-session-name", path);
  const duration = findValue(text, "role-duration", path);
  if (duration !== undefined && !(/^\d+$/.test(duration) && Number(duration) <= 43200)) {
    throw new ConfigError(`Cannot use role-duration in ${path}: "${duration}"`, {
      hint: "Write a number of seconds from 900 to 43200, or 0 for the role's own default",
    });
  }
  return {
    ...(region ? { region } : {}),
    ...(sessionName ? { sessionName } : {}),
    ...(duration === undefined ? {} : { durationSeconds: Number(duration) }),
  };
}

/** The value of a top-level key: plain, or in quotes without escapes. */
function findValue(text: string, key: string, path: string): string | undefined {
  const line = new RegExp(`^${key}[ \\t]*:[ \\t]+([^\\r\\n]*)`, "m").exec(text);
  const value = line?.[1]?.replace(/(^|\s)#.*/, "").trim();
  if (!value || value === "null" || value === "~") return undefined;
  const quoted = /^(?:'([^']*)'|"([^"\\]*)")$/.exec(value);
  if (quoted) return quoted[1] ?? quoted[2];
  if (/^[^'"[\]{}&*!|>%@`]+$/.test(value)) return value;
  throw new ConfigError(`Cannot read ${key} in ${path}`, { hint: `Write it on one line: ${key}: VALUE` });
}
