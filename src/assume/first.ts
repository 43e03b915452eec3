import type { Credentials } from "../aws/credentials.ts";
import type { System } from "../system.ts";
import { readCached, usualMargin } from "./cache.ts";
import type { ExecuteOptions } from "./execute.ts";
import type { Plan } from "./plan.ts";
import { processKey } from "./steps.ts";

/**
 * The first credentials of a plan as far as they decide about its steps and are at hand: what a command with `awsume_keep`
 * has printed. Nothing is run for it, and nobody asked.
 */
export async function findFirst(
  { source }: Plan,
  { refresh, noCache }: Pick<ExecuteOptions, "refresh" | "noCache">,
  system: System,
): Promise<Credentials | undefined> {
  if (source.kind !== "process" || source.keep === undefined || refresh || noCache) return undefined;
  return (await readCached(await processKey(source, system), usualMargin, system))?.credentials;
}
