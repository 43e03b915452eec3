import { ConfigError } from "../errors.ts";
import type { Header } from "./ini_header.ts";
import { findSections, listHeaders } from "./ini_search.ts";
import type { Problem, Section, Setting } from "./ini.ts";
import { type IniOutline, type Outline, outlineIni, type Wanted } from "./ini_scan.ts";
import { type FilesSystem, locateFiles } from "./profile_files.ts";

/** One value and where it stands, so that a later error can name the line. */
export interface ProfileSetting {
  readonly value: string;
  readonly file: string;
  /** Counted from 1; 0 where a plugin gives the value, whose name `file` says then. */
  readonly line: number;
  readonly origin: "config" | "credentials";
  /** The indented `key = value` lines below a key without a value. */
  readonly nested?: ReadonlyMap<string, ProfileSetting>;
}

/**
 * A profile as the files have it, merged key by key: keys in lower case, nothing interpreted. Settings that are
 * worth something only together (an access key and its secret) may come from two files: `origin` tells.
 */
export interface Profile {
  readonly name: string;
  readonly settings: ReadonlyMap<string, ProfileSetting>;
  /** `plugin NAME`, where no file has a word of it. */
  readonly from?: string;
}

/** `FILE:LINE` of a setting or a section, or `plugin NAME`, for messages. */
export function placeOf(found: Pick<ProfileSetting, "file" | "line"> | undefined): string {
  if (found === undefined) return "";
  return found.line === 0 ? found.file : `${found.file}:${found.line}`;
}

/** A line that belongs to no readable section. */
export interface FileProblem extends Problem {
  readonly file: string;
}

/** One section of a file that speaks of a profile, as it stands there. */
export interface ProfileSection extends Section {
  readonly file: string;
  readonly origin: "config" | "credentials";
}

/** The profiles of both files; a profile is read when it is asked for. */
export interface Profiles {
  /** The paths of the two files, whether or not they exist. */
  readonly files: readonly string[];
  /** What stands in them, in the same order; nothing in one that does not exist. */
  readonly texts: readonly string[];
  /** The profile, or undefined when no file has it. Throws ConfigError when a line of it cannot be understood. */
  find(name: string): Profile | undefined;
  /** The sections that `find` merges, those of the config file first; a line that cannot be understood is no error. */
  sections(name: string): readonly ProfileSection[];
  /** `[services NAME]` of the config file, read as a profile is: a key for each service, its settings nested. */
  findServices(name: string): Profile | undefined;
  /** All names, sorted by code unit. */
  names(): readonly string[];
  /** What may be the reason that a profile cannot be found. Reads both files whole: for error messages. */
  problems(): readonly FileProblem[];
  /**
   * Every profile. Reads both files once, where `find` for each name would read them once a name. Of thousands it takes
   * less time when it is known which settings are wanted; there may be others among them.
   */
  all(wanted?: Wanted): AllProfiles;
}

/** Both files, read whole. */
export interface AllProfiles {
  /** Sorted by code unit. */
  readonly names: readonly string[];
  /** The profile of one of these names, or the line of it that cannot be understood. */
  read(name: string): Profile | FileProblem;
  /** The lines that belong to no readable section. */
  readonly problems: readonly FileProblem[];
}

type Place = Pick<ProfileSection, "file" | "origin">;

/** A file's text, and what it is called. */
interface Source extends Place {
  readonly text: string;
}

/** Both files, a missing one being an empty one. Throws ConfigError when one cannot be read. */
export async function readProfiles(system: FilesSystem): Promise<Profiles> {
  const files = await locateFiles(system);
  const [config, credentials] = await Promise.all([
    system.read(files.config),
    system.read(files.credentials),
  ]);
  return toProfiles(
    { file: files.config, origin: "config", text: config ?? "" },
    { file: files.credentials, origin: "credentials", text: credentials ?? "" },
  );
}

function toProfiles(config: Source, credentials: Source): Profiles {
  return {
    files: [config.file, credentials.file],
    texts: [config.text, credentials.text],
    find: (name) => findProfile(name, config, credentials),
    sections: (name) => findProfileSections(name, config, credentials),
    findServices: (name) => findServices(name, config),
    names: () => listNames(listHeaders(config.text), listHeaders(credentials.text)),
    problems: () => readAll(config, credentials, new Set()).problems,
    all: (wanted) => readAll(config, credentials, wanted),
  };
}

function readAll(config: Source, credentials: Source, wanted?: Wanted): AllProfiles {
  const [inConfig, inCredentials] = [outlineIni(config.text, wanted), outlineIni(credentials.text, wanted)];
  const configSections = Map.groupBy(inConfig.sections, configName);
  const credentialsSections = Map.groupBy(inCredentials.sections, credentialsName);
  const names = new Set([...configSections.keys(), ...credentialsSections.keys()]);
  return {
    names: [...names].filter((name) => name !== undefined).sort(),
    read: (name) =>
      readOutlines(name, [
        [config, selectConfig(name, configSections.get(name) ?? [])],
        [credentials, credentialsSections.get(name) ?? []],
      ]),
    problems: [...listProblems(config, inConfig), ...listProblems(credentials, inCredentials)],
  };
}

