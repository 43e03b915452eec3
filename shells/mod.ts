import type { EnvChange } from "../src/assume/environment.ts";
import { UsageError } from "../src/errors.ts";
import { didYouMean } from "../src/nearest.ts";
import { bash } from "./bash.ts";
import { cmd } from "./cmd.ts";
import type { CompletionRequest } from "./completion.ts";
import { dash } from "./dash.ts";
import { elvish } from "./elvish.ts";
import { fish } from "./fish.ts";
import { ksh } from "./ksh.ts";
import { nushell } from "./nushell.ts";
import { powershell } from "./powershell.ts";
import { tcsh } from "./tcsh.ts";
import { xonsh } from "./xonsh.ts";
import { zsh } from "./zsh.ts";

/** The word after `awsume init`. */
export type ShellName =
  | "bash"
  | "zsh"
  | "fish"
  | "dash"
  | "ksh"
  | "tcsh"
  | "elvish"
  | "xonsh"
  | "nushell"
  | "powershell"
  | "cmd";

/** What decides where a shell looks for its start-up file. */
export interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly os: "linux" | "darwin" | "windows";
  readonly home: string;
  /** The word by which the shell was named, which may be that of a program that its function serves. */
  readonly word?: string;
}

/** How a shell loads the function of awsume. */
export interface StartUp {
  /** The file as people call it; below the home folder unless `files` says otherwise. */
  readonly file: string;
  /** The line for it; `program` runs awsume. */
  line(program: string): string;
  /** The line that reads the function from a file, whose path is quoted. */
  source?(path: string): string;
  /** The files that the shell may read, the usual one first, where variables or the system decide. */
  files?(place: Place): readonly string[];
}

/** All that awsume knows about one shell but its function (`functions.ts`). Everything is pure text to text. */
export interface Shell {
  readonly name: ShellName;
  /** Where a person loads the function, and the line for that; `program` runs awsume. */
  readonly startUp: StartUp;
  /** What stands between the alternatives of a pattern in `init`: ` | ` in a `case` of bash. */
  readonly or: string;
  /** What stands between the words of a command in `init`, where that is not a blank. */
  readonly and?: string;
  /** One word that the shell reads back exactly. */
  quote(text: string): string;
  /** The whole change at once, so that a shell which cannot evaluate code may be answered with data. */
  render(change: EnvChange): string;
  /** Code that prints `text` exactly on stdout. Like `render`, it ends its last line: the two may be joined. */
  say(text: string): string;
  /** What the completion function asks; `answer` holds its arguments after `__complete <shell>`. */
  readCompletion(asked: readonly string[]): CompletionRequest;
}

/** The registry: `init`, help, completion and the tests of every shell go over this list. */
export const shells: readonly Shell[] = [
  bash,
  zsh,
  fish,
  powershell,
  dash,
  ksh,
  tcsh,
  elvish,
  xonsh,
  nushell,
  cmd,
];

/** What a shell's own program is called, where that is not the name of the shell here. */
const otherNames: ReadonlyMap<string, string> = new Map([["pwsh", "powershell"], ["ps1", "powershell"]]);

/** Programs that the function of another one serves: `sh` is dash or the ash of busybox where people type into it. */
const served: ReadonlyMap<string, ShellName> = new Map([
  ["sh", "dash"],
  ["ash", "dash"],
  ["busybox", "dash"],
  ["mksh", "ksh"],
  ["ksh93", "ksh"],
]);

/** The shell of that name. Throws UsageError. */
export function findShell(name: string): Shell {
  const names = shells.map((shell) => shell.name);
  const found = shells.find((shell) => shell.name === (served.get(name) ?? name));
  if (found !== undefined) return found;
  const list = `awsume speaks ${names.join(", ")}`;
  const near = didYouMean(otherNames.get(name) ?? name, names);
  throw new UsageError(`Unknown shell "${name}"`, { hint: near === undefined ? list : `${near} ${list}` });
}
