import { type Credentials, withAccount } from "../aws/credentials.ts";
import { findKeyFault } from "../aws/key_faults.ts";
import { isRegionName } from "../aws/regions.ts";
import { readTimestamp } from "../aws/timestamp.ts";
import { AuthError } from "../errors.ts";
import {
  type HookName,
  hookTable,
  type PluginCredentials,
  type PluginOption,
  type ProfileSettings,
  toCamel,
} from "./hooks.ts";
import { type DeclaredOption, type Returned, wrongResult } from "./mod.ts";

/** Credentials that a plugin gave, and the region that came with them. */
export interface Given {
  readonly credentials: Credentials;
  readonly region?: string;
}

/**
 * Credentials from a hook's result: `{ accessKeyId, secretAccessKey, sessionToken, region, expiration, accountId }`, or the same
 * with a capital as the original's plugins have them (`AccessKeyId`). Throws ConfigError that names the field.
 */
export function readCredentials({ plugin, value }: Returned, hook: HookName): Given {
  const wrong = (why: string): Error => wrongResult(plugin, hook, why);
  const fields = toFields(value);
  if (fields === undefined) throw wrong("it is no object");
  const text = (name: string): string | undefined => {
    const field = fields[name];
    if (field === undefined || field === null || field === "") return undefined;
    if (typeof field === "string") return field;
    throw wrong(`${name} is no text`);
  };
  const [accessKeyId, secretAccessKey] = [text("accessKeyId"), text("secretAccessKey")];
  if (!accessKeyId) throw wrong("accessKeyId is missing");
  if (!secretAccessKey) throw wrong("secretAccessKey is missing");
  const [sessionToken, region] = [text("sessionToken"), text("region")];
  if (region !== undefined && !isRegionName(region)) {
    throw wrong(`region is no name of a region: "${region}"`);
  }
  const expiresAt = toEnd(fields.expiration ?? undefined);
  if (expiresAt !== undefined && Number.isNaN(expiresAt.getTime())) throw wrong("expiration is no time");
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...withAccount(text("accountId")),
  };
  const fault = findKeyFault(credentials);
  if (fault !== undefined) throw wrong(`${fault.part} ${fault.text}`);
  return { credentials, ...(region === undefined ? {} : { region }) };
}

/** Throws AuthError for credentials that have ended. */
export function refuseEnded(
  { credentials: { expiresAt } }: Given,
  { plugin: { name, file } }: Returned,
  now: Date,
): void {
  if (expiresAt === undefined || expiresAt > now) return;
  throw new AuthError(
    `Cannot use the credentials of the plugin "${name}" (${file}): they ended at ${expiresAt.toISOString()}`,
    { hint: "Let the plugin get new ones, perhaps after a login of its own" },
  );
}

/** What hooks get for credentials: a copy that nobody else sees. */
export function toPluginCredentials({ credentials, region }: Given): PluginCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId } = credentials;
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(region === undefined ? {} : { region }),
    ...(expiresAt === undefined ? {} : { expiration: new Date(expiresAt) }),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

/** Profiles by name, each with its settings. Throws ConfigError. */
export function readProfileSettings({ plugin, value }: Returned): ProfileSettings {
  const wrong = (why: string): Error => wrongResult(plugin, "collectProfiles", why);
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw wrong("it is no object");
  const profiles = Object.entries(value).map(([name, settings]) => {
    if (!isObject(settings)) throw wrong(`profile "${name}" is no object`);
    return [
      name,
      Object.fromEntries(
        Object.entries(settings).map(([key, setting]) => {
          if (setting === null || !["string", "number", "boolean"].includes(typeof setting)) {
            throw wrong(`${key} of profile "${name}" is no text`);
          }
          return [key.toLowerCase(), String(setting)];
        }),
      ),
    ] as const;
  });
  return Object.fromEntries(profiles);
}

/** The code with which a plugin wants awsume to end; what else the hook returns is nothing. Throws ConfigError. */
export function readExit({ plugin, value }: Returned): number | undefined {
  if (!isObject(value) || value.exit === undefined) return undefined;
  const { exit } = value;
  if (typeof exit === "number" && Number.isInteger(exit) && exit >= 0 && exit <= 255) return exit;
  throw wrongResult(plugin, "postAddArguments", "exit is no code from 0 to 255");
}

