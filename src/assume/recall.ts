/**
 * A switch that was made before is answered without reading a profile: what a profile's name came to is kept
 * together with a digest of everything that decided it. One changed byte, and the switch is planned anew.
 *
 * @module
 */
import { expandVariables, homeFolder } from "../home.ts";
import { mayHoldPlugins } from "../plugin_folder.ts";
import { inputsOfKeep } from "../sources/keep.ts";
import type { System } from "../system.ts";
import { version } from "../version.ts";
import { keepRecord, type Margin, readCached, readRecord, sha256 } from "./cache.ts";
import { unsetAll } from "./environment.ts";
import type { Session } from "./session.ts";

/** The files that decide about a switch, by path, as they were at one moment (`inputs.ts`). */
export type Inputs = ReadonlyMap<string, string | undefined>;

/** What a switch came to; it holds no secret. */
export interface Memory {
  /** The cache entry of the last hop, and what messages call it. */
  readonly entry: string;
  readonly label: string;
  readonly profile: string;
  readonly region?: string;
  /** That STS is not AWS's. */
  readonly foreign?: string;
  /** The variables that a profile's command goes by. */
  readonly keep?: readonly string[];
  /** The account that a role says the credentials are of. */
  readonly account?: string;
  /** The command line that plugins are shown, but for the profile: only where they are shown what is remembered. */
  readonly shown?: Readonly<Record<string, unknown>>;
}

/** A memory, with the files that decided and the digest of everything that did. */
interface Kept extends Memory {
  readonly files: readonly string[];
  readonly inputs: string;
}

/** A session as it was before, and whether everything that decided it still is: only then may it be used. */
export interface Recalled {
  readonly session: Session;
  /** What messages call its last hop. */
  readonly label: string;
  readonly foreign?: string;
  readonly account?: string;
  readonly shown?: Memory["shown"];
  /** A promise, because the digest takes a while in another thread. */
  readonly isCurrent: Promise<boolean>;
}

/** The session that this profile had before, if its credentials are still fresh. Throws ConfigError. */
export async function recall(profile: string, margin: Margin, system: System): Promise<Recalled | undefined> {
  const memory = await readMemory(profile, system);
  if (memory === undefined) return undefined;
  // Those that the settings name are in the digest; who lies there has a say, too.
  if (memory.shown === undefined && await mayHoldPlugins(system)) return undefined;
  const digest = digestOf(memory, await readFiles(memory.files, system), system);
  const entry = await readCached(memory.entry, margin, system);
  if (entry === undefined) return undefined;
  const { label, region, account, inputs, shown, foreign } = memory;
  return {
    session: { profile, credentials: entry.credentials, ...(region ? { region } : {}) },
    label,
    ...(foreign && { foreign }),
    ...(account && { account }),
    ...(shown && { shown }),
    isCurrent: digest.then((current) => current === inputs),
  };
}

/** Keeps what the profile came to with these inputs. */
export async function remember(memory: Memory, inputs: Inputs, system: System): Promise<void> {
  const digest = await digestOf(memory, inputs, system);
  const record = { ...memory, files: [...inputs.keys()], inputs: digest };
  await keepRecord(await memoryName(memory.profile, system), record, system);
}

/** Which files they are is decided by what the digest covers, so they need not be located again. */
async function readFiles(paths: readonly string[], { read }: System): Promise<Inputs> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)));
}

/**
 * A digest of all that decides about a switch. The length stands before each text, so that no byte can wander
 * from one file to the next unseen.
 */
async function digestOf(
  { profile, keep }: Pick<Memory, "profile" | "keep">,
  inputs: Inputs,
  system: System,
): Promise<string> {
  const variables = Object.entries(system.env).filter(([name]) => decides(name)).sort()
    .map(([name, value]) => [name, isPath(name) ? expandVariables(value, system.env, system.os) : value]);
  const texts = [...inputs].map(([path, text]) => `${path}\n${text?.length ?? "none"}\n${text ?? ""}`);
  const kept = keep && inputsOfKeep(keep, system);
  const start = [version, JSON.stringify([profile, await homeFolder(system), variables, kept])];
  return await sha256([...start, ...texts].join("\n"));
}

/**
 * The variables that a plan reads. Those that a switch sets are none: they stand for the switch before. Nor are
 * those by which the shell's function names itself, or what `-a` keeps of the variables that it holds back.
 */
function decides(name: string): boolean {
  const isRead = /^(?:AWS|XDG)|^(?:HOME|USERPROFILE|HOMEDRIVE|HOMEPATH)$/.test(name);
  return isRead && !unsetAll.has(name) && !/^AWSUME_(?:SHELL|FUNCTION|BEFORE)$/.test(name);
}

/** In these, other variables stand for a part. */
function isPath(name: string): boolean {
  return name === "AWS_CONFIG_FILE" || name === "AWS_SHARED_CREDENTIALS_FILE";
}

/**
 * One file a profile, and one more for each pair of files that variables or options name: programs behind `-a` and
 * folders with files of their own would else push each other out. A name too long for a file name is not remembered.
 */
async function memoryName(profile: string, { env }: System): Promise<string> {
  const name = `switch-${encodeURIComponent(profile.toWellFormed())}`;
  const files = [env.AWS_CONFIG_FILE, env.AWS_SHARED_CREDENTIALS_FILE];
  return files.some(Boolean) ? `${name}-${(await sha256(JSON.stringify(files))).slice(0, 16)}` : name;
}

async function readMemory(profile: string, system: System): Promise<Kept | undefined> {
  const fields = await readRecord(await memoryName(profile, system), system);
  const { files, inputs, entry, label, region, keep, account, shown, foreign } = fields;
  const isOurs = fields.profile === profile && typeof inputs === "string" && typeof entry === "string" &&
    typeof label === "string" && isOptional(region) && isOptional(account) && isTexts(files) &&
    (keep === undefined || isTexts(keep)) && (shown === undefined || isRecord(shown));
  if (!isOurs) return undefined;
  return {
    files,
    inputs,
    entry,
    label,
    profile,
    ...(region === undefined ? {} : { region }),
    ...(typeof foreign === "string" && { foreign }),
    ...(keep && { keep }),
    ...(account === undefined ? {} : { account }),
    ...(shown && { shown }),
  };
}

function isOptional(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((path) => typeof path === "string");
}
