import type { Plugins } from "../plugins/mod.ts";
import type { System } from "../system.ts";

/** `awsume --list-plugins`: the name of each plugin with its file, on stderr as the original has it. */
export function listPlugins({ all }: Plugins, system: System): void {
  if (all.length === 0) system.tell("There are no plugins; awsume help plugin says how to add one");
  for (const { name, kind, file } of all) system.tell(`${name} (${kind}) ${file}`);
}
