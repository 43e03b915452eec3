/**
 * A switch that was made before is answered without reading a profile: what a profile's name came to is kept
 * together with a digest of everything that decided it. One changed byte, and the switch is planned anew.
 *
 * @module
 */
import { profileFiles } from "../aws/profile_files.ts";
import { ConfigError } from "../errors.ts";
import { homeFolder } from "../home.ts";
import { settingsPath } from "../settings.ts";
import type { System } from "../system.ts";
import { version } from "../version.ts";
import { cacheKey, entryPath, readCached, sha256 } from "./cache.ts";
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
export async function readInputs(system: System): Promise<Inputs> {
  const { config, credentials } = profileFiles(system.env, system.os, await homeFolder(system));
  const paths = [config, credentials, await settingsPath(system)];
  return new Map(await Promise.all(paths.map(async (path) => [path, await system.read(path)] as const)));
}

/** The session that this profile had before, if nothing has changed and its credentials are still fresh. */
export async function recall(
  profile: string,
  system: System,
): Promise<{ readonly session: Session; readonly label: string } | undefined> {
  const memory = await readMemory(profile, system);
  if (memory === undefined) return undefined;
  const [inputs, entry] = await Promise.all([digest(system), readCached(memory.entry, system)]);
  if (inputs !== memory.inputs || entry === undefined) return undefined;
  const { label, region } = memory;
  return { label, session: { profile, credentials: entry.credentials, ...(region ? { region } : {}) } };
}

/** Keeps what the profile came to with these inputs. That it cannot be kept is no reason for a word. */
export async function remember(memory: Memory, inputs: Inputs, system: System): Promise<void> {
  const text = JSON.stringify({ ...memory, inputs: await digestOf(inputs) });
  try {
    await system.write(await memoryPath(memory.profile, system), `${text}\n`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
}

async function digest(system: System): Promise<string> {
  return await digestOf(await readInputs(system));
}

/** Lengths between the texts, so that no byte can wander from one file to the next unseen. */
function digestOf(inputs: Inputs): Promise<string> {
  return sha256(
    [...inputs].map(([path, text]) => `${path}\n${text?.length ?? "none"}\n${text ?? ""}`).join("\n"),
  );
}

/** The file of a profile's memory. Its name covers all that decides about a switch beside the files. */
async function memoryPath(profile: string, system: System): Promise<string> {
  const env = Object.entries(system.env).filter(([name]) => decides(name)).sort();
  return await entryPath(`${await cacheKey([version, profile, env])}.switch`, system);
}

/** The variables that a plan reads. Those that a switch sets are none: they stand for the switch before. */
function decides(name: string): boolean {
  return /^(?:AWS|XDG)|^(?:HOME|USERPROFILE|HOMEDRIVE|HOMEPATH)$/.test(name) && !unsetAll.has(name);
}

async function readMemory(
  profile: string,
  system: System,
): Promise<(Memory & { readonly inputs: string }) | undefined> {
  try {
    const text = await system.read(await memoryPath(profile, system));
    return text === undefined ? undefined : parseMemory(text, profile);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseMemory(text: string, profile: string): (Memory & { readonly inputs: string }) | undefined {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...parsed };
  const { inputs, entry, label, region } = fields;
  const isOurs = fields.profile === profile && typeof inputs === "string" && typeof entry === "string" &&
    typeof label === "string" && (region === undefined || typeof region === "string");
  return isOurs ? { inputs, entry, label, profile, ...(region === undefined ? {} : { region }) } : undefined;
}
