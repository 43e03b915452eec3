import { firstLine } from "../aws/first_line.ts";
import { placeOf, type Profile, type Profiles } from "../aws/profiles.ts";
import { hasOneLine } from "../aws/setting_names.ts";
import { ConfigError } from "../errors.ts";

/**
 * The profile, with each setting that is used being of one line: what goes on below one would be sent to AWS, or be looked
 * for, as a part of it. Throws ConfigError.
 */
export function findUsable(name: string, profiles: Profiles): Profile | undefined {
  const profile = profiles.find(name);
  if (profile === undefined) return undefined;
  const long = [...profile.settings].find(([key, { value }]) => hasOneLine(key) && value.includes("\n"));
  if (long === undefined) return profile;
  const [key, setting] = long;
  const shown = /secret|token/.test(key) ? "" : `, "${firstLine(setting.value)}",`;
  throw new ConfigError(
    `Cannot use profile "${name}": the value of ${key}${shown} goes on below ${placeOf(setting)}`,
    { hint: `Write it on one line; what is another setting stands as far left as ${key}` },
  );
}
