import { UsageError } from "../../errors.ts";
import type { System } from "../../system.ts";
import { isAgreed } from "../agreement.ts";
import { type MakeEdit, planChange, writeChange } from "./files.ts";
import { showChange } from "./show.ts";

/** How a change is made. */
export interface Manner {
  readonly isDryRun: boolean;
  /** What a person must agree to first. */
  readonly question?: string;
  /** What is told once it is done. */
  readonly done: string;
}

/**
 * Makes a change and shows it, the other way round where a person must agree. Throws UsageError, ConfigError,
 * Interrupted.
 */
export async function carryOut(make: MakeEdit, manner: Manner, system: System): Promise<void> {
  const { isDryRun, question, done } = manner;
  if (!isDryRun && question === undefined) {
    showChange(await writeChange(make, undefined, system), system);
    return system.tell(done);
  }
  const planned = await planChange(make, system);
  showChange(planned, system);
  if (isDryRun) return system.tell("Nothing was written: this is what would change");
  if (question !== undefined && !await isConfirmed(question, system)) {
    return system.tell("Nothing was changed");
  }
  await writeChange(make, planned, system);
  system.tell(done);
}

async function isConfirmed(question: string, system: System): Promise<boolean> {
  if (await system.canChoose()) return await isAgreed(question, system);
  throw new UsageError("Cannot remove access keys unasked: there is no terminal", {
    hint: "Add --yes if they may go: AWS does not show a secret again",
  });
}
