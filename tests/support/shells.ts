import type { Shell, ShellName } from "../../shells/mod.ts";
import { bash } from "../../shells/bash.ts";
import { fish } from "../../shells/fish.ts";
import { zsh } from "../../shells/zsh.ts";
import { realPowershell } from "./powershell.ts";
import { realBusybox, realDash } from "./shells/dash.ts";
import { realElvish } from "./shells/elvish.ts";
import { realKsh, realMksh } from "./shells/ksh.ts";
import { realNushell } from "./shells/nushell.ts";
import { realTcsh } from "./shells/tcsh.ts";
import { realXonsh } from "./shells/xonsh.ts";

export { isInstalled, testWith } from "./programs.ts";

/** A shell as it is installed: how a test starts it, and what it has to know of its language. */
export interface RealShell {
  readonly shell: Shell;
  /** What the tests call it, where the function of another shell serves it. */
  readonly name?: string;
  /** The words that start it without anybody's start-up files; the file of a script follows. */
  readonly start: readonly string[];
  /** The same for a person at a terminal. */
  readonly interactive: readonly string[];
  /** The words with which it reads a file without running it. */
  readonly check: readonly string[];
  /** What has to stand before a command whose name is quoted. */
  readonly call?: string;
  /** The status of the command before, as a word of the language. */
  readonly status: string;
  /** A line that runs a command and goes on in any case, where a failure would be an exception. */
  readonly attempt?: (command: string) => string;
  /** Lines under which the wrapper has to work as ever: strict modes, odd settings, aliases of the words it uses. */
  readonly moods: Readonly<Record<string, string>>;
  /** A line that defines the alias which the Python tool's installer left behind. */
  readonly pythonAlias: string;
  /** A line that writes into a file what a wrapper could leave behind: names of variables and functions, options. */
  readonly snapshot: (path: string) => string;
  /** The value of a variable, which may be unset, as a word of the language. */
  readonly variable: (name: string) => string;
  /** A line that prints words of the language beside each other: `echo` and the words, unless it says otherwise. */
  readonly echo?: (words: string) => string;
  /** Whether it ends every text that it prints with a line end. */
  readonly endsTexts?: true;
  /** A line in which a command reads what another one prints, and changes this shell all the same. */
  readonly feed: (source: string, command: string) => string;
  /** Lines with which a person may begin, the file `init` loaded among them: after each, TAB has to complete. */
  readonly sessions: Readonly<Record<string, string>>;
  /** The key that takes a candidate, in a shell whose TAB only shows one that needs quotes. */
  readonly accept?: string;
  /** What it shows when it reads keys, if it takes those before for lines of text. */
  readonly prompt?: RegExp;
  /** Behind a pipe that turned out empty, nothing can ask at its terminal. */
  readonly asksBehindPipe?: false;
  /** What was typed when its line editor puts a candidate in the wrong place. */
  readonly mangles?: RegExp;
  /** It cannot be taught to complete the words of a program. */
  readonly completes?: false;
  /** It cannot evaluate what is printed for it: that is data for its function. */
  readonly evaluates?: false;
  /** Lines that set what is printed for it, where it cannot evaluate that. */
  readonly carryOut?: (printed: string) => string;
  /** Its function cannot read from a pipe. */
  readonly readsPipes?: false;
  /** What a script needs in its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What the tests call a shell. */
export function nameOf({ name, shell }: RealShell): string {
  return name ?? shell.name;
}

/** The line in which a shell runs a command and goes on, whatever comes of it. */
export function attempt(real: RealShell, command: string): string {
  return real.attempt?.(command) ?? command;
}

/** How each shell of the registry is started; `wrapper_test.ts` fails when one is left out. */
export const realShells: Readonly<Partial<Record<ShellName | "busybox" | "mksh", RealShell>>> = {
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
    snapshot: (path) =>
      `{ true | true; compgen -v; compgen -A function; alias; set +o; shopt; trap; } >'${path}'`,
    variable: (name) => `"$${name}"`,
    feed: (source, command) => `${command} < <(${source})`,
    sessions: {
      "as bash starts": ". ./init",
      "without : among the word breaks": ". ./init; COMP_WORDBREAKS=${COMP_WORDBREAKS//:}",
      "under set -u, failglob, POSIX mode and an odd IFS":
        ". ./init; set -uo posix; shopt -s failglob; IFS=oe",
    },
  },
  zsh: {
    shell: zsh,
    start: ["zsh", "-f"],
    interactive: ["zsh", "-f", "-i"],
    check: ["zsh", "-n"],
    status: '"$?"',
    moods: {
      "as it starts": ":",
      "err_exit, no_unset and pipefail": "set -euo pipefail",
      "err_return": "setopt err_return",
      "ksh_arrays and sh_word_split": "setopt ksh_arrays sh_word_split glob_subst",
      "null_glob and csh_null_glob": "setopt null_glob csh_null_glob",
      "no_nomatch and no_glob": "setopt no_nomatch no_glob",
      "no_clobber": "setopt no_clobber",
      "posix_builtins": "setopt posix_builtins posix_identifiers posix_strings posix_traps",
      "typeset_silent and all_export": "setopt typeset_silent all_export ksh_typeset",
      "warn_create_global": "setopt warn_create_global warn_nested_var",
      "rc_quotes and csh_junkie_quotes": "setopt rc_quotes csh_junkie_quotes csh_junkie_loops",
      "ignore_braces": "setopt ignore_braces ignore_close_braces sh_glob",
      "no_multibyte": "setopt no_multibyte",
      "IFS=0": "IFS=0",
      "IFS=a": "IFS=a",
      "IFS empty": "IFS=",
      "emulate sh": "emulate sh",
      "emulate ksh": "emulate ksh",
      "emulate csh": "emulate csh",
      "xtrace": "set -x",
      "an AWSUME_SHELL of the user's": "AWSUME_SHELL=mine",
      "aliases": ["", "-g "].flatMap((kind) =>
        [
          ...["builtin", "local", "typeset", "eval", "return", "unset", "export", "printf", "emulate"],
          ...["unalias", "trap", "compdef", "compadd", "true", ":"],
        ].map((word) => `\\builtin alias ${kind}'${word}=echo alias'`)
      ).join("\n"),
      "functions": ["export", "unset", "printf", "eval", "typeset", "local", "emulate", "trap", "unalias"]
        .map((name) => `function ${name} { echo wrong; }`).join("\n"),
    },
    pythonAlias: `alias awsume="source awsume"`,
    snapshot: (path) =>
      "{ true | true; print -rl -- ${(k)parameters} ${(k)functions}; alias; set +o; trap; } " + `>'${path}'`,
    variable: (name) => `"$${name}"`,
    feed: (source, command) => `${source} | ${command}`,
    sessions: {
      "after compinit": "autoload -Uz compinit && compinit -u; . ./init",
      "before compinit": ". ./init; autoload -Uz compinit && compinit -u",
      "between two compinits":
        "autoload -Uz compinit && compinit -u -d one; . ./init; compinit -u -d two; compinit -u -d two",
      "long before compinit": ". ./init\n:\nautoload -Uz compinit && compinit -u",
      "under no_unset, ksh_arrays, sh_word_split, glob_subst and an odd IFS":
        "autoload -Uz compinit && compinit -u; . ./init\nsetopt no_unset ksh_arrays sh_word_split glob_subst; IFS=oe",
    },
  },
  fish: {
    shell: fish,
    start: ["fish", "--no-config"],
    interactive: ["fish", "--no-config", "--interactive"],
    check: ["fish", "--no-execute"],
    status: '"$status"',
    moods: {
      "as it starts": "true",
      "IFS=0": "set -g IFS 0",
      "IFS=a": "set -g IFS a",
      "IFS empty": "set -g IFS ''",
      "fish_trace": "set -g fish_trace on",
      "an AWSUME_SHELL of the user's": "set -g AWSUME_SHELL mine",
      "functions": ["printf", "echo", "env", "source", "true", "false", "count", "complete", "commandline"]
        .map((name) => `function ${name}; builtin echo wrong; end`).join("\n"),
    },
    pythonAlias: `alias awsume="source awsume.fish"`,
    snapshot: (path) => `begin; set --names; functions --all --names; abbr; trap; end >'${path}'`,
    variable: (name) => `"$${name}"`,
    feed: (source, command) => `${source} | ${command}`,
    sessions: { "as fish starts": "source init" },
  },
  powershell: realPowershell,
  dash: realDash,
  busybox: realBusybox,
  ksh: realKsh,
  mksh: realMksh,
  elvish: realElvish,
  tcsh: realTcsh,
  nushell: realNushell,
  xonsh: realXonsh,
};

/** How else shells read POSIX code: the words that make each run a script. */
export const posixShells: Readonly<Record<string, readonly string[]>> = {
  bash: ["bash", "--posix"],
  zsh: ["zsh", "-f"],
};
