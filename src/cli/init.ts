import { initText } from "../../shells/functions.ts";
import { findShell } from "../../shells/mod.ts";
import type { System } from "../system.ts";
import { directWords } from "./direct_words.ts";

/** `awsume init SHELL`: prints the function to load. Throws UsageError for a shell that awsume does not know. */
export function init(shell: string, system: System): void {
  system.print(initText(findShell(shell), system.self, directWords));
}
