import { type AllProfiles, type FileProblem, type Profile, type Profiles, unreadable } from "./profiles.ts";

/**
 * The same profiles, for who asks for all of them: `find` reads both files anew each time, which is right for
 * a switch and takes minutes for thousands.
 */
export function readOnce(profiles: Profiles): Profiles {
  const all = remembering(profiles.all());
  const known = new Set(all.names);
  return {
    ...profiles,
    all: () => all,
    names: () => all.names,
    problems: () => all.problems,
    find: (name) => {
      const profile = toProfile(name, all.read(name));
      return known.has(name) ? profile : undefined;
    },
  };
}

function remembering(all: AllProfiles): AllProfiles {
  const found = new Map<string, Profile | FileProblem>();
  const read = (name: string): Profile | FileProblem => {
    const known = found.get(name) ?? all.read(name);
    found.set(name, known);
    return known;
  };
  return { ...all, read };
}

function toProfile(name: string, profile: Profile | FileProblem): Profile {
  if ("settings" in profile) return profile;
  throw unreadable(`profile "${name}"`, profile);
}