function readOutlines(
  name: string,
  files: readonly (readonly [Source, readonly Outline[]])[],
): Profile | FileProblem {
  const settings = new Map<string, ProfileSetting>();
  for (const [source, outlines] of files) {
    for (const outline of outlines) {
      const { settings: found, problems: [problem] } = outline.read();
      if (problem !== undefined) return { file: source.file, ...problem };
      for (const [key, setting] of found) settings.set(key, locate(setting, source));
    }
  }
  return { name, settings };
}

function findProfile(name: string, config: Source, credentials: Source): Profile | undefined {
  const found = findProfileSections(name, config, credentials);
  return found.length === 0 ? undefined : mergeProfile(name, found);
}

/** The last of equal keys counts: the credentials file wins, as in every SDK. */
function mergeProfile(name: string, sections: readonly ProfileSection[]): Profile {
  const settings = sections.flatMap((section) => readSettings(`profile "${name}"`, section, section));
  return { name, settings: new Map(settings) };
}

function findProfileSections(name: string, config: Source, credentials: Source): readonly ProfileSection[] {
  return [
    ...placed(config, selectConfig(name, findSections(config.text, name))),
    ...placed(credentials, selectCredentials(name, findSections(credentials.text, name))),
  ];
}

function placed({ file, origin }: Source, sections: readonly Section[]): readonly ProfileSection[] {
  return sections.map((section) => ({ ...section, file, origin }));
}

function findServices(name: string, config: Source): Profile | undefined {
  const sections = findSections(config.text, name).filter((section) =>
    section.kind === "services" && section.name === name
  );
  if (sections.length === 0) return undefined;
  const settings = sections.flatMap((section) => readSettings(`[services ${name}]`, section, config));
  return { name, settings: new Map(settings) };
}

/** An unprefixed section counts only where no prefixed one exists; for `default` that is AWS's own rule. */
function selectConfig<Found extends Header>(name: string, sections: readonly Found[]): readonly Found[] {
  if (sections.length < 2) return sections.filter((section) => configName(section) === name);
  const prefixed = sections.filter((section) => configName(section) === name && section.kind !== "");
  return prefixed.length > 0 ? prefixed : sections.filter((section) => configName(section) === name);
}

function selectCredentials(name: string, sections: readonly Section[]): readonly Section[] {
  return sections.filter((section) => credentialsName(section) === name);
}

/**
 * The name of the profile that a section of the config file is, or undefined when it is none. Words of AWS's own
 * without a name are none (the AWS CLI reads `[plugins]`), nor is a slip such as `[profilefoo]`.
 */
export function configName({ kind, name }: Header): string | undefined {
  if (name === "") return undefined;
  if (kind === "profile") return name;
  if (kind !== "" || name.startsWith("profile")) return undefined;
  return ["plugins", "preview", "services", "sso-session"].includes(name) ? undefined : name;
}

/**
 * The name of the profile that a section of the credentials file is, or undefined when it is none.
 * `aws configure` writes a name with blanks without quotes there: `[my dev]`.
 */
export function credentialsName({ kind, name, title }: Header): string | undefined {
  if (kind === "") return name === "" ? undefined : name;
  return isConfigOnly(kind) || kind === "profile" ? undefined : title;
}

function isConfigOnly(kind: string): boolean {
  return kind === "sso-session" || kind === "services";
}

/** `what` is what errors call the section. */
function readSettings(
  what: string,
  { settings, problems }: Section,
  source: Place,
): readonly (readonly [string, ProfileSetting])[] {
  const { file } = source;
  const [problem] = problems;
  if (problem !== undefined) {
    throw new ConfigError(`Cannot read ${what}: ${file}:${problem.line}: ${problem.text}`, {
      hint: `Correct line ${problem.line} of ${file}`,
    });
  }
  return [...settings].map(([key, setting]) => [key, locate(setting, source)]);
}

function locate({ value, line, nested }: Setting, source: Place): ProfileSetting {
  const { file, origin } = source;
  const located = { value, file, line, origin };
  if (nested === undefined) return located;
  return { ...located, nested: new Map([...nested].map(([key, each]) => [key, locate(each, source)])) };
}

function listNames(config: readonly Header[], credentials: readonly Header[]): readonly string[] {
  const names = new Set([...config.map(configName), ...credentials.map(credentialsName)]);
  return [...names].filter((name) => name !== undefined).sort();
}

function listProblems({ file, origin }: Source, { sections, problems }: IniOutline): readonly FileProblem[] {
  const misplaced = sections
    .filter(({ kind }) => origin === "credentials" && isConfigOnly(kind))
    .map(({ kind, line }) => ({ line, text: `expected "[${kind} ...]" in the config file` }));
  return [...problems, ...misplaced]
    .sort((left, right) => left.line - right.line)
    .map((problem) => ({ ...problem, file }));
}
