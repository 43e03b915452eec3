import { lockPath } from "../../assume/cache.ts";
import { refuseTaken } from "../../assume/managed.ts";
import { toValue } from "../../aws/ini_edit.ts";
import { parseIni } from "../../aws/ini.ts";
import { locateFiles, type ProfileFiles } from "../../aws/profile_files.ts";
import { configName } from "../../aws/profile_names.ts";
import { type Profiles, readProfiles } from "../../aws/profiles.ts";
import { ConfigError } from "../../errors.ts";
import type { System } from "../../system.ts";
import type { NewSettings } from "../../aws/ini_edit.ts";
import { suggested } from "../../suggested.ts";

/** The texts of the two files. */
export interface Texts {
  readonly config: string;
  readonly credentials: string;
}

/** The two files as they are; undefined for one that is not there. */
export interface State {
  readonly paths: ProfileFiles;
  readonly config: string | undefined;
  readonly credentials: string | undefined;
  readonly profiles: Profiles;
}

/** What every program would read: profiles, and the other sections of the config file, key by key. */
export interface Meaning {
  readonly profiles: Readonly<Record<string, Values>>;
  readonly others: Readonly<Record<string, Values>>;
}

type Values = Readonly<Record<string, string>>;

/** New texts, and what they shall mean. */
export interface Edit {
  readonly texts: Texts;
  readonly meaning: Meaning;
  /** Whether there are secrets among what is new in the credentials file. */
  readonly hasNewSecrets?: true;
}

/** A checked edit beside what it was made from. */
export interface Change {
  readonly state: State;
  readonly texts: Texts;
}

/** Makes an edit of the files as they are. Throws UsageError, ConfigError. */
export type MakeEdit = (state: State, meaning: Meaning) => Edit;

/** Both files as they are in this moment. Throws ConfigError. */
export async function readState(system: System): Promise<State> {
  const paths = await locateFiles(system);
  await refuseOneFile(paths, system);
  const [config, credentials] = await Promise.all([
    system.read(paths.config),
    system.read(paths.credentials),
  ]);
  const profiles = await toProfiles(paths, { config: config ?? "", credentials: credentials ?? "" }, system);
  return { paths, config, credentials, profiles };
}

/** The edit, made and checked; nothing is written. Throws UsageError, ConfigError. */
export async function planChange(make: MakeEdit, system: System): Promise<Change> {
  const state = await readState(system);
  const edit = make(state, toMeaning(state.profiles));
  for (const name of ["config", "credentials"] as const) {
    refuseTaken(state.paths[name], state[name] ?? "", edit.texts[name]);
  }
  const outcome = toMeaning(await toProfiles(state.paths, edit.texts, system));
  if (toComparable(outcome) !== toComparable(edit.meaning)) {
    throw new ConfigError(
      "Cannot make this change: programs would read the files otherwise than it is meant",
      {
        hint: `Edit ${state.paths.config} by hand, or run awsume doctor to see what is wrong with it`,
      },
    );
  }
  if (edit.hasNewSecrets) await refuseReadable(state.paths.credentials, system);
  return { state, texts: edit.texts };
}

/**
 * Makes the edit of the files as they are in this moment, one awsume at a time, and writes both or neither.
 * `agreed` is the change that a person has agreed to: it must be the same still. Throws UsageError, ConfigError.
 */
export async function writeChange(
  make: MakeEdit,
  agreed: Change | undefined,
  system: System,
): Promise<Change> {
  const paths = await locateFiles(system);
  const waiting = (path: string): string => `Waiting for another awsume that is writing ${path}`;
  return await system.locked(
    await lockPath("config-file", system),
    waiting(paths.config),
    async () =>
      await system.locked(
        await lockPath("credentials-file", system),
        waiting(paths.credentials),
        async () => {
          const change = await planChange(make, system);
          if (agreed !== undefined) refuseOther(change, agreed);
          await writeBoth(change, system);
          return change;
        },
      ),
  );
}

