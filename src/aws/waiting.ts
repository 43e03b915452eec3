import { whenOverdue } from "../overdue.ts";
import type { System } from "../system.ts";

/** After so long a person wonders whether anything is happening. */
const patienceMs = 2000;

/**
 * Does `work`, and says what it waits for when that takes a while: on a line of the terminal that goes away, elsewhere on
 * one that stays.
 */
export async function sayingWait<T>(
  host: string,
  work: () => Promise<T>,
  { progress, tell }: Pick<System, "progress" | "tell">,
): Promise<T> {
  let isShown = false;
  const stopSaying = whenOverdue(patienceMs, () => {
    const text = `Waiting for an answer of ${host}`;
    isShown = progress(text);
    if (!isShown) tell(text);
  });
  try {
    return await work();
  } finally {
    stopSaying();
    if (isShown) progress("");
  }
}
