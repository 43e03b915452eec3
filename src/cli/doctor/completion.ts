import { functionTexts } from "../../../shells/functions.ts";
import { findShell } from "../../../shells/mod.ts";
import { placeOf } from "../../aws/profiles.ts";
import type { System } from "../../system.ts";
import type { Finding } from "./finding.ts";
import { checkLoader } from "./function.ts";
import { findOnPath } from "./on_path.ts";
import { readStartUpLines } from "./start_up_files.ts";
import { findStaticShell } from "./static_function.ts";

/** Whether completion is loaded with the function, and what the Python tool has left of its own. */
export async function checkCompletion(system: System): Promise<readonly Finding[]> {
  const { loaders, sourced, old } = await readStartUpLines(system);
  const programs = await findOnPath(system);
  const loading = await Promise.all(loaders.map((loader) => checkLoader(loader, programs, system)));
  const read = await Promise.all(sourced.map((each) => findStaticShell(each, system)));
  const working = [
    ...loaders.filter((_, index) => loading[index]?.level !== "problem").map(({ shell }) => findShell(shell)),
    ...read.filter((shell) => shell !== undefined),
  ];
  const completing = working.map(({ name }) => name).filter((name) =>
    functionTexts[name].includes("__complete")
  );
  const names = [...new Set(completing)];
  const stale = old.filter(({ kind }) => kind === "completion").map((line): Finding => ({
    check: "completion",
    level: "warning",
    text: `${placeOf(line)} is the completion of the Python tool`,
    mend: `Remove line ${line.line} of ${line.file}`,
  }));
  if (names.length === 0) return stale;
  return [
    { check: "completion", level: "ok", text: `comes with the function (${names.join(", ")})` },
    ...stale,
  ];
}
