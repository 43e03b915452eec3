import type { Margin } from "../assume/cache.ts";
import { recall, type Recalled } from "../assume/recall.ts";
import { AwsumeError } from "../errors.ts";
import type { System } from "../system.ts";

/** Whose session is wanted. */
export interface Wanted {
  readonly profile: string;
  readonly margin: Margin;
  /** What was typed for the profile, for plugins that want to see the result; absent where they are not shown it. */
  readonly typed?: string | null;
}

/**
 * The session that the profile had before, shown to those who watch; undefined when there is anything to ask, to call
 * or to complain about. Throws what a plugin fails with once it is shown the result.
 */
export async function fromMemory(wanted: Wanted, system: System): Promise<Recalled | undefined> {
  const recalled = await recallCurrent(wanted, system);
  if (recalled?.shown === undefined) return recalled;
  const { watch } = await import("./watch.ts");
  return await watch(recalled, wanted.typed, system) ? recalled : undefined;
}

async function recallCurrent({ profile, margin }: Wanted, system: System): Promise<Recalled | undefined> {
  try {
    const recalled = await recall(profile, margin, system);
    return await recalled?.isCurrent ? recalled : undefined;
  } catch (error) {
    if (error instanceof AwsumeError) return undefined;
    throw error;
  }
}
