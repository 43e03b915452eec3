import { findShell, type Shell } from "../../../shells/mod.ts";
import { placeOf } from "../../aws/profiles.ts";
import { suggested } from "../../suggested.ts";
import type { System } from "../../system.ts";
import { programText } from "../output.ts";
import type { Finding } from "./finding.ts";
import { checkLoaded, notLoaded } from "./loaded_function.ts";
import { checkStatic } from "./static_function.ts";
import { checkScripts } from "./windows.ts";
import { findOnPath, isOwn, ownPath, type Program } from "./on_path.ts";
import { type Loader, type OldLine, readStartUpLines, type StartUpLines } from "./start_up_files.ts";

/**
 * Whether shells load the function of this awsume, and what of the Python tool stands in its way. By the
 * start-up files, and by what the calling shell's function says of itself.
 */
export async function checkFunction(system: System): Promise<readonly Finding[]> {
  const lines = await readStartUpLines(system);
  const programs = await findOnPath(system);
  const loading = await Promise.all(lines.loaders.map((loader) => checkLoader(loader, programs, system)));
  const loaded = checkLoaded(system);
  const scripts = await checkScripts(system);
  const read = (await Promise.all(lines.sourced.map((sourced) => checkStatic(sourced, system)))).flat();
  const found = [...loading, ...read, ...scripts];
  const absent = (): Finding =>
    found.length === 0 ? missing(system) : notLoaded(lines.loaders.map(({ shell }) => shell), system);
  return [
    ...found,
    loaded ?? absent(),
    ...lines.old.filter(({ kind }) => kind === "alias").map((alias) => toAliasFinding(alias, lines)),
  ];
}

const check = "function";

/** Whether a line of a start-up file loads the function of this awsume. */
export async function checkLoader(
  loader: Loader,
  programs: readonly Program[],
  system: System,
): Promise<Finding> {
  const shell = findShell(loader.shell);
  const place = placeOf(loader);
  const sick = (level: Finding["level"], text: string): Finding => ({
    check,
    level,
    text: `${place} ${text}`,
    mend: mendOf(loader, shell, system),
  });
  const healthy: Finding = { check, level: "ok", text: `${place} loads it (${shell.name})` };
  if (loader.text.includes(programText(shell, system.self))) return healthy;
  const found = isBare(loader) ? programs[0] : await findAt(loader.program, system);
  if (found === undefined) {
    const isUnsure = loader.program.includes("$");
    return isUnsure ? healthy : sick(
      "problem",
      `runs ${loader.program}, which ${isBare(loader) ? "no folder of the PATH has" : "is not there"}`,
    );
  }
  if (await isOwn(found, system)) return healthy;
  return sick("warning", `loads another awsume, ${found.path}`);
}

function isBare({ program }: Loader): boolean {
  return !/[\\/]/.test(program);
}

async function findAt(path: string, system: System): Promise<Program | undefined> {
  const status = await system.statusOf(path);
  return status?.kind === "file" ? { path, realPath: status.realPath, kind: "other" } : undefined;
}

/** What setup has written it replaces; what a person has written is theirs to change. */
function mendOf({ isInBlock, file, line }: Loader, shell: Shell, { self }: System): string {
  const program = programText(shell, self);
  if (isInBlock) return `${self.map(suggested).join(" ")} setup ${shell.name}`;
  return `Write into line ${line} of ${file}: ${shell.startUp.line(program)}`;
}

function missing(system: System): Finding {
  const [, name = "SHELL"] = /(\w+)$/.exec(system.env.SHELL ?? "") ?? [];
  const program = ownPath(system) === undefined ? "awsume" : system.self.map(suggested).join(" ");
  return {
    check,
    level: "warning",
    text: "no start-up file that awsume knows of loads it",
    mend: `${program} setup ${name}`,
  };
}

/**
 * The function drops an alias that is there before it, unless the alias has replaced the word that loads it.
 */
function toAliasFinding(alias: OldLine, { loaders, sourced }: StartUpLines): Finding {
  const whole = loaders.filter((loader) => !isBare(loader) || /\bcommand awsume\b/.test(loader.text));
  const isDropped = [...whole, ...sourced].some(({ file, line }) => file !== alias.file || line > alias.line);
  return {
    check,
    level: isDropped ? "warning" : "problem",
    text: `${placeOf(alias)} makes awsume the Python tool${
      isDropped ? ", until the function is loaded" : ": an alias is found before the function"
    }`,
    mend: `Remove line ${alias.line} of ${alias.file}, and open a new shell`,
  };
}