function refuseOther({ texts }: Change, agreed: Change): void {
  if (texts.config === agreed.texts.config && texts.credentials === agreed.texts.credentials) return;
  throw new ConfigError("Cannot make the change that was shown: another program has just changed the files", {
    hint: "Run the command again",
  });
}

/** What refers to something is written last; when that fails, the first file is made what it was. */
async function writeBoth({ state, texts }: Change, system: System): Promise<void> {
  const { paths, config, credentials } = state;
  await writeOne(paths.credentials, credentials, texts.credentials, system);
  try {
    await writeOne(paths.config, config, texts.config, system);
  } catch (error) {
    if (texts.credentials !== (credentials ?? "")) {
      await undo(paths.credentials, credentials, texts.credentials, system);
    }
    throw error;
  }
}

async function undo(path: string, old: string | undefined, text: string, system: System): Promise<void> {
  await (old === undefined ? system.remove(path) : system.write(path, old, { edited: text }));
}

async function writeOne(path: string, old: string | undefined, text: string, system: System): Promise<void> {
  if (text === (old ?? "")) return;
  await (old === undefined ? system.write(path, text) : system.write(path, text, { edited: old }));
}

async function toProfiles(paths: ProfileFiles, texts: Texts, system: System): Promise<Profiles> {
  const read = (path: string): Promise<string | undefined> => {
    if (path === paths.config) return Promise.resolve(texts.config);
    return path === paths.credentials ? Promise.resolve(texts.credentials) : system.read(path);
  };
  return await readProfiles({ env: system.env, os: system.os, home: system.home, read });
}

/** The edits of one would overwrite those of the other. */
async function refuseOneFile(paths: ProfileFiles, system: System): Promise<void> {
  const [config, credentials] = await Promise.all([
    system.statusOf(paths.config),
    system.statusOf(paths.credentials),
  ]);
  const real = config?.realPath ?? paths.config;
  if (real !== (credentials?.realPath ?? paths.credentials)) return;
  throw new ConfigError(`Cannot edit ${real}: it is both the config file and the credentials file`, {
    hint: "Give each a file of its own, by AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE",
  });
}

/** Throws ConfigError: an edit keeps the mode of a person's file, and a new one is private. */
export async function refuseReadable(path: string, system: System): Promise<void> {
  const { mode = 0 } = await system.statusOf(path) ?? {};
  if ((mode & 0o077) === 0) return;
  throw new ConfigError(`Cannot write keys to ${path}: others can read it (mode ${mode.toString(8)})`, {
    hint: `Run chmod 600 ${suggested(path)}`,
  });
}

function toMeaning(profiles: Profiles): Meaning {
  const all = profiles.all();
  const entries = all.names.map((name) => {
    const found = all.read(name);
    // A broken profile stays as broken as it was, on another line perhaps.
    if (!("settings" in found)) return [name, { "": found.text }] as const;
    return [name, Object.fromEntries([...found.settings].map(([key, { value }]) => [key, value]))] as const;
  });
  const others = parseIni(profiles.texts[0] ?? "").sections.filter((section) =>
    configName(section) === undefined
  )
    .map(({ title, settings }) =>
      [title, Object.fromEntries([...settings].map(([key, { value }]) => [key, value]))] as const
    );
  return { profiles: Object.fromEntries(entries), others: Object.fromEntries(others) };
}

/** The settings of a section as they are read. */
export function toValues(settings: NewSettings): Values {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, toValue(value)]));
}

/** The order of sections and keys means nothing. */
function toComparable({ profiles, others }: Meaning): string {
  const sort = (record: Readonly<Record<string, Values>>): unknown =>
    Object.entries(record).map(([name, values]) => [name, Object.entries(values).sort(byKey)] as const).sort(
      byKey,
    );
  return JSON.stringify([sort(profiles), sort(others)]);
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
