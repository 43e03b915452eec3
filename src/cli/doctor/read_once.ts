import type { Profile, Profiles } from "../../aws/profiles.ts";
import { ConfigError } from "../../errors.ts";

/**
 * The same profiles, for who asks for all of them: `find` reads both files anew each time, which is right for
 * a switch and takes minutes for thousands.
 */
export function readOnce(profiles: Profiles): Profiles {
  const all = profiles.all();
  const known = new Set(all.names);
  const found = new Map<string, Profile | undefined>();
  return {
    ...profiles,
    names: () => all.names,
    problems: () => all.problems,
    find: (name) => {
      if (!found.has(name)) found.set(name, known.has(name) ? read(name) : undefined);
      return found.get(name);
    },
  };

  function read(name: string): Profile {
    const profile = all.read(name);
    if ("settings" in profile) return profile;
    const { file, line, text } = profile;
    throw new ConfigError(`Cannot read profile "${name}": ${file}:${line}: ${text}`, {
      hint: `Correct line ${line} of ${file}`,
    });
  }
}
