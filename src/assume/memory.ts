import { isOfVariables } from "../sources/mod.ts";
import type { Plan } from "./plan.ts";
import type { Memory } from "./recall.ts";
import { statedAccount } from "./stated_account.ts";
import { endpointOf, lastKey, nameOf, stepsOf } from "./steps.ts";

/**
 * What a plan comes to, for the next time; undefined when nothing is kept, or there is something to say. Nor where the
 * source is found by variables that a switch sets or unsets: `recall` does not look at those.
 */
export async function memoryOf(plan: Plan): Promise<Memory | undefined> {
  if (isOfVariables(plan.source)) return undefined;
  const { profile, region, notes } = plan;
  const [last, entry] = [stepsOf(plan).at(-1), await lastKey(plan)];
  if (last === undefined || entry === undefined || notes.length > 0) return undefined;
  const foreign = endpointOf(plan)?.foreign;
  const account = statedAccount(plan);
  return {
    entry,
    label: nameOf(last),
    profile,
    ...(region === undefined ? {} : { region }),
    ...(foreign === undefined ? {} : { foreign }),
    ...(account === undefined ? {} : { account }),
  };
}
