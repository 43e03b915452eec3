import type { System } from "../system.ts";
import { toConfigError, writeText } from "./files.ts";

/** `System.withPrivateFile`. The process in the name tells whether the file has an owner still. */
export const withPrivateFile: System["withPrivateFile"] = async (folder, text, work) => {
  await removeLeftovers(folder);
  const path = `${folder}/exec-${Deno.pid}-${crypto.randomUUID()}.config`;
  try {
    writeText(path, text);
    return await work(path);
  } finally {
    removeQuietly(path);
  }
};

async function removeLeftovers(folder: string): Promise<void> {
  const { kill } = await import("node:process");
  for (const name of namesIn(folder)) {
    const [, pid] = /^exec-(\d+)-[0-9a-f-]+\.config$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid), kill)) removeQuietly(`${folder}/${name}`);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw toConfigError("read", folder, error);
  }
}

/** Signal 0 only asks. A process of somebody else's counts as running: that may not be asked for. */
function isRunning(pid: number, kill: (pid: number, signal: 0) => unknown): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: string }).code !== "ESRCH";
  }
}

function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw toConfigError("remove", path, error);
  }
}
