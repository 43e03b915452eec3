/**
 * The sections of the credentials file that are awsume's own: the original marks them with `manager = awsume`, and
 * so does this. No other section is ever changed.
 *
 * @module
 */
import { credentialsName } from "../aws/profile_names.ts";
import { placeOf, type Profiles, readProfiles, unreadable } from "../aws/profiles.ts";
import { isReadable, setSection, withoutSections } from "../aws/ini_edit.ts";
import { findTaken } from "../aws/ini_lost.ts";
import { parseIni, type Section } from "../aws/ini.ts";
import { locateFiles } from "../aws/profile_files.ts";
import { ConfigError } from "../errors.ts";
import { commandSetting } from "../sources/noted_end.ts";
import type { System } from "../system.ts";
import { lockPath } from "./cache.ts";
import { toTimestamp } from "../aws/credentials.ts";
import { readOwnTimestamp } from "../aws/timestamp.ts";
import { refuseOtherRenewal, type Subject } from "./renewal.ts";
import type { Session } from "./session.ts";

/**
 * Throws ConfigError when there is a profile of this name that is not awsume's own. Settings beside it in the config
 * file do no harm: where the credentials file has the profile, that file decides.
 */
export function refuseForeign(name: string, profiles: Profiles): void {
  const lost = profiles.findLost(name);
  if (lost !== undefined) throw unreadable(`profile "${name}"`, lost);
  const sections = profiles.sections(name);
  const deciding = sections.filter(({ origin }) => origin === "credentials");
  const foreign = (deciding.length > 0 ? deciding : sections).find((section) => !isManaged(section));
  if (foreign === undefined) return;
  throw new ConfigError(`Cannot write profile "${name}": it is not managed by awsume (${placeOf(foreign)})`, {
    hint: "Choose another name, or remove that profile if nobody needs it",
  });
}

/** A session as the settings of a profile in a credentials file. */
export function toProfileSettings(
  { credentials: { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId }, region }: Session,
): Readonly<Record<string, string>> {
  return {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    ...(sessionToken === undefined ? {} : { aws_session_token: sessionToken }),
    ...(accountId === undefined ? {} : { aws_account_id: accountId }),
    ...(region === undefined ? {} : { region }),
    ...(expiresAt === undefined ? {} : { expiration: toTimestamp(expiresAt) }),
  };
}

/** A profile to which a session is to be written, and whose that session is. */
export interface OutputProfile {
  readonly name: string;
  readonly of: Subject;
}

/** Throws ConfigError where the profile is not to be replaced: it is not awsume's own, or renews somebody else. */
export function refuseOutput(
  { name, of }: OutputProfile,
  profiles: Profiles,
  { os }: Pick<System, "os">,
): void {
  refuseForeign(name, profiles);
  refuseOtherRenewal(name, of, { profiles, os });
}

/**
 * Writes a session as a profile of its own into the credentials file, with the command that gets it again, where there is
 * one that can stand there. Throws ConfigError, and nothing is changed.
 */
export async function writeOutputProfile(
  output: OutputProfile,
  session: Session & { readonly command?: string },
  system: System,
): Promise<void> {
  const { name } = output;
  const { command: line, credentials: { expiresAt } } = session;
  const again = line === undefined || expiresAt === undefined ? {} : { [commandSetting]: line };
  const command = isReadable(name, again) ? again : {};
  const settings = { manager: "awsume", ...toProfileSettings(session), ...command };
  await editCredentials(async (text) => {
    // Another program may have made a profile of that name since the plan.
    refuseOutput(output, await readProfiles(system), system);
    return setSection(text, name, settings);
  }, system);
  system.tell(`Wrote these credentials to the profile "${name}" of ${await credentialsPath(system)}`);
}

/**
 * Removes the managed sections that have ended and says which; says which ones it cannot tell about. Throws
 * ConfigError, and nothing is changed.
 */
export async function removeExpired(system: System): Promise<void> {
  const path = await credentialsPath(system);
  const { unreadable, expired } = findDated(await system.read(path) ?? "", system.now());
  for (const section of unreadable) {
    const place = placeOf({ ...section, file: path });
    system.tell(`Kept the profile "${credentialsName(section)}": its expiration cannot be read (${place})`);
  }
  if (expired.length === 0) return;
  let removed: readonly Section[] = [];
  await editCredentials((text) => {
    removed = findDated(text, system.now()).expired;
    return withoutSections(text, removed);
  }, system);
  for (const section of removed) system.tell(`Removed the expired profile "${credentialsName(section)}"`);
}

/** The one way to change the credentials file: one awsume at a time, on the text as it is in that moment. */
export async function editCredentials(
  change: (text: string) => string | Promise<string>,
  system: System,
): Promise<void> {
  const path = await credentialsPath(system);
  const lock = await lockPath("credentials-file", system);
  await system.locked(lock, `Waiting for another awsume that is writing ${path}`, async () => {
    const old = await system.read(path);
    const text = await change(old ?? "");
    refuseTaken(path, old ?? "", text);
    if (text === (old ?? "")) return;
    await (old === undefined ? system.write(path, text) : system.write(path, text, { edited: old }));
  });
}

/** Throws ConfigError where an edit would take lines along that are meant for another profile. */
export function refuseTaken(file: string, before: string, after: string): void {
  const taken = findTaken(before, after);
  if (taken !== undefined) throw unreadable(`${file} well enough to change it`, { ...taken, file });
}

async function credentialsPath(system: System): Promise<string> {
  return (await locateFiles(system)).credentials;
}

/** Whether a section is marked as written by awsume. */
export function isManaged({ settings }: Section): boolean {
  return settings.get("manager")?.value === "awsume";
}

/** The managed sections with an end that has passed, and those with an end that cannot be read. */
export function findDated(
  text: string,
  now: Date,
): { readonly expired: readonly Section[]; readonly unreadable: readonly Section[] } {
  // The original's refresher wrote new credentials into its sections, and marked them.
  const dated = parseIni(text).sections
    .filter((section) => isManaged(section) && !section.settings.has("autoawsume"))
    .map((section) => ({ section, expiration: section.settings.get("expiration")?.value }))
    .filter(({ expiration }) => expiration !== undefined)
    .map(({ section, expiration = "" }) => ({
      section,
      endMs: readOwnTimestamp(expiration)?.getTime() ?? NaN,
    }));
  return {
    expired: dated.filter(({ endMs }) => endMs <= now.getTime()).map(({ section }) => section),
    unreadable: dated.filter(({ endMs }) => Number.isNaN(endMs)).map(({ section }) => section),
  };
}
