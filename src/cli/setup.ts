import { findShell, type Shell } from "../../shells/mod.ts";
import { UsageError } from "../errors.ts";
import { homeFolder } from "../home.ts";
import type { System } from "../system.ts";
import { programText } from "./output.ts";
import { hasBlock, withBlock, withoutBlock } from "./setup_block.ts";

/** What `awsume setup` is told. */
export interface SetupOptions {
  readonly shell?: string;
  readonly undo: boolean;
  /** Change nothing: print the lines. */
  readonly print: boolean;
  /** Do not ask. */
  readonly yes: boolean;
}

/** A start-up file as it is and as it shall be; undefined for one that is not there. */
interface Change {
  readonly path: string;
  readonly old: string | undefined;
  readonly text: string | undefined;
}

/**
 * `awsume setup SHELL`: puts the line that loads the function into the shell's start-up file, or takes it out again.
 * Shows the change and asks before it; what was there is kept beside the file. Throws UsageError, ConfigError, AuthError.
 */
export async function setup(options: SetupOptions, system: System): Promise<void> {
  const shell = findShell(options.shell ?? system.env.AWSUME_SHELL ?? noShell());
  const line = shell.startUp.line(programText(shell, system.self));
  if (options.print) return system.print(withBlock("", [line]));
  const change = await findChange(shell, options.undo ? undefined : line, system);
  const { path } = change;
  if (change.text === change.old) {
    return system.tell(
      options.undo ? `There is nothing of awsume setup in ${path}` : `${path} has the line already`,
    );
  }
  system.tell(changeText(change));
  if (!options.yes && !await isAgreed(path, system)) return system.tell("Nothing was changed");
  await make(change, system);
  system.tell(options.undo ? `${path} is as it was` : `Done: open a new shell, and type awsume PROFILE`);
}

function noShell(): never {
  throw new UsageError("Cannot tell which shell to set up", { hint: "Write awsume setup bash, zsh, fish …" });
}

/** `line` is undefined for the way back. */
async function findChange(shell: Shell, line: string | undefined, system: System): Promise<Change> {
  const path = await findStartUpFile(shell, system);
  const old = await system.read(path);
  if (line !== undefined) return { path, old, text: withBlock(old, [line]) };
  return { path, old, text: old === undefined ? undefined : withoutBlock(old) };
}

/** Of the files that the shell may read, the first that is there; else the first. */
async function findStartUpFile({ startUp }: Shell, system: System): Promise<string> {
  const home = await homeFolder(system);
  const place = { env: system.env, os: system.os, home };
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

async function isAgreed(path: string, system: System): Promise<boolean> {
  const { text } = await system.ask(`Change ${path}? [y/N] `);
  return /^y(es)?$/i.test(text.trim());
}

async function make({ path, old, text }: Change, system: System): Promise<void> {
  const backup = `${path}.before-awsume`;
  if (old !== undefined && !hasBlock(old)) await system.write(backup, old);
  if (text === undefined) await system.remove(path);
  else await (old === undefined ? system.write(path, text) : system.write(path, text, { edited: old }));
  // With the way back gone all the way, the copy has served.
  if (text !== undefined && !hasBlock(text) && await system.read(backup) === text) {
    await system.remove(backup);
  }
}
