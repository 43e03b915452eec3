import type { AllProfiles, Profile, Profiles } from "../aws/profiles.ts";
import type { ProfileSettings } from "./hooks.ts";

/** Profiles of plugins, and the plugin that each came from. */
export interface AddedProfiles {
  readonly from: string;
  readonly profiles: ProfileSettings;
}

/**
 * The profiles of the files with those of plugins: a key that a plugin gives takes the place of the file's. The sections
 * of the files stay what they are.
 */
export function withProfiles(profiles: Profiles, added: readonly AddedProfiles[]): Profiles {
  if (added.length === 0) return profiles;
  const names = new Set(added.flatMap((each) => Object.keys(each.profiles)));
  const merge = (name: string, profile: Profile | undefined): Profile | undefined =>
    names.has(name) ? mergeInto(name, profile, added) : profile;
  const allNames = (): readonly string[] => [...new Set([...profiles.names(), ...names])].sort();
  return {
    ...profiles,
    find: (name) => merge(name, profiles.find(name)),
    names: allNames,
    all: (wanted) => withAll(profiles.all(wanted), allNames(), merge),
  };
}

function withAll(
  all: AllProfiles,
  names: readonly string[],
  merge: (name: string, profile: Profile | undefined) => Profile | undefined,
): AllProfiles {
  return {
    ...all,
    names,
    read: (name) => {
      const found = all.read(name);
      if (!("settings" in found)) return found;
      return merge(name, all.names.includes(name) ? found : undefined) ?? found;
    },
  };
}

function mergeInto(name: string, profile: Profile | undefined, added: readonly AddedProfiles[]): Profile {
  const settings = new Map(profile?.settings);
  for (const { from, profiles } of added) {
    for (const [key, value] of Object.entries(profiles[name] ?? {})) {
      settings.set(key, { value, file: `plugin ${from}`, line: 0, origin: "config" });
    }
  }
  if (profile !== undefined) return { name, settings };
  const givers = added.filter(({ profiles }) => Object.hasOwn(profiles, name)).map(({ from }) => from);
  return { name, settings, from: `plugin ${givers.join(" and ")}` };
}

/** The profiles as hooks get them: every profile that can be read, its settings by key. */
export function toProfileSettings(profiles: Profiles): ProfileSettings {
  const all = profiles.all();
  const readable = all.names.flatMap((name) => {
    const profile = all.read(name);
    if (!("settings" in profile)) return [];
    return [
      [name, Object.fromEntries([...profile.settings].map(([key, { value }]) => [key, value]))] as const,
    ];
  });
  return Object.fromEntries(readable);
}
