import type { Credentials } from "../aws/credentials.ts";
import { placeOf, type Profile, type ProfileSetting } from "../aws/profiles.ts";
import { endSettings } from "../aws/setting_names.ts";
import { type Instant, readInstant, readOwnTimestamp } from "../aws/timestamp.ts";
import { AuthError } from "../errors.ts";
import type { System } from "../system.ts";

/** The end of keys, by the word of who has put them into a file or the environment. */
export interface NotedEnd {
  /** The setting or the variable, and of a setting where it stands. */
  readonly from: string;
  readonly at: Date;
  /**
   * Whether nobody needs to doubt it: awsume wrote it, or it is that of a session and names its zone. Keys of a user never
   * end, whatever stands beside them.
   */
  readonly isCertain: boolean;
  /** How to get new ones. */
  readonly hint: string;
}

/** The command that made a profile of `--output-profile`, in that profile. */
export const commandSetting = "awsume_command";

/**
 * When the keys of a profile end, by what stands beside them in their file. Of several words the latest counts: what an
 * earlier tool has left must not spoil keys that another one renews. Undefined where nobody says it.
 */
export function readProfileEnd(
  profile: Profile,
  { origin, credentials }: { readonly origin: string; readonly credentials: Credentials },
): NotedEnd | undefined {
  const isOwn = profile.settings.get("manager")?.value === "awsume";
  const names = isOwn ? endSettings.slice(0, 1) : endSettings;
  const found = names.flatMap((name): readonly NotedEnd[] => {
    const setting = profile.settings.get(name);
    const instant = setting?.origin === origin ? readSetting(setting.value, isOwn) : undefined;
    if (instant === undefined) return [];
    const isCertain = isOwn || (isTemporary(credentials) && instant.hasZone);
    const hint = isOwn ? ownHint(profile) : foreignHint(profile, origin);
    return [{ from: `${name}, ${placeOf(setting)}`, at: instant.at, isCertain, hint }];
  });
  return found.toSorted((one, other) => one.at.getTime() - other.at.getTime()).at(-1);
}

/** When the keys of the environment end, by the variable that AWS's tools export beside them. */
export function readVariableEnd(env: System["env"], credentials: Credentials): NotedEnd | undefined {
  const instant = readInstant(env[endVariable]?.trim() ?? "");
  if (instant === undefined) return undefined;
  const { AWSUME_PROFILE: profile } = env;
  const hint = profile
    ? `Run awsume ${profile.startsWith("arn:") ? `--role-arn ${profile}` : profile}`
    : "Export new ones, with their end, or unset it where they have none";
  return {
    from: endVariable,
    at: instant.at,
    isCertain: isTemporary(credentials) && instant.hasZone,
    hint,
  };
}

const endVariable = "AWS_CREDENTIAL_EXPIRATION";

/** Keys with their end, where that is certain. */
export function withEnd(credentials: Credentials, end: NotedEnd | undefined): Credentials {
  return end?.isCertain ? { ...credentials, expiresAt: end.at } : credentials;
}

/**
 * Throws AuthError for keys that have certainly ended; where there is a doubt, the person hears of it. `what` they are
 * called.
 */
export function refuseEnded(end: NotedEnd | undefined, what: string, { now, tell }: System): void {
  if (end === undefined || end.at > now()) return;
  const words = `ended at ${end.at.toISOString()} (${end.from})`;
  if (end.isCertain) throw new AuthError(`Cannot use ${what}: they ${words}`, { hint: end.hint });
  tell(`awsume: ${what} may have ${words}: they are used all the same`);
}

/** Some tools count the seconds, or the milliseconds, since 1970. */
function readSetting(text: string, isOwn: boolean): Instant | undefined {
  const value = text.trim();
  const [number] = /^\d{10}(?:\d{3})?$/.exec(value) ?? [];
  if (number !== undefined) return { at: new Date(Number(number.padEnd(13, "0"))), hasZone: true };
  if (!isOwn) return readInstant(value);
  const at = readOwnTimestamp(value);
  return at && { at, hasZone: true };
}

function isTemporary({ accessKeyId, sessionToken }: Credentials): boolean {
  return sessionToken !== undefined && !accessKeyId.startsWith("AKIA");
}

/** The original's `-a` wrote keys, too. */
function ownHint({ name, settings }: Profile): string {
  const command = settings.get(commandSetting)?.value;
  if (command) return `Run ${command}`;
  if (settings.has("autoawsume")) return `Run awsume ${name.replace(/^autoawsume-/, "")} -a`;
  return `Run awsume PROFILE -o ${name} with the profile that they are of, or awsume --clean to remove them`;
}

/** Keys in the credentials file win over a command, and nobody thinks of them then. */
function foreignHint({ settings }: Profile, origin: string): string {
  const process: ProfileSetting | undefined = settings.get("credential_process");
  if (process !== undefined && origin === "credentials") {
    return `Remove these keys: credential_process (${placeOf(process)}) has its turn where there are none`;
  }
  return "Get new ones with the tool that wrote them";
}
