import { findPlugins, type Trouble } from "../../plugins/find.ts";
import { loadEach, type Loaded } from "../../plugins/load.ts";
import { isOff } from "../../plugin_folder.ts";
import type { System } from "../../system.ts";
import { printJson, printText, tellLines } from "../output.ts";
import { tableText } from "../table.ts";

/** `awsume plugin list`: what is loaded for a switch, what cannot be, and why. Throws ConfigError. */
export async function tellPlugins(form: "table" | "json", system: System): Promise<void> {
  const { found, troubles } = await findPlugins(system);
  const rows = [...(await loadEach(found, system)).map(toRow), ...troubles.map(toTroubled)];
  if (isOff(system)) system.tell("AWSUME_NO_PLUGINS is set: a switch loads none of them");
  if (form === "json") return printJson(rows, system);
  if (rows.length === 0) return system.tell("There are no plugins; awsume plugin new NAME writes one");
  printText(tableText([["NAME", "KIND", "LOAD", "FILE", "HOOKS"], ...rows.map(toCells)]), system);
  for (const { trouble, hint } of rows) {
    if (trouble !== null) system.tell(`awsume: ${trouble}`);
    if (hint !== null) tellLines(hint.replace(/^/gm, "        "), system);
  }
}

/** Every key is always there, so that a program need not look for it. */
interface Row {
  readonly name: string;
  readonly kind: string | null;
  readonly file: string | null;
  readonly hooks: readonly string[];
  readonly loadMs: number | null;
  readonly trouble: string | null;
  readonly hint: string | null;
}

function toRow(loaded: Loaded): Row {
  const { found: { file }, loadMs } = loaded;
  if (loaded.kind === "failed") return { ...toTroubled(loaded.trouble), file, loadMs };
  const { name, kind, hooks } = loaded.plugin;
  return { name, kind, file, hooks: [...hooks], loadMs, trouble: null, hint: null };
}

function toTroubled({ entry, message, hint }: Trouble): Row {
  return {
    name: entry,
    kind: null,
    file: null,
    hooks: [],
    loadMs: null,
    trouble: message,
    hint: hint ?? null,
  };
}

function toCells({ name, kind, file, hooks, loadMs, trouble }: Row): readonly string[] {
  const load = loadMs === null ? "-" : `${loadMs} ms`;
  return [
    name,
    kind ?? "!",
    load,
    file ?? "-",
    trouble === null ? hooks.join(", ") || "-" : "cannot be used",
  ];
}
