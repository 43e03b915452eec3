import type { Profiles } from "../aws/profiles.ts";
import { type ListedProfile, summarize, usedSettings } from "../aws/summary.ts";
import { isAutoName } from "../assume/renewal.ts";
import { matchName } from "../assume/match.ts";
import { ConfigError, UsageError } from "../errors.ts";
import { readSettings } from "../settings.ts";
import type { Choice, System } from "../system.ts";
import type { AssumeOptions } from "./assume_options.ts";
import { listNames } from "./name_list.ts";

/**
 * The options with the profile that is meant, where a command line leaves that open: one to be picked from the list, or
 * with `fuzzy-match` a name that is no profile's. Only what a person has typed as the profile is matched: a missing
 * source profile or `default` is an error, and a program's `credential-process` gets the profile it names. Throws
 * UsageError for a list without a terminal, ConfigError for a name that may be several, Interrupted.
 */
export async function chooseProfile(
  options: AssumeOptions,
  profiles: Profiles,
  system: System,
): Promise<AssumeOptions> {
  const { pick, profile, roleArn, handed, identity } = options;
  if (roleArn !== undefined || handed !== undefined) return options;
  if (pick && !await system.canChoose()) {
    throw new UsageError("Cannot show the profiles to pick from: there is no terminal", {
      hint: "Name the profile: awsume PROFILE",
    });
  }
  if (pick || (profile === undefined && identity === undefined && await isPickedUnasked(system))) {
    return { ...options, profile: await pickOne(profiles, system) };
  }
  return profile === undefined
    ? options
    : { ...options, profile: await findMeant(profile, profiles, system) };
}

/** Scripts have no terminal, and go on getting `default`. */
async function isPickedUnasked(system: System): Promise<boolean> {
  return (await readSettings(system)).pick === true && await system.canChoose();
}

async function pickOne(profiles: Profiles, system: System): Promise<string> {
  const choices = toChoices(profiles);
  if (choices.length > 0) return await system.choose("Which profile? ", choices);
  throw new ConfigError("Cannot show the profiles to pick from: there is none", {
    hint: `Add one to ${profiles.files.join(" or ")}`,
  });
}

/** The typed name, or the one it stands for. A name that is like none is left to those who must find the profile. */
async function findMeant(typed: string, profiles: Profiles, system: System): Promise<string> {
  if (profiles.sections(typed).length > 0 || !(await readSettings(system)).fuzzyMatch) return typed;
  // A line that cannot be read may be the header of the very profile that was meant.
  if (profiles.problems().length > 0 || profiles.findLost(typed) !== undefined) return typed;
  const names = profiles.names();
  // The profile of a plugin is in no section.
  if (names.includes(typed)) return typed;
  const match = matchName(typed, names.filter((name) => !isAutoName(name)));
  switch (match.kind) {
    case "none":
      return typed;
    case "one":
      system.tell(`Using profile "${match.name}"`);
      return match.name;
    case "several":
      return await pickMeant(typed, match.names, { profiles, system });
  }
}

async function pickMeant(
  typed: string,
  names: readonly string[],
  { profiles, system }: { readonly profiles: Profiles; readonly system: System },
): Promise<string> {
  if (!await system.canChoose()) {
    throw new ConfigError(`Cannot tell which profile "${typed}" stands for: ${listNames(names)}`, {
      hint: "Write the whole name",
    });
  }
  const hints = new Map(toChoices(profiles).map((choice) => [choice.name, choice]));
  const choices = names.map((name) => hints.get(name) ?? { name });
  return await system.choose(`Which profile is "${typed}"? `, choices);
}

/** What `awsume -l` lists, with as much of it as fits beside a name. */
function toChoices(profiles: Profiles): readonly Choice[] {
  return summarize(profiles.all(usedSettings)).map((listed) => {
    const hint = hintOf(listed);
    return { name: listed.name, ...(hint === "" ? {} : { hint }) };
  });
}

function hintOf(listed: ListedProfile): string {
  if (listed.kind === "unreadable") return "cannot be read";
  return [listed.account, listed.region].filter(Boolean).join(" ");
}
