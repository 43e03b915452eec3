import { placeOf, type Profile } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";

/** The setting that lets what a command prints be remembered: it names the variables that decide about that. */
export const keepSetting = "awsume_keep";

/**
 * The variables that `awsume_keep` of the profile of a command names, apart by blanks or commas; undefined where nothing
 * is to be kept. Throws ConfigError for a setting that names none, or something that is no name.
 */
export function readKeep({ name, settings }: Profile): readonly string[] | undefined {
  const setting = settings.get(keepSetting);
  if (setting === undefined) return undefined;
  const names = setting.value.split(/[\s,]+/).filter(Boolean);
  // Not shown: who writes NAME=VALUE may have written a secret.
  const stray = names.findIndex((each) => !/^[A-Za-z_][\w().-]*$/.test(each)) + 1;
  if (names.length > 0 && stray === 0) return names;
  const why = stray === 0 ? "it names no variable" : `word ${stray} of it is no name of a variable`;
  throw new ConfigError(`Cannot use ${keepSetting} of profile "${name}" (${placeOf(setting)}): ${why}`, {
    hint:
      "Name the variables that decide what the command prints, without a $; PWD where only the folder does",
  });
}
