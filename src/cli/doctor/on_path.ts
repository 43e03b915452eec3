import type { System } from "../../system.ts";

/** A file that the PATH has under the name of awsume. */
export interface Program {
  readonly path: string;
  readonly realPath: string;
  /** The Python tool, by its first line or by what lies beside it; any other awsume, this one too. */
  readonly kind: "python" | "other";
}

/**
 * The programs called awsume in the order of the PATH, each once; folders and what cannot be run are none.
 */
export async function findOnPath(system: System): Promise<readonly Program[]> {
  const separator = system.os === "windows" ? ";" : ":";
  const folders = (system.env.PATH ?? "").split(separator).map((folder) =>
    folder.replace(/(?<=.)[\\/]+$/, "")
  );
  const found = await Promise.all(
    [...new Set(folders)].filter((folder) => folder !== "").map((folder) => findIn(folder, system)),
  );
  return [...new Map(found.flat().toReversed().map((program) => [program.realPath, program])).values()]
    .toReversed();
}

/** This awsume's own path; undefined where more than one word runs it, as in a checkout. */
export function ownPath({ self }: System): string | undefined {
  return self.length === 1 ? self[0] : undefined;
}

/**
 * Whether a program on the PATH runs this awsume: a link to it, or on Windows a script in the folder `bin`
 * beside.
 */
export async function isOwn(program: Pick<Program, "path" | "realPath">, system: System): Promise<boolean> {
  const own = ownPath(system);
  if (own === undefined) return false;
  const status = await system.statusOf(own);
  if ((status?.realPath ?? own) === program.realPath) return true;
  const scripts = own.replace(/[^\\/]*$/, String.raw`bin\awsume.`).toLowerCase();
  return system.os === "windows" && program.path.toLowerCase().startsWith(scripts);
}

async function findIn(folder: string, system: System): Promise<readonly Program[]> {
  const slash = system.os === "windows" ? "\\" : "/";
  const names = system.os === "windows"
    ? ["awsume.exe", "awsume.cmd", "awsume.bat", "awsume.ps1"]
    : ["awsume"];
  const found = await Promise.all(names.map((name) => findProgram(`${folder}${slash}${name}`, system)));
  const isPythons = await system.statusOf(
    `${folder}${slash}awsumepy${system.os === "windows" ? ".exe" : ""}`,
  );
  return found.filter((program) => program !== undefined)
    .map((program) => isPythons === undefined ? program : { ...program, kind: "python" as const });
}

async function findProgram(path: string, system: System): Promise<Program | undefined> {
  const status = await system.statusOf(path);
  if (status?.kind !== "file") return undefined;
  const isRunnable = system.os === "windows" || ((status.mode ?? 0o111) & 0o111) !== 0;
  if (!isRunnable) return undefined;
  const isScript = status.sizeBytes < maxScriptBytes && isPythonScript(await readScript(path, system));
  return { path, realPath: status.realPath, kind: isScript ? "python" : "other" };
}

/** The original's script has 4 KiB; this awsume, which is not text, many megabytes. */
const maxScriptBytes = 64 * 1024;

async function readScript(path: string, system: System): Promise<string> {
  try {
    return await system.read(path) ?? "";
  } catch {
    // A small program that is not text.
    return "";
  }
}

/** The wrapper of the original is a shell script that runs `awsumepy`. */
function isPythonScript(text: string): boolean {
  return text.startsWith("#!") && (/^#!.*python/.test(text) || /\bawsumepy\b/.test(text));
}
