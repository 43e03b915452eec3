import { decodeWords } from "../../assume/process_value.ts";
import { parseIni, type Section } from "../../aws/ini.ts";
import { configName, credentialsName } from "../../aws/profile_names.ts";
import { placeOf, type ProfileSection } from "../../aws/profiles.ts";
import type { State } from "./files.ts";

/** A profile's setting that names another profile or section. */
export interface Reference {
  readonly profile: string;
  readonly origin: "config" | "credentials";
  readonly file: string;
  readonly line: number;
}

/** Every section that is of this profile, those that no program reads too, because another one decides. */
export function sectionsOf(name: string, state: State): readonly ProfileSection[] {
  return profileSections(state).filter((section) => nameOf(section) === name);
}

/** The settings `key = name`, in both files. */
export function findReferences(key: string, name: string, state: State): readonly Reference[] {
  return findSettings(key, (value) => value === name, state);
}

/** The profiles that other programs use by way of `awsume credential-process NAME`. */
export function findRenewed(name: string, state: State): readonly Reference[] {
  return findSettings("credential_process", (value) => {
    const words = value.split(/[\s'"]+/);
    const own = words.indexOf("credential-process");
    return own !== -1 && decodeWords(words.slice(own)).includes(name);
  }, state);
}

/** `"a" (FILE:LINE), "b" (FILE:LINE)` */
export function toList(references: readonly Reference[]): string {
  return references.map((reference) => `"${reference.profile}" (${placeOf(reference)})`).join(", ");
}

/**
 * The section `[services NAME]` that belongs to this profile alone and says nothing but where STS is: what `add`
 * writes. Undefined where there is none, or where somebody has put it to more use.
 */
export function findOwnServices(name: string, state: State): Section | undefined {
  const [section, ...more] = servicesOf(name, state);
  if (section === undefined || more.length > 0) return undefined;
  const keys = [...section.settings].flatMap(([key, { nested }]) => [key, ...nested?.keys() ?? []]);
  const isOurs = keys.join(" ") === "sts endpoint_url" && section.problems.length === 0;
  const users = findReferences("services", name, state).map(({ profile }) => profile);
  return isOurs && users.length === 1 && users[0] === name ? section : undefined;
}

/** All sections `[services NAME]`. */
export function servicesOf(name: string, { config }: State): readonly Section[] {
  return parseIni(config ?? "").sections.filter((section) =>
    section.kind === "services" && section.name === name
  );
}

function findSettings(
  key: string,
  isMeant: (value: string) => boolean,
  state: State,
): readonly Reference[] {
  return profileSections(state).flatMap((section) => {
    const setting = section.settings.get(key);
    if (setting === undefined || !isMeant(setting.value)) return [];
    const { file, origin } = section;
    return [{ profile: nameOf(section) ?? "", file, origin, line: setting.line }];
  });
}

function profileSections({ paths, config, credentials }: State): readonly ProfileSection[] {
  const read = (origin: "config" | "credentials", text = ""): readonly ProfileSection[] =>
    parseIni(text).sections.map((section) => ({ ...section, file: paths[origin], origin }));
  return [...read("config", config), ...read("credentials", credentials)]
    .filter((section) => nameOf(section) !== undefined);
}

function nameOf(section: ProfileSection): string | undefined {
  return section.origin === "config" ? configName(section) : credentialsName(section);
}
