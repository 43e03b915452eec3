import { initText } from "../../shells/functions.ts";
import { findShell, type ShellName } from "../../shells/mod.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { NotMeasured } from "./binaries.ts";
import type { Subject } from "./measure.ts";
import type { Stage } from "./stage.ts";

/** Shells whose start is measured, with the words that run a line of theirs and nobody's start-up files. */
const starts = {
  bash: ["bash", "--noprofile", "--norc", "-c"],
  zsh: ["zsh", "-f", "-c"],
  fish: ["fish", "--no-config", "-c"],
} as const satisfies Partial<Record<ShellName, readonly string[]>>;

type Starting = keyof typeof starts;

/** What a start-up file may load. */
const loads = ["nothing", "awsume", "awsume's text from a file", "direnv", "zoxide"] as const;

type Load = typeof loads[number];

/** `bash start with direnv` */
export type StartName = `${Starting} start with ${Load}`;

/** Every start with something, and the same shell with nothing. */
export const startPairs: readonly (readonly [of: StartName, over: StartName])[] = shellNames().flatMap((
  shell,
) => loads.slice(1).map((load) => [`${shell} start with ${load}`, `${shell} start with nothing`] as const));

/** The shell that starts so, or undefined for a name of something else. Throws NotMeasured. */
export async function findStart(name: string, stage: Stage): Promise<Subject | undefined> {
  for (const shell of shellNames()) {
    const load = loads.find((load) => name === `${shell} start with ${load}`);
    if (load === undefined) continue;
    const line = await lineOf(shell, load, stage);
    return { words: [...starts[shell], line], env: await stage.env("few"), prints: /^$/, calls: 0 };
  }
  return undefined;
}

function shellNames(): readonly Starting[] {
  return ["bash", "zsh", "fish"];
}

async function lineOf(shell: Starting, load: Load, stage: Stage): Promise<string> {
  switch (load) {
    case "nothing":
      return "true";
    case "awsume":
      return evaluated(shell, `${await stage.binary()} init ${shell}`);
    case "awsume's text from a file": {
      const text = initText(findShell(shell), [await stage.binary()], directWords);
      await Deno.writeTextFile(`${stage.folder}/init.${shell}`, text);
      return `. ${stage.folder}/init.${shell}`;
    }
    case "direnv":
      await mustRun("direnv");
      return evaluated(shell, `direnv hook ${shell}`);
    case "zoxide":
      await mustRun("zoxide");
      return evaluated(shell, `zoxide init ${shell}`);
  }
}

function evaluated(shell: Starting, command: string): string {
  return shell === "fish" ? `${command} | source` : `eval "$(${command})"`;
}

async function mustRun(program: string): Promise<void> {
  try {
    await new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new NotMeasured(`${program} is not installed`);
  }
}
