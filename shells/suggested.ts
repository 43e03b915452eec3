import { AwsumeError } from "../src/errors.ts";
import { spellSuggested } from "../src/suggested.ts";
import type { System } from "../src/system.ts";
import { findShell, type Shell } from "./mod.ts";

/** The text of a hint as the person's shell would read its commands: the one of the function, else their own. */
export function forShell(text: string, { env, os }: Pick<System, "env" | "os">): string {
  const own = env.SHELL?.replace(/^.*[\\/]/, "").replace(/\.exe$/i, "");
  const shell = tryShell(env.AWSUME_SHELL) ?? tryShell(own) ??
    findShell(os === "windows" ? "powershell" : "bash");
  return spellSuggested(text, (word) => quote(word, shell));
}

function tryShell(name: string | undefined): Shell | undefined {
  if (!name) return undefined;
  try {
    return findShell(name);
  } catch (error) {
    if (error instanceof AwsumeError) return undefined;
    throw error;
  }
}

/** cmd has no quotes for `%` and `"`: there a person sees that the word is odd. */
function quote(word: string, { name, quote }: Shell): string {
  return name === "cmd" ? `"${word}"` : quote(word);
}
