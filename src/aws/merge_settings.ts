import type { Section, Setting } from "./ini.ts";
import type { FileProblem, ProfileSection, ProfileSetting } from "./profiles.ts";

/** The file that settings stand in. */
export type Place = Pick<ProfileSection, "file" | "origin">;

/** What is below a header, and where. */
export type Part = readonly [Pick<Section, "settings" | "problems">, Place];

/**
 * The settings of these sections, or the first line of them that cannot be understood. The last of equal keys counts: the
 * credentials file wins, as in every SDK.
 */
export function mergeSettings(parts: Iterable<Part>): ReadonlyMap<string, ProfileSetting> | FileProblem {
  const merged = new Map<string, ProfileSetting>();
  for (const [{ settings, problems: [problem] }, place] of parts) {
    if (problem !== undefined) return { file: place.file, ...problem };
    for (const [key, setting] of settings) {
      const hidden = hiddenBy(place, merged.get(key));
      merged.set(key, { ...locate(setting, place), ...(hidden === undefined ? {} : { hidden }) });
    }
  }
  return merged;
}

function hiddenBy({ origin }: Place, before: ProfileSetting | undefined): ProfileSetting | undefined {
  return before?.origin === origin ? before.hidden : before;
}

function locate({ nested, ...setting }: Setting, { file, origin }: Place): ProfileSetting {
  const located = { ...setting, file, origin };
  if (nested === undefined) return located;
  const below = [...nested].map(([key, each]) => [key, locate(each, { file, origin })] as const);
  return { ...located, nested: new Map(below) };
}
