/**
 * Profiles that renew themselves: `-a` writes a section with `credential_process` into the credentials file, and every
 * SDK runs awsume for new credentials when the old ones end. There is no process in the background.
 *
 * @module
 */
import { credentialsName } from "../aws/profile_names.ts";
import { type Profiles, readProfiles } from "../aws/profiles.ts";
import { isReadable, setSection, withoutSections } from "../aws/ini_edit.ts";
import { parseIni, type Section } from "../aws/ini.ts";
import { withPublicFiles } from "../aws/profile_files.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { editCredentials, refuseForeign } from "./managed.ts";
import { toProcessValue } from "./process_value.ts";
import { autoNames, isAuto, readRenewal, refuseOtherRenewal, type Renewal, wordsOf } from "./renewal.ts";

/** A profile to be written for other programs. */
export interface AutoProfile {
  readonly name: string;
  readonly region?: string;
  readonly renewal: Renewal;
}

/** The command that gives them credentials. */
export function processOf({ renewal }: AutoProfile, { self, os }: System): string {
  return toProcessValue(self, wordsOf(renewal), os);
}

/** Throws ConfigError for a profile that could not be written, so that nobody is asked for a code in vain. */
export async function refuseUnwritable(auto: AutoProfile, system: System): Promise<void> {
  refuseOthers(auto, await readProfiles(await withPublicFiles(system)), system);
  if (isReadable(auto.name, { credential_process: processOf(auto, system) })) return;
  throw new ConfigError("Cannot write credential_process: it would be read otherwise", {
    hint:
      "Look for a comment sign behind a blank, or a control character, in the profile's name and the options",
  });
}

/**
 * Writes the profile into the credentials file, which every SDK reads, also those that read the config file only when
 * they are told to. Throws ConfigError, and nothing is changed.
 */
export async function writeAutoProfile(auto: AutoProfile, system: System): Promise<void> {
  const { name, region } = auto;
  const settings = {
    manager: "awsume",
    autoawsume: "true",
    ...(region === undefined ? {} : { region }),
    credential_process: processOf(auto, system),
  };
  const others = await withPublicFiles(system);
  await editCredentials(async (text) => {
    // Another program may have made a profile of that name since the plan.
    refuseOthers(auto, await readProfiles(others), system);
    return setSection(text, name, settings);
  }, others);
}

function refuseOthers({ name, renewal }: AutoProfile, profiles: Profiles, { os }: System): void {
  refuseForeign(name, profiles);
  refuseOtherRenewal(name, renewal, { profiles, os });
}

/**
 * Removes the profiles that renew themselves, or all those of one profile (one may be called by its own name, too), and
 * returns their names. The original's own sections, which hold keys, are among them. Throws ConfigError.
 */
export async function removeAutoProfiles(
  profile: string | undefined,
  system: System,
): Promise<readonly string[]> {
  let removed: readonly Section[] = [];
  const names = profile === undefined ? [] : await autoNames(profile);
  const isMeant = (section: Section): boolean => {
    if (profile === undefined || credentialsName(section) === profile) return true;
    const renewed = readRenewal(section, system.os)?.profile;
    return renewed === undefined ? names.includes(credentialsName(section) ?? "") : renewed === profile;
  };
  await editCredentials((text) => {
    removed = parseIni(text).sections.filter((section) => isAuto(section) && isMeant(section));
    return withoutSections(text, removed);
  }, await withPublicFiles(system));
  return removed.map((section) => credentialsName(section) ?? "");
}
