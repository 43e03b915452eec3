import { AwsumeError } from "../errors.ts";
import type { System } from "../system.ts";
import { init } from "./init.ts";

/**
 * Answers `awsume init SHELL`, which every new shell runs: exit code 0, or undefined when there is anything to
 * complain about.
 */
export function quickInit([, shell, ...more]: readonly string[], system: System): 0 | undefined {
  if (shell === undefined || more.length > 0 || shell.startsWith("-")) return undefined;
  try {
    init(shell, system);
    return 0;
  } catch (error) {
    if (error instanceof AwsumeError) return undefined;
    throw error;
  }
}
