/**
 * Profiles that renew themselves: `-a` writes a section with `credential_process` into the credentials file, and every
 * SDK runs awsume for new credentials when the old ones end. There is no process in the background.
 *
 * @module
 */
import { credentialsName } from "../aws/profile_names.ts";
import { readProfiles } from "../aws/profiles.ts";
import { isReadable, setSection, withoutSections } from "../aws/ini_edit.ts";
import { parseIni, type Section } from "../aws/ini.ts";
import { withPublicFiles } from "../aws/profile_files.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { editCredentials, isManaged, refuseForeign } from "./managed.ts";
import { toProcessValue } from "./process_value.ts";
import { toPortableName } from "./profile_name.ts";

/** A profile to be written for other programs. */
export interface AutoProfile {
  readonly name: string;
  readonly region?: string;
  /** The words behind awsume's own path that print the credentials. */
  readonly words: readonly string[];
}

const prefix = "autoawsume-";

/** The name of the profile that renews a profile's credentials: the original's, where every program reads that. */
export async function autoName(profile: string): Promise<string> {
  return prefix + await toPortableName(profile);
}

/** All the names that such a profile may have: the original's has the profile's name as it is. */
export async function autoNames(profile: string): Promise<readonly string[]> {
  return [profile, `${prefix}${profile}`, await autoName(profile)];
}

/** Whether a name is that of such a profile. */
export function isAutoName(name: string): boolean {
  return name.startsWith(prefix);
}

/** Throws ConfigError for a profile that could not be written, so that nobody is asked for a code in vain. */
export async function refuseUnwritable({ name, words }: AutoProfile, system: System): Promise<void> {
  refuseForeign(name, await readProfiles(await withPublicFiles(system)));
  const settings = { credential_process: toProcessValue(system.self, words, system.os) };
  if (isReadable(name, settings)) return;
  throw new ConfigError("Cannot write credential_process: it would be read otherwise", {
    hint:
      "Look for a comment sign behind a blank, or a control character, in the profile's name and the options",
  });
}

/**
 * Writes the profile into the credentials file, which every SDK reads, also those that read the config file only when
 * they are told to. Throws ConfigError, and nothing is changed.
 */
export async function writeAutoProfile({ name, region, words }: AutoProfile, system: System): Promise<void> {
  const settings = {
    manager: "awsume",
    autoawsume: "true",
    ...(region === undefined ? {} : { region }),
    credential_process: toProcessValue(system.self, words, system.os),
  };
  const others = await withPublicFiles(system);
  await editCredentials(async (text) => {
    // Another program may have made a profile of that name since the plan.
    refuseForeign(name, await readProfiles(others));
    return setSection(text, name, settings);
  }, others);
}

/**
 * Removes the profiles that renew themselves, or that of one profile (it may be called by its own name, too), and
 * returns their names. The original's own sections, which hold keys, are among them. Throws ConfigError.
 */
export async function removeAutoProfiles(
  profile: string | undefined,
  system: System,
): Promise<readonly string[]> {
  let removed: readonly Section[] = [];
  const names = profile === undefined ? undefined : await autoNames(profile);
  await editCredentials((text) => {
    removed = parseIni(text).sections.filter((section) => {
      const name = credentialsName(section) ?? "";
      return isAuto(section) && (names === undefined || names.includes(name));
    });
    return withoutSections(text, removed);
  }, await withPublicFiles(system));
  return removed.map((section) => credentialsName(section) ?? "");
}

/** Whether a section has both marks: the name alone may be a person's own (`my-autoawsume-notes`). */
export function isAuto(section: Section): boolean {
  return isManaged(section) && section.settings.has("autoawsume");
}
