import { initText } from "../../shells/functions.ts";
import { findShell, type Shell } from "../../shells/mod.ts";
import { UsageError } from "../errors.ts";
import { homeFolder } from "../home.ts";
import { settingsPath } from "../settings.ts";
import type { System } from "../system.ts";
import { directWords } from "./direct_words.ts";
import { printCode, programText, tellLines } from "./output.ts";
import { isAgreed } from "./agreement.ts";
import { hasBlock, withBlock, withoutBlock } from "./setup_block.ts";
import { setupWindows } from "./setup_windows.ts";

/** What `awsume setup` is told. */
export interface SetupOptions {
  readonly shell?: string;
  readonly undo: boolean;
  /** Change nothing: print the lines. */
  readonly print: boolean;
  /** Do not ask. */
  readonly yes: boolean;
  /** Let the shell read the function from a file, in the place of running awsume at every start. */
  readonly isStatic: boolean;
}

/** A start-up file as it is and as it shall be; undefined for one that is not there. */
interface Change {
  readonly path: string;
  readonly old: string | undefined;
  readonly text: string | undefined;
}

/** The line for the start-up file, and the file that it reads. */
interface Loading {
  readonly line: string;
  readonly file?: { readonly path: string; readonly text: string };
}

/**
 * `awsume setup SHELL`: puts the line that loads the function into the shell's start-up file, or takes it out again.
 * Shows the change and asks before it; what was there is kept beside the file. Throws UsageError, ConfigError, AuthError.
 */
export async function setup(options: SetupOptions, system: System): Promise<void> {
  if (isForWindows(options, system)) return await setupWindows(options, system);
  const word = options.shell ?? system.env.AWSUME_SHELL ?? noShell();
  const shell = findShell(word);
  const loading = await findLoading(shell, options, system);
  if (options.print) return printCode(withBlock("", [loading.line]), system);
  const path = await findStartUpFile(shell, word, system);
  const change = await findChange(path, options.undo ? undefined : loading.line, system);
  const isThere = change.text === change.old;
  if (!isThere) tellLines(changeText(change), system);
  if (!isThere && !options.yes && !await isAgreed(`Change ${change.path}?`, system)) {
    return system.tell("Nothing was changed");
  }
  await writeFunction(shell, options.undo ? undefined : loading.file, system);
  if (!isThere) await make(change, system);
  system.tell(resultText(change.path, isThere, options.undo));
}

function resultText(path: string, isThere: boolean, undo: boolean): string {
  if (undo) return isThere ? `There is nothing of awsume setup in ${path}` : `${path} is as it was`;
  return isThere ? `${path} has the line already` : "Done: open a new shell, and type awsume PROFILE";
}

/** cmd has no start-up file, and PowerShell on Windows needs none. Throws UsageError where there is no cmd. */
function isForWindows({ shell }: SetupOptions, { os }: System): boolean {
  if (os === "windows") return shell === undefined || shell === "cmd";
  if (shell !== "cmd") return false;
  throw new UsageError("Cannot set up cmd: this is not Windows", {
    hint: "Write awsume setup bash, zsh, fish …",
  });
}

function noShell(): never {
  throw new UsageError("Cannot tell which shell to set up", { hint: "Write awsume setup bash, zsh, fish …" });
}

async function findLoading(shell: Shell, { isStatic }: SetupOptions, system: System): Promise<Loading> {
  if (!isStatic) return { line: shell.startUp.line(programText(shell, system.self)) };
  const path = await functionPath(shell, system);
  const line = shell.startUp.source?.(shell.quote(path));
  if (line !== undefined) return { line, file: { path, text: initText(shell, system.self, directWords) } };
  throw new UsageError(`Cannot use --static for ${shell.name}`, { hint: "Leave it out" });
}

/** Beside awsume's settings. */
async function functionPath({ name }: Shell, system: System): Promise<string> {
  return `${(await settingsPath(system)).replace(/[^/\\]*$/, "")}function.${name}`;
}

/** Writes the file that the shell reads, or removes the one that no line names any more. */
async function writeFunction(shell: Shell, file: Loading["file"], system: System): Promise<void> {
  const path = await functionPath(shell, system);
  const old = await system.read(path);
  if (file !== undefined && file.text !== old) await system.write(path, file.text);
  if (file === undefined && old !== undefined) await system.remove(path);
}

/** `line` is undefined for the way back. */
async function findChange(path: string, line: string | undefined, system: System): Promise<Change> {
  const old = await system.read(path);
  if (line !== undefined) return { path, old, text: withBlock(old, [line]) };
  return { path, old, text: old === undefined ? undefined : withoutBlock(old) };
}

/** Of the files that the shell may read, the first that is there; else the first. */
async function findStartUpFile({ startUp }: Shell, word: string, system: System): Promise<string> {
  const home = await homeFolder(system);
  const place = { env: system.env, os: system.os, home, word };
  const files = startUp.files?.(place) ?? [startUp.file.replace(/^~/, home)];
  for (const file of files) {
    if (await system.read(file) !== undefined) return file;
  }
  return files[0] ?? "";
}

/** The lines that come and go, as a diff shows them. */
function changeText({ path, old = "", text = "" }: Change): string {
  const [before, after] = [old.split(/\r?\n/), text.split(/\r?\n/)];
  const gone = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  const come = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  return [path, ...gone, ...come].join("\n");
}

async function make({ path, old, text }: Change, system: System): Promise<void> {
  const backup = `${path}.before-awsume`;
  if (old !== undefined && !hasBlock(old)) await system.write(backup, old);
  // Behind a link lies the file that was made.
  if (text === undefined) await system.remove((await system.statusOf(path))?.realPath ?? path);
  else await (old === undefined ? system.write(path, text) : system.write(path, text, { edited: old }));
  // With the way back gone all the way, the copy has served.
  if (text !== undefined && !hasBlock(text) && await system.read(backup) === text) {
    await system.remove(backup);
  }
}
