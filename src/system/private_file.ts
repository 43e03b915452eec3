import type { System } from "../system.ts";
import { listNames, toConfigError, writeText } from "./files.ts";
import { isRunning, readStart } from "./process_start.ts";

/** So old is a file whose holder's life cannot be told: that of another computer with the same home folder, say. */
const maxAgeMs = 30 * 24 * 60 * 60 * 1000;

/** An awsume that was killed just when it had started the program could not say so any more. */
const startMs = 60 * 1000;

/**
 * `System.withPrivateFile`. The last lines of the file are comments that name the processes that need it: awsume, and
 * the program that reads it, which may outlive an awsume that is killed.
 */
export const withPrivateFile: System["withPrivateFile"] = async (folder, text, work) => {
  const path = `${folder}/${crypto.randomUUID()}.config`;
  try {
    writeText(path, `${text.replace(/\n*$/, "\n")}${holderLine(Deno.pid)}`);
    return await work({
      path,
      keepFor: (pid) => Deno.writeTextFileSync(path, holderLine(pid), { append: true, create: false }),
    });
  } finally {
    removeQuietly(path);
  }
};

/** `System.removeLeftovers`. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of listNames(folder).filter((name) => /^[0-9a-f-]+\.config$/.test(name))) {
    const path = `${folder}/${name}`;
    if (!await isHeld(path)) removeQuietly(path);
  }
}

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When the process began, in the system's own words; empty where the system does not tell. */
  readonly start: string;
}

function holderLine(pid: number): string {
  return `# held by ${Deno.hostname()} ${pid} ${readStart(pid)}\n`;
}

function readHolders(text: string): readonly Holder[] {
  return Array.from(text.matchAll(/^# held by (\S*) (\d+) (.*)$/gm), ([, host = "", pid, start = ""]) => {
    return { host, pid: Number(pid), start };
  });
}

/** A file that was removed meanwhile, or cannot be read, is not ours to remove. */
async function isHeld(path: string): Promise<boolean> {
  try {
    const holders = readHolders(await Deno.readTextFile(path));
    const { mtime } = await Deno.stat(path);
    const ageMs = Date.now() - (mtime?.getTime() ?? 0);
    if (holders.some(isSame) || holders.length === 1 && ageMs < startMs) return true;
    return ageMs < maxAgeMs && (await Promise.all(holders.map(mayLive))).includes(true);
  } catch {
    return true;
  }
}

/** The same process, not a later one that was given its number. */
function isSame({ host, pid, start }: Holder): boolean {
  return host === Deno.hostname() && start !== "" && readStart(pid) === start;
}

async function mayLive({ host, pid, start }: Holder): Promise<boolean> {
  return host !== Deno.hostname() || start === "" && await isRunning(pid);
}

function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw toConfigError("remove", path, error);
  }
}
