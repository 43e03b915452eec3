import { type PathFile, pathFiles } from "../../shells/on_path.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { isAgreed } from "./agreement.ts";
import { directWords } from "./direct_words.ts";
import { printCode, tellLines } from "./output.ts";
import type { SetupOptions } from "./setup.ts";
import { changeUserPath, type UserPath } from "./windows_path.ts";

/** What has to be done: files to write (`text` undefined: to remove), and whether the PATH changes. */
interface Change {
  readonly bin: string;
  readonly files: readonly { readonly path: string; readonly text: string | undefined }[];
  readonly path: boolean;
}

/**
 * `awsume.exe setup` on Windows: a folder `bin` beside awsume.exe with a file for cmd and one for PowerShell, and that
 * folder on the user's PATH. Nothing else has to be loaded. Throws ConfigError, AuthError.
 */
export async function setupWindows(options: SetupOptions, system: System): Promise<void> {
  const folder = folderOfProgram(system);
  const bin = `${folder}\\bin`;
  const files = pathFiles(directWords);
  if (options.print) return printCode(printed(bin, files), system);
  const looked = await changeUserPath("look", bin, system);
  const change = await findChange(bin, { files, looked, undo: options.undo }, system);
  if (change.files.length === 0 && !change.path) {
    system.tell(options.undo ? `There is nothing of awsume setup in ${folder}` : "All is set up already");
  } else {
    tellLines(changeText(change, options.undo), system);
    if (!options.yes && !await isAgreed("Change this?", system)) return system.tell("Nothing was changed");
    await make(change, options.undo, system);
    system.tell(options.undo ? "All is as it was" : "Done: open a new terminal, and type awsume PROFILE");
  }
  if (!options.undo) tellObstacles({ folder, bin, looked }, system);
}

function folderOfProgram({ self }: System): string {
  const [program = "", ...more] = self;
  if (more.length === 0) return program.replace(/[\\/][^\\/]*$/, "");
  throw new ConfigError("Cannot set up cmd and PowerShell for a checkout", {
    hint: "Compile awsume.exe, and run awsume.exe setup",
  });
}

/** Both files one after the other, each under its path. */
function printed(bin: string, files: readonly PathFile[]): string {
  const comment = (name: string): string => (name.endsWith(".cmd") ? "@rem" : "#");
  return files.map(({ name, text }) => `${comment(name)} ${bin}\\${name}\n${text.replaceAll("\r\n", "\n")}`)
    .join("\n");
}

async function findChange(
  bin: string,
  { files, looked, undo }: {
    readonly files: readonly PathFile[];
    readonly looked: UserPath | undefined;
    readonly undo: boolean;
  },
  system: System,
): Promise<Change> {
  const changed: { readonly path: string; readonly text: string | undefined }[] = [];
  for (const file of files) {
    const path = `${bin}\\${file.name}`;
    const text = undo ? undefined : file.text;
    if (await system.read(path) !== text) changed.push({ path, text });
  }
  return { bin, files: changed, path: looked !== undefined && looked.isOnPath === undo };
}

function changeText({ bin, files, path }: Change, undo: boolean): string {
  const sign = undo ? "-" : "+";
  const lines = files.map((file) => `${sign} ${file.path}`);
  return [...lines, ...path ? [`${sign} ${bin} on the PATH of your user`] : []].join("\n");
}

async function make({ bin, files, path }: Change, undo: boolean, system: System): Promise<void> {
  for (const file of files) {
    await (file.text === undefined ? system.remove(file.path) : system.write(file.path, file.text));
  }
  // The folder stays where there is more in it.
  if (undo) await system.remove(bin).catch(() => undefined);
  if (path) await changeUserPath(undo ? "remove" : "add", bin, system);
}

/** What would keep `awsume` from being found or run, each with its remedy. */
function tellObstacles(
  { folder, bin, looked }: {
    readonly folder: string;
    readonly bin: string;
    readonly looked: UserPath | undefined;
  },
  system: System,
): void {
  if (looked === undefined) {
    system.tell(`Put ${bin} on your PATH yourself: no PowerShell answers here, which would do that`);
  }
  for (const { program, policy } of looked?.policies ?? []) {
    if (!/^(Restricted|AllSigned)$/i.test(policy)) continue;
    system.tell(`${program} does not run awsume.ps1 yet: its execution policy is ${policy}. Run in it once:`);
    system.tell("        Set-ExecutionPolicy -Scope CurrentUser RemoteSigned");
  }
  const folders = (system.env.PATH ?? "").split(";").map((entry) => entry.replace(/\\+$/, "").toLowerCase());
  if (folders.includes(folder.toLowerCase())) {
    system.tell(
      `Take ${folder} out of your PATH: else cmd runs the awsume.exe there, which cannot change it`,
    );
  }
}
