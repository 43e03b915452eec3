import { type Credentials, withAccount } from "../aws/credentials.ts";
import { ConfigError } from "../errors.ts";
import { homeFolder } from "../home.ts";
import type { System } from "../system.ts";

/** Credentials that end sooner than this are taken anew: what was started with them should still finish. */
const marginMs = 5 * 60 * 1000;

/** The name of an entry: SHA-256 of everything that decides what the call returns, as 64 hex digits. */
export function cacheKey(inputs: unknown): Promise<string> {
  return sha256(JSON.stringify(inputs));
}

/** SHA-256 of a text in UTF-8, as 64 hex digits. */
export async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the cache holds under one name. */
export interface Entry {
  readonly credentials: Credentials & { readonly expiresAt: Date };
  /** When they were taken, by this computer's clock. */
  readonly takenAt: Date;
}

/** Whose credentials an entry holds, for people who look at the cache: nothing in it is secret, or decides. */
export type Subject =
  | { readonly kind: "session"; readonly mfaSerial: string }
  /** The profile whose command prints them. */
  | { readonly kind: "process"; readonly profile: string }
  /** The profile that asks for the role; none for `--role-arn`. */
  | { readonly kind: "role"; readonly roleArn: string; readonly profile?: string };

/** How much life credentials must have left, in milliseconds. */
export type Margin = (entry: Entry) => number;

/** For a person, who starts things that take a while. */
export const usualMargin: Margin = () => marginMs;

/**
 * For an SDK, which asks again by itself: boto3 does so on every call when less than 15 minutes are left. Of a short
 * life a quarter.
 */
export const renewalMargin: Margin = ({ credentials, takenAt }) =>
  Math.min(16 * 60 * 1000, (credentials.expiresAt.getTime() - takenAt.getTime()) / 4);

/** For who cannot get better ones. */
export const noMargin: Margin = () => 0;

/**
 * The entry, if its credentials outlive the margin. One that cannot be read, or is not ours, is absent, and so is one of
 * a time to come: the clock by which its end was told has been put right since.
 */
export async function readCached(key: string, margin: Margin, system: System): Promise<Entry | undefined> {
  const entry = await readEntry(key, system);
  const now = system.now();
  if (entry === undefined || entry.takenAt > now) return undefined;
  return entry.credentials.expiresAt.getTime() - margin(entry) > now.getTime() ? entry : undefined;
}

/** The entry, whether or not it has ended. One that cannot be read, or is not ours, is absent. */
export async function readEntry(key: string, system: System): Promise<Entry | undefined> {
  return toEntry(await readRecord(key, system), key);
}

/**
 * Keeps credentials that expire, no longer than `keepUntil`. A full disk or a read-only home costs a warning, not the
 * credentials.
 */
export async function writeCached(
  key: string,
  credentials: Credentials & { readonly subject?: Subject },
  system: System,
): Promise<void> {
  const { expiresAt, keepUntil = expiresAt, subject, ...keys } = credentials;
  if (keepUntil === undefined) return;
  const takenAt = system.now();
  if (keepUntil <= takenAt) {
    return system.tell(
      "awsume: these credentials will not be remembered: this computer's clock is ahead of AWS's",
    );
  }
  const entry = { key, ...keys, expiresAt: keepUntil, takenAt, for: subject };
  try {
    await system.write(await entryPath(key, system), `${JSON.stringify(entry, undefined, 2)}\n`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    system.tell(`awsume: these credentials will not be remembered: ${error.message}`);
  }
}

/** The fields of a file in the cache, not yet looked at; none when it cannot be read or holds no JSON object. */
export async function readRecord(name: string, system: System): Promise<Readonly<Record<string, unknown>>> {
  try {
    const text = await system.read(await entryPath(name, system));
    const record: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof record === "object" && record !== null ? { ...record } : {};
  } catch (error) {
    if (error instanceof ConfigError || error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Keeps fields under a name, if they are not there already. That they cannot be kept is no reason for a word. */
export async function keepRecord(
  name: string,
  record: Readonly<Record<string, unknown>>,
  system: System,
): Promise<void> {
  const text = `${JSON.stringify(record)}\n`;
  try {
    const path = await entryPath(name, system);
    if (await system.read(path) !== text) await system.write(path, text);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
}

/** Where an entry lies: `~/.awsume/cache`, or `awsume` in XDG_CACHE_HOME, as the original chose. */
export async function entryPath(name: string, system: System): Promise<string> {
  return `${await cacheFolder(system)}/${name}.json`;
}

/** The file whose lock is held while that entry, or what is called so, is changed. */
export async function lockPath(name: string, system: System): Promise<string> {
  return `${await cacheFolder(system)}/${name}.lock`;
}

/** Where all entries lie. */
export async function cacheFolder(system: System): Promise<string> {
  const xdg = system.env.XDG_CACHE_HOME;
  return xdg ? `${xdg}/awsume` : `${await homeFolder(system)}/.awsume/cache`;
}

/** Where the private files of commands lie that are running. */
export async function privateFolder(system: System): Promise<string> {
  return `${await cacheFolder(system)}/exec`;
}

/** Where those meet who want the same of a command at the same moment. */
export async function runsFolder(system: System): Promise<string> {
  return `${await cacheFolder(system)}/runs`;
}

/** Undefined when this is not an entry of that key. An invalid date is never fresh. */
function toEntry(fields: Readonly<Record<string, unknown>>, key: string): Entry | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, takenAt, accountId } = fields;
  const isOurs = fields.key === key && typeof accessKeyId === "string" &&
    typeof secretAccessKey === "string" &&
    (sessionToken === undefined || typeof sessionToken === "string") && typeof expiresAt === "string" &&
    typeof takenAt === "string";
  if (!isOurs) return undefined;
  const more = { ...(sessionToken === undefined ? {} : { sessionToken }), ...withAccount(accountId) };
  const credentials = { accessKeyId, secretAccessKey, ...more, expiresAt: new Date(expiresAt) };
  return { credentials, takenAt: new Date(takenAt) };
}
