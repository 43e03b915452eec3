import { toEnvChange } from "../assume/environment.ts";
import { recall } from "../assume/recall.ts";
import { tellEnd } from "../assume/session.ts";
import { AwsumeError } from "../errors.ts";
import type { System } from "../system.ts";
import { findTarget, printChange } from "./output.ts";

/**
 * Answers `awsume` and `awsume PROFILE` from memory: exit code 0, or undefined when the command line says more
 * or when there is anything to ask, to call or to complain about. Kept apart so that the commonest command
 * loads a few files only.
 */
export async function quick(argv: readonly string[], system: System): Promise<0 | undefined> {
  const [profile = "default", ...more] = argv;
  if (more.length > 0 || profile.startsWith("-")) return undefined;
  try {
    const target = findTarget({ show: false, debug: false }, system);
    const recalled = await recall(profile, system);
    if (recalled === undefined) return undefined;
    const change = toEnvChange(recalled.session);
    if (!await recalled.isCurrent) return undefined;
    tellEnd(recalled.label, recalled.session.credentials, system);
    printChange(change, target, system);
    return 0;
  } catch (error) {
    if (error instanceof AwsumeError) return undefined;
    throw error;
  }
}
