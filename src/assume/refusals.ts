/**
 * Why programs got no credentials: some SDKs keep it to themselves, so the last refusal of each profile is kept until
 * the next time that somebody gets them. `doctor` shows it.
 *
 * @module
 */
import { locateFiles } from "../aws/profile_files.ts";
import { firstLine } from "../aws/first_line.ts";
import { type AwsumeError, ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { entryPath, keepRecord, readRecord, sha256 } from "./cache.ts";
import { listStored } from "./stored.ts";

/** A profile that refused: when, why, and what mends it. No text of a person's own command is in it. */
export interface Refusal {
  readonly profile: string;
  readonly at: Date;
  readonly why: string;
  readonly remedy?: string;
}

/** Kept for the profile of these files. That it cannot be kept is no reason for a word. */
export async function keepRefusal(profile: string, error: AwsumeError, system: System): Promise<void> {
  const { message, hint } = error;
  const remedy = hint?.replaceAll(/\s*\n\s*/g, " ");
  const why = firstLine(message);
  const record = {
    profile,
    at: system.now().toISOString(),
    why,
    ...(remedy === undefined ? {} : { remedy }),
  };
  try {
    await keepRecord(await nameOf(profile, system), record, system);
  } catch (fault) {
    // Where the files are may be what nobody can tell.
    if (!(fault instanceof ConfigError)) throw fault;
  }
}

/** The profile gave credentials again. */
export async function forgetRefusal(profile: string, system: System): Promise<void> {
  try {
    const path = await entryPath(await nameOf(profile, system), system);
    if (await system.statusOf(path) !== undefined) await system.remove(path);
  } catch (error) {
    // Another awsume may have removed it, or nobody may write there.
    if (!(error instanceof ConfigError)) throw error;
  }
}

/** All that are kept, the latest first. Throws ConfigError. */
export async function listRefusals(system: System): Promise<readonly Refusal[]> {
  const names = (await listStored(system)).filter(({ kind }) => kind === "refusal").map(({ name }) => name);
  const found = await Promise.all(names.map(async (name) => toRefusal(await readRecord(name, system))));
  return found.filter((refusal) => refusal !== undefined)
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

function toRefusal({ profile, at, why, remedy }: Readonly<Record<string, unknown>>): Refusal | undefined {
  if (typeof profile !== "string" || typeof at !== "string" || typeof why !== "string") return undefined;
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return undefined;
  return { profile, at: instant, why, ...(typeof remedy === "string" ? { remedy } : {}) };
}

/** The same profile of other files is another one. */
async function nameOf(profile: string, system: System): Promise<string> {
  const { config, credentials } = await locateFiles(system);
  return `refusal-${(await sha256(JSON.stringify([profile, config, credentials]))).slice(0, 32)}`;
}
