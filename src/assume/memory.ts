import type { Inputs, Memory } from "./recall.ts";
import { placeOfProof } from "../sources/identity.ts";
import { isOfVariables, toIdentity } from "../sources/mod.ts";
import { readDecidingFile } from "../sources/proof.ts";
import { keepOf, toOpen } from "../sources/remembering.ts";
import type { System } from "../system.ts";
import type { Plan } from "./plan.ts";
import { statedAccount } from "./stated_account.ts";
import { endpointOf, lastKey, nameOf, stepsOf } from "./steps.ts";

/**
 * What a plan comes to, for the next time; undefined when nothing is kept, or there is something to say. Nor where the
 * source is found by variables that a switch sets or unsets (`recall` does not look at those), or where its credentials
 * have to be there to know whose they are.
 */
export async function memoryOf(plan: Plan, system: System): Promise<Memory | undefined> {
  const { profile, region, notes, source, hops, userHops = hops } = plan;
  const isOpen = toOpen(source) !== undefined && hops.length + userHops.length > 0;
  if (isOfVariables(source) || isOpen || notes.length > 0) return undefined;
  const [last, entry, keep] = [stepsOf(plan).at(-1), await lastKey(plan, undefined, system), keepOf(source)];
  if (last === undefined || entry === undefined) return undefined;
  const foreign = endpointOf(plan)?.foreign;
  const account = statedAccount(plan);
  return {
    entry,
    label: nameOf(last),
    profile,
    ...(region === undefined ? {} : { region }),
    ...(foreign === undefined ? {} : { foreign }),
    ...(keep === undefined ? {} : { keep }),
    ...(account === undefined ? {} : { account }),
  };
}

/** These files, with that of a plan's token: whose token lies there decides, too. */
export async function withDeciding(inputs: Inputs, { source }: Plan, system: System): Promise<Inputs> {
  const identity = toIdentity(source);
  const place = identity && placeOfProof(identity);
  if (place?.kind !== "file") return inputs;
  return new Map([...inputs, await readDecidingFile(place, system)]);
}
