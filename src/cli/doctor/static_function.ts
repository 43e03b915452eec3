import { initText } from "../../../shells/functions.ts";
import { type Shell, shells } from "../../../shells/mod.ts";
import { placeOf } from "../../aws/profiles.ts";
import { suggested } from "../../suggested.ts";
import type { System } from "../../system.ts";
import { directWords } from "../direct_words.ts";
import type { Finding } from "./finding.ts";
import { readText, type SourcedFile } from "./start_up_files.ts";

/** The shell whose function, of this awsume and this version, the file holds. */
export async function findStaticShell({ path }: SourcedFile, system: System): Promise<Shell | undefined> {
  const text = await readText(path, system);
  // cmd, which has no start-up file, refuses some paths.
  const possible = shells.filter(({ startUp }) => startUp.files !== undefined);
  return possible.find((shell) => text === initText(shell, system.self, directWords));
}

/**
 * Whether the function that a shell reads from a file is of this awsume and this version; nothing where the
 * file holds something else. One of another version may not know all command words, and would evaluate what a
 * child prints.
 */
export async function checkStatic(sourced: SourcedFile, system: System): Promise<readonly Finding[]> {
  const current = await findStaticShell(sourced, system);
  const { path } = sourced;
  const reads = `${placeOf(sourced)} reads ${path}, which is`;
  if (current !== undefined) {
    return [{ check: "function", level: "ok", text: `${reads} of this version (${current.name})` }];
  }
  const text = await readText(path, system);
  const [, own] = /[\\/]function\.(\w+)$/.exec(path) ?? [];
  if (text === undefined) {
    return own === undefined || path.includes("$") ? [] : [sick(`${reads} not there`, own, system)];
  }
  const [, title] = /^# awsume for (\w+)/.exec(text) ?? [];
  return title === undefined ? [] : [sick(`${reads} of another awsume or version`, own ?? title, system)];
}

function sick(text: string, title: string, { self }: System): Finding {
  const name = title.toLowerCase();
  const isStatic = shells.some((shell) => shell.name === name && shell.startUp.source !== undefined);
  const mend = `${self.map(suggested).join(" ")} setup ${name}${isStatic ? " --static" : ""}`;
  return { check: "function", level: "problem", text, mend };
}
