import type { System } from "../system.ts";
import type { Extension } from "./unplugged.ts";

/** `awsume --list-plugins`: the name of each plugin with its file, on stderr as the original has it. */
export function listPlugins({ all }: Pick<Extension, "all">, system: System): void {
  if (all.length === 0) system.tell("There are no plugins; awsume help plugin says how to add one");
  for (const { name, kind, file } of all) system.tell(`${name} (${kind}) ${file}`);
}
