import { childEnvironment } from "../assume/child_environment.ts";
import { privateFolder, usualMargin } from "../assume/cache.ts";
import { toEnvChange } from "../assume/environment.ts";
import type { System } from "../system.ts";
import { fromMemory } from "./from_memory.ts";
import { runProgram } from "./run_program.ts";

/**
 * Answers `awsume exec PROFILE [--] CMD…` from memory: the exit code of the command, or undefined when the command
 * line says more or when there is anything to ask, to call or to complain about. Throws as `fromMemory` does.
 */
export async function quickExec(
  [, profile = "", ...rest]: readonly string[],
  system: System,
): Promise<number | undefined> {
  const words = rest[0] === "--" ? rest.slice(1) : rest;
  const isPlain = rest[0] === "--" || !rest[0]?.startsWith("-");
  if (!isPlain || !words[0] || profile === "" || profile.startsWith("-")) return undefined;
  const recalled = await fromMemory({ profile, margin: usualMargin, typed: profile }, system);
  if (recalled === undefined) return undefined;
  const env = childEnvironment(system.env, toEnvChange(recalled.session, system.env));
  await system.removeLeftovers(await privateFolder(system));
  return await runProgram(words, env, system);
}
