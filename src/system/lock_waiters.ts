/**
 * Who waits for a lock: the kernel does not tell, so each of them says so by a file beside the lock's, with the number of
 * its process at its end.
 *
 * @module
 */
import { folderOf } from "./files.ts";
import { isRunning } from "./process_start.ts";

/** Says that this process waits for the lock at that path, until what is returned is called. */
export function markWaiter(path: string): () => void {
  const mark = `${path}.${Deno.pid}`;
  try {
    Deno.writeTextFileSync(mark, "", { mode: 0o600 });
  } catch {
    // Then nothing is handed over.
  }
  return () => removeIfThere(mark);
}

/** Whether another process waits for it. What was killed while it waited is forgotten. */
export async function isAwaited(path: string): Promise<boolean> {
  let isFound = false;
  for (const mark of findMarks(path)) {
    const pid = Number(mark.slice(path.length + 1));
    if (pid === Deno.pid) continue;
    if (await isRunning(pid)) isFound = true;
    else removeIfThere(mark);
  }
  return isFound;
}

function findMarks(path: string): readonly string[] {
  const folder = folderOf(path);
  const start = `${path.slice(folder.length)}.`;
  try {
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    return names.filter((name) => name.startsWith(start)).map((name) => `${folder}${name}`);
  } catch {
    return [];
  }
}

/** Whatever stands in the way: a file that stays costs a run at most. */
export function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It is gone, or somebody else has it open on Windows.
  }
}
