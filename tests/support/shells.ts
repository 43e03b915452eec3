import type { Shell, ShellName } from "../../shells/mod.ts";
import { bash } from "../../shells/bash.ts";

/** A shell as it is installed: how a test starts it, and what it has to know of its language. */
export interface RealShell {
  readonly shell: Shell;
  /** The words that start it without anybody's start-up files; the file of a script follows. */
  readonly start: readonly string[];
  /** The same for a person at a terminal. */
  readonly interactive: readonly string[];
  /** The words with which it reads a file without running it. */
  readonly check: readonly string[];
  /** The status of the command before, as a word of the language. */
  readonly status: string;
  /** Lines under which the wrapper has to work as ever: strict modes, odd settings, aliases of the words it uses. */
  readonly moods: Readonly<Record<string, string>>;
  /** A line that defines the alias which the Python tool's installer left behind. */
  readonly pythonAlias: string;
  /** A line that prints what a wrapper could leave behind: names of variables and functions, options, aliases. */
  readonly snapshot: string;
}

/** How each shell of the registry is started; `wrapper_test.ts` fails when one is left out. */
export const realShells: Readonly<Partial<Record<ShellName, RealShell>>> = {
  bash: {
    shell: bash,
    start: ["bash", "--noprofile", "--norc"],
    interactive: ["bash", "--noprofile", "--norc", "-i"],
    check: ["bash", "-n"],
    status: '"$?"',
    moods: {
      "as it starts": ":",
      "set -euo pipefail": "set -euo pipefail",
      "IFS=0": "IFS=0",
      "IFS=a": "IFS=a",
      "IFS empty": "IFS=",
      "set -f": "set -f",
      "nullglob and failglob": "shopt -s nullglob failglob",
      "POSIX mode": "set -o posix",
      "noclobber": "set -C",
      "an AWSUME_SHELL of the user's": "AWSUME_SHELL=mine",
      "aliases": [
        "shopt -s expand_aliases",
        ...["command", "builtin", "local", "eval", "return", "unset", "export", "printf", "set", "complete"],
        ...["unalias", "shopt", "case", "if", "for", "do", "while", "then", "{", "[[", ":", "true"],
      ].reduce((lines, word) => `${lines}\nalias '${word}=echo alias'`),
    },
    pythonAlias: `shopt -s expand_aliases\nalias awsume="source awsume"`,
    snapshot: "true | true; compgen -v; compgen -A function; alias; set +o; shopt; trap",
  },
};

/** The POSIX shells beside those of the registry: the words that make each run a script. */
export const posixShells: Readonly<Record<string, readonly string[]>> = {
  bash: ["bash", "--posix"],
  dash: ["dash"],
  ksh: ["ksh"],
  zsh: ["zsh", "-f"],
  busybox: ["busybox", "sh"],
};

/**
 * A test that needs a program. Where it is missing, the test is skipped with a printed line, or fails when
 * AWSUME_REQUIRE_SHELLS names it: else a matrix would shrink unseen.
 */
export function testWith(program: string, name: string, test: () => Promise<void>): void {
  const missing = !isInstalled(program);
  const required = (Deno.env.get("AWSUME_REQUIRE_SHELLS") ?? "").split(/[\s,]+/).includes(program);
  const ignore = missing && !required;
  if (ignore) Deno.stderr.writeSync(new TextEncoder().encode(`skipped, no ${program} here: ${name}\n`));
  const fail = (): Promise<void> => Promise.reject(new Error(`${program} is required and not installed`));
  Deno.test({ name, ignore, fn: missing ? fail : test });
}

function isInstalled(program: string): boolean {
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  return folders.some((folder) => isFile(`${folder}/${program}`) || isFile(`${folder}/${program}.exe`));
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
