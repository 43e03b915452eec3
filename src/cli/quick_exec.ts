import { childEnvironment } from "../assume/child_environment.ts";
import { privateFolder, usualMargin } from "../assume/cache.ts";
import { toEnvChange } from "../assume/environment.ts";
import { recall } from "../assume/recall.ts";
import { AwsumeError } from "../errors.ts";
import type { System } from "../system.ts";
import { runProgram } from "./run_program.ts";

/**
 * Answers `awsume exec PROFILE [--] CMD…` from memory: the exit code of the command, or undefined when the command
 * line says more or when there is anything to ask, to call or to complain about.
 */
export async function quickExec(
  [, profile = "", ...rest]: readonly string[],
  system: System,
): Promise<number | undefined> {
  const words = rest[0] === "--" ? rest.slice(1) : rest;
  const isPlain = rest[0] === "--" || !rest[0]?.startsWith("-");
  if (!isPlain || !words[0] || profile === "" || profile.startsWith("-")) return undefined;
  const env = await environmentFromMemory(profile, system);
  if (env === undefined) return undefined;
  await system.removeLeftovers(await privateFolder(system));
  return await runProgram(words, env, system);
}

async function environmentFromMemory(profile: string, system: System): Promise<System["env"] | undefined> {
  try {
    const recalled = await recall(profile, usualMargin, system);
    if (recalled === undefined || !await recalled.isCurrent) return undefined;
    return childEnvironment(system.env, toEnvChange(recalled.session));
  } catch (error) {
    if (error instanceof AwsumeError) return undefined;
    throw error;
  }
}
