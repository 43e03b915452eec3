import { AwsumeError } from "../errors.ts";
import { mayHavePlugins } from "../plugins/none.ts";
import type { System } from "../system.ts";
import { complete } from "./complete.ts";
import { unextended } from "./unplugged.ts";

/**
 * Answers a shell's completion function: exit code 0, or undefined when there may be plugins, which have candidates of
 * their own, or anything to complain about.
 */
export async function quickComplete([, ...asked]: readonly string[], system: System): Promise<0 | undefined> {
  try {
    if (await mayHavePlugins(system)) return undefined;
    await complete(asked, unextended, system);
    return 0;
  } catch (error) {
    if (error instanceof AwsumeError) return undefined;
    throw error;
  }
}