/** The text of a hook that returns one: an assertion, a code. Throws ConfigError. */
export function readText({ plugin, value }: Returned, hook: HookName): string {
  if (typeof value === "string") return value.trim();
  throw wrongResult(plugin, hook, "it is no text");
}

/** The six digits of an MFA device. Throws ConfigError. */
export function readCode(returned: Returned): string {
  const code = readText(returned, "getMfaToken");
  if (/^\d{6}$/.test(code)) return code;
  throw wrongResult(returned.plugin, "getMfaToken", "a code has six digits");
}

/** A list of names. Throws ConfigError. */
export function readNames({ plugin, value }: Returned): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((name) => typeof name === "string")) return value;
  throw wrongResult(plugin, "getProfileNames", "it is no list of names");
}

/** Options: a list of `{ long, short, value, doc }`. Throws ConfigError. */
export function readOptions({ plugin, value }: Returned): readonly DeclaredOption[] {
  if (value === undefined || value === null) return [];
  const wrong = (why: string): Error => wrongResult(plugin, "addArguments", why);
  if (!Array.isArray(value)) throw wrong("it is no list of options");
  return value.map((option: unknown, index) => {
    if (!isObject(option)) throw wrong(`option ${index + 1} is no object`);
    const { long, short, value: word, doc = "" } = option;
    if (typeof long !== "string" || !/^[A-Za-z][A-Za-z0-9_-]*$/.test(long)) {
      throw wrong(`long of option ${index + 1} is not in letters, digits and dashes`);
    }
    if (short !== undefined && (typeof short !== "string" || !/^[A-Za-z0-9]+$/.test(short))) {
      throw wrong(`short of --${long} is no letter`);
    }
    if (word !== undefined && typeof word !== "string") throw wrong(`value of --${long} is no word`);
    if (typeof doc !== "string" || doc.includes("\n")) throw wrong(`doc of --${long} is no line of text`);
    const more = readOptionMore(option, (why) => wrong(`${why} of --${long}`));
    return {
      plugin,
      long,
      doc,
      ...(short ? { short } : {}),
      ...(word === undefined ? {} : { value: word }),
      ...more,
    };
  });
}

function readOptionMore(
  { isOptional, isRepeated, completes }: Readonly<Record<string, unknown>>,
  wrong: (what: string) => Error,
): Pick<PluginOption, "isOptional" | "isRepeated" | "completes"> {
  const isList = Array.isArray(completes) && completes.every((word) => typeof word === "string");
  if (completes !== undefined && !isList) throw wrong("completes is no list of words");
  return {
    ...(isOptional === true ? { isOptional } : {}),
    ...(isRepeated === true ? { isRepeated } : {}),
    ...(isList ? { completes } : {}),
  };
}

/** Throws ConfigError for what a hook may not return, as the table has it. */
export function checkResult(returned: Returned, hook: HookName): void {
  const { returns } = hookTable[hook];
  if (returns === "exit") readExit(returned);
  if (returns === "options") readOptions(returned);
  if (returns === "profiles") readProfileSettings(returned);
  if (returns === "names") readNames(returned);
  // Nothing leaves it to the others.
  if (!returned.value) return;
  if (returns === "credentials") readCredentials(returned, hook);
  if (returns === "assertion") readText(returned, hook);
  if (returns === "code") readCode(returned);
}

/**
 * An end as plugins give it, undefined where there is none, an invalid date where it cannot be understood: a Date, a text
 * (UTC where it names no zone, as AWS prints it), a number of milliseconds or of seconds since 1970.
 */
export function toEnd(value: unknown): Date | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return value;
  if (typeof value === "string") return readTimestamp(value) ?? new Date(value);
  // In seconds, the year 5138 is further than anybody's credentials live.
  return typeof value === "number" ? new Date(value < 1e11 ? value * 1000 : value) : new Date(NaN);
}

/** The fields with their names in the one spelling. */
function toFields(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(value)) return undefined;
  const spelled = Object.entries(value).map(([name, field]) => [
    toCamel(name.charAt(0).toLowerCase() + name.slice(1)),
    field,
  ]);
  return Object.fromEntries(spelled);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
