/**
 * A switch that was made before is answered without reading a profile: what a profile's name came to is kept
 * together with a digest of everything that decided it. One changed byte, and the switch is planned anew.
 *
 * @module
 */
import { type FilesSystem, locateFiles } from "../aws/profile_files.ts";
import { settingsPath } from "../settings.ts";
import type { System } from "../system.ts";
import { version } from "../version.ts";
import { keepRecord, type Margin, readCached, readRecord, sha256 } from "./cache.ts";
import { unsetAll } from "./environment.ts";
import type { Session } from "./session.ts";

/** The files that decide about a switch, by path, as they were at one moment. */
export type Inputs = ReadonlyMap<string, string | undefined>;

/** What a switch came to; it holds no secret. */
export interface Memory {
  /** The cache entry of the last hop, and what messages call it. */
  readonly entry: string;
  readonly label: string;
  readonly profile: string;
  readonly region?: string;
}

/** Reads the two profile files and awsume's settings. Throws ConfigError. */
export async function readInputs({ env, os, home, read }: FilesSystem): Promise<Inputs> {
  const settings = await settingsPath({ env, os, home });
  const text = await read(settings);
  // The settings as they were read may name the other two.
  const { config, credentials } = await locateFiles({ env, os, home, read: () => Promise.resolve(text) });
  const [inConfig, inCredentials] = await Promise.all([read(config), read(credentials)]);
  return new Map([[config, inConfig], [credentials, inCredentials], [settings, text]]);
}

/** A session as it was before, and whether everything that decided it still is: only then may it be used. */
export interface Recalled {
  readonly session: Session;
  /** What messages call its last hop. */
  readonly label: string;
  /** A promise, because the digest takes a while in another thread. */
  readonly isCurrent: Promise<boolean>;
}

/** The session that this profile had before, if its credentials are still fresh. Throws ConfigError. */
export async function recall(profile: string, margin: Margin, system: System): Promise<Recalled | undefined> {
  const memory = await readMemory(profile, system);
  if (memory === undefined) return undefined;
  const digest = digestOf(profile, await readInputs(system), system);
  const entry = await readCached(memory.entry, margin, system);
  if (entry === undefined) return undefined;
  const { label, region, inputs } = memory;
  return {
    session: { profile, credentials: entry.credentials, ...(region ? { region } : {}) },
    label,
    isCurrent: digest.then((current) => current === inputs),
  };
}

/** Keeps what the profile came to with these inputs. */
export async function remember(memory: Memory, inputs: Inputs, system: System): Promise<void> {
  const digest = await digestOf(memory.profile, inputs, system);
  await keepRecord(memoryName(memory.profile), { ...memory, inputs: digest }, system);
}

/**
 * A digest of all that decides about a switch. The length stands before each text, so that no byte can wander
 * from one file to the next unseen.
 */
function digestOf(profile: string, inputs: Inputs, { env }: System): Promise<string> {
  const variables = Object.entries(env).filter(([name]) => decides(name)).sort();
  const texts = [...inputs].map(([path, text]) => `${path}\n${text?.length ?? "none"}\n${text ?? ""}`);
  return sha256([version, JSON.stringify([profile, variables]), ...texts].join("\n"));
}

/**
 * The variables that a plan reads. Those that a switch sets are none: they stand for the switch before. Nor is
 * the shell's name.
 */
function decides(name: string): boolean {
  const isRead = /^(?:AWS|XDG)|^(?:HOME|USERPROFILE|HOMEDRIVE|HOMEPATH)$/.test(name);
  return isRead && !unsetAll.has(name) && name !== "AWSUME_SHELL";
}

/** One file a profile; a name too long for a file name is not remembered. */
function memoryName(profile: string): string {
  return `switch-${encodeURIComponent(profile.toWellFormed())}`;
}

async function readMemory(
  profile: string,
  system: System,
): Promise<(Memory & { readonly inputs: string }) | undefined> {
  const fields = await readRecord(memoryName(profile), system);
  const { inputs, entry, label, region } = fields;
  const isOurs = fields.profile === profile && typeof inputs === "string" && typeof entry === "string" &&
    typeof label === "string" && (region === undefined || typeof region === "string");
  return isOurs ? { inputs, entry, label, profile, ...(region === undefined ? {} : { region }) } : undefined;
}
