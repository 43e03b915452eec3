import { pathFiles } from "../../../shells/on_path.ts";
import type { System } from "../../system.ts";
import { directWords } from "../direct_words.ts";
import type { Finding } from "./finding.ts";
import { ownPath } from "./on_path.ts";

/**
 * On Windows, the scripts that `awsume setup` writes are the function: whether they are there, and of this
 * version.
 */
export async function checkScripts(system: System): Promise<readonly Finding[]> {
  const own = ownPath(system);
  if (system.os !== "windows" || own === undefined) return [];
  const bin = own.replace(/[^\\/]*$/, "bin");
  const files = pathFiles(directWords);
  const texts = await Promise.all(files.map(({ name }) => system.read(`${bin}\\${name}`)));
  if (texts.every((text) => text === undefined)) return [];
  const isCurrent = files.every(({ text }, index) => texts[index] === text);
  const check = "function";
  if (isCurrent) return [{ check, level: "ok", text: `the scripts in ${bin} are of this version` }];
  const text = `the scripts in ${bin} are of another version`;
  return [{ check, level: "problem", text, mend: `${own} setup` }];
}
