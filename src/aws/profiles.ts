import { ConfigError } from "../errors.ts";
import type { Header } from "./ini_header.ts";
import { findLost, listLost } from "./ini_lost.ts";
import { findSections, listHeaders } from "./ini_search.ts";
import type { Problem, Section } from "./ini.ts";
import { mergeSettings, type Part, type Place } from "./merge_settings.ts";
import { type IniOutline, type Outline, outlineIni, type Wanted } from "./ini_scan.ts";
import { type FilesSystem, locateFiles } from "./profile_files.ts";
import { configName, credentialsName, isConfigOnly, selectConfig } from "./profile_names.ts";

/** One value and where it stands, so that a later error can name the line. */
export interface ProfileSetting {
  readonly value: string;
  readonly file: string;
  /** Counted from 1; 0 where a plugin gives the value, whose name `file` says then. */
  readonly line: number;
  readonly origin: "config" | "credentials";
  /** The indented `key = value` lines below a key without a value. */
  readonly nested?: ReadonlyMap<string, ProfileSetting>;
  /** Of a command that a comment ends: the column of its `#` or `;`, counted from 1. */
  readonly cut?: number;
  /** That of the config file, where the credentials file has the setting, too. */
  readonly hidden?: ProfileSetting;
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
  /**
   * The profile, or undefined when no file has it. Throws ConfigError when a line of it cannot be understood, or one
   * that may be its header.
   */
  find(name: string): Profile | undefined;
  /** The first line that may be meant as a header of this profile, and cannot be read as one. */
  findLost(name: string): FileProblem | undefined;
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
  /**
   * The profile of one of these names, or the line of it that cannot be understood. For another name it has no settings,
   * unless there is such a line.
   */
  read(name: string): Profile | FileProblem;
  /** The lines that belong to no readable section. */
  readonly problems: readonly FileProblem[];
}

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
    findLost: (name) => findLostHeader(name, [config, credentials]),
    sections: (name) => findProfileSections(name, config, credentials),
    findServices: (name) => findServices(name, config),
    names: () => listNames(listHeaders(config.text), listHeaders(credentials.text)),
    problems: () => readAll(config, credentials, new Set()).problems,
    all: (wanted) => readAll(config, credentials, wanted),
  };
}

function findLostHeader(name: string, files: readonly Source[]): FileProblem | undefined {
  for (const { file, text } of files) {
    const lost = findLost(text, name);
    if (lost !== undefined) return { file, line: lost.line, text: lost.text };
  }
  return undefined;
}

function readAll(config: Source, credentials: Source, wanted?: Wanted): AllProfiles {
  const [inConfig, inCredentials] = [outlineIni(config.text, wanted), outlineIni(credentials.text, wanted)];
  const configSections = Map.groupBy(inConfig.sections, configName);
  const credentialsSections = Map.groupBy(inCredentials.sections, credentialsName);
  const names = new Set([...configSections.keys(), ...credentialsSections.keys()]);
  const lost = [config, credentials].flatMap(({ file, text }) =>
    listLost(text).map(({ line, text, isAbout }) => ({ isAbout, problem: { file, line, text } }))
  );
  return {
    names: [...names].filter((name) => name !== undefined).sort(),
    read: (name) =>
      lost.find(({ isAbout }) => isAbout(name))?.problem ??
        toProfile(
          name,
          mergeSettings(readOutlines([
            [config, selectConfig(name, configSections.get(name) ?? [])],
            [credentials, credentialsSections.get(name) ?? []],
          ])),
        ),
    problems: [...listProblems(config, inConfig), ...listProblems(credentials, inCredentials)],
  };
}

function* readOutlines(files: readonly (readonly [Source, readonly Outline[]])[]): Iterable<Part> {
  for (const [source, outlines] of files) for (const outline of outlines) yield [outline.read(), source];
}

function toProfile(name: string, settings: ReturnType<typeof mergeSettings>): Profile | FileProblem {
  return "file" in settings ? settings : { name, settings };
}

function findProfile(name: string, config: Source, credentials: Source): Profile | undefined {
  const lost = findLostHeader(name, [config, credentials]);
  if (lost !== undefined) throw unreadable(`profile "${name}"`, lost);
  const found = findProfileSections(name, config, credentials);
  return found.length === 0 ? undefined : merge(name, `profile "${name}"`, found);
}

/** `what` is what errors call the sections. */
function merge(name: string, what: string, sections: readonly ProfileSection[]): Profile {
  const profile = toProfile(name, mergeSettings(sections.map((section) => [section, section] as const)));
  if ("settings" in profile) return profile;
  throw unreadable(what, profile);
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
  const lost = findLostHeader(name, [config]);
  if (lost !== undefined) throw unreadable(`[services ${name}]`, lost);
  const sections = findSections(config.text, name).filter((section) =>
    section.kind === "services" && section.name === name
  );
  return sections.length === 0 ? undefined : merge(name, `[services ${name}]`, placed(config, sections));
}

function selectCredentials(name: string, sections: readonly Section[]): readonly Section[] {
  return sections.filter((section) => credentialsName(section) === name);
}

/** The error for what cannot be read because of this line. */
export function unreadable(what: string, { file, line, text }: FileProblem): ConfigError {
  return new ConfigError(`Cannot read ${what}: ${file}:${line}: ${text}`, {
    hint: `Correct line ${line} of ${file}`,
  });
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
