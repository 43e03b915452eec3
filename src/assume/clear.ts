import { locateFiles } from "../aws/profile_files.ts";
import { AuthError, AwsError, ConfigError, StillAsking } from "../errors.ts";
import { readQuestionSeconds } from "../settings.ts";
import type { System } from "../system.ts";
import { cacheFolder, entryPath, lockPath, runsFolder } from "./cache.ts";
import { isKey } from "./stored.ts";

/** So old is a file that its writer has left behind: a write takes no second. */
const leftBehindMs = 10 * 60 * 1000;

/** Removes an entry of the cache, and its lock; whether there was one. Throws ConfigError, StillAsking. */
export async function removeEntry(name: string, system: System): Promise<boolean> {
  const path = await entryPath(name, system);
  if (!isKey(name)) return await removeIfThere(path, system);
  const lock = await lockPath(name, system);
  return await inTurn(lock, {
    work: async () => {
      const isRemoved = await removeIfThere(path, system);
      // Whoever waits for this lock looks whether it is still there, but on Windows, where it has to stay.
      if (system.os !== "windows") await removeIfThere(lock, system);
      return isRemoved;
    },
    alone: () => removeIfThere(path, system),
  }, system);
}

/** The names of all entries that there are locks of; where nobody gets any, they are locks alone. Throws ConfigError. */
export async function listLocked(system: System): Promise<readonly string[]> {
  const files = await system.list(await cacheFolder(system));
  return files.filter((file) => file.endsWith(".lock")).map((file) => file.slice(0, -5)).filter(isKey);
}

/**
 * Removes what a program that was killed while it wrote, or while others waited for it, has left: it may hold secrets. In
 * the cache, and where the profile files lie. Returns the paths. Throws ConfigError.
 */
export async function removeLeftBehind(system: System): Promise<readonly string[]> {
  const { config, credentials } = await locateFiles(system);
  const folders = new Set([await cacheFolder(system), folderOf(config), folderOf(credentials)]);
  const halfWritten = [...folders].map((folder) => findPaths(folder, /^\.awsume-[0-9a-z]+$/, system));
  const ofRuns = findPaths(await runsFolder(system), /^[0-9a-f]{64}\.lock(?:\.\d+)?$/, system);
  const removed: string[] = [];
  for (const path of (await Promise.all([...halfWritten, ofRuns])).flat()) {
    if (await isLeftBehind(path, system) && await removeIfThere(path, system)) removed.push(path);
  }
  return removed;
}

async function findPaths(folder: string, form: RegExp, system: System): Promise<readonly string[]> {
  return (await system.list(folder)).filter((name) => form.test(name)).map((name) => `${folder}/${name}`);
}

async function isLeftBehind(path: string, system: System): Promise<boolean> {
  const { kind, changedAt } = await system.statusOf(path) ?? {};
  return kind === "file" && changedAt !== undefined &&
    system.now().getTime() - changedAt.getTime() > leftBehindMs;
}

/**
 * Waits for an awsume that is getting these credentials. The error of one that failed is meant for those who want the
 * same; it has written nothing, so the entry is removed all the same, and the lock left to the others who wait.
 */
async function inTurn(
  lock: string,
  { work, alone }: { readonly work: () => Promise<boolean>; readonly alone: () => Promise<boolean> },
  system: System,
): Promise<boolean> {
  try {
    const waiting = "Waiting for another awsume that is getting these credentials";
    return await system.locked(lock, waiting, work, { questionSeconds: await readQuestionSeconds(system) });
  } catch (error) {
    // Who is asking still will write after us.
    const hasFailed = (error instanceof AwsError || error instanceof AuthError) &&
      !(error instanceof StillAsking);
    if (hasFailed) return await alone();
    throw error;
  }
}

/** Another program may be removing the same. */
async function removeIfThere(path: string, system: System): Promise<boolean> {
  if (await system.statusOf(path) === undefined) return false;
  try {
    await system.remove(path);
    return true;
  } catch (error) {
    if (error instanceof ConfigError && await system.statusOf(path) === undefined) return false;
    throw error;
  }
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "");
}
