import { findShell, type Shell, shells } from "../../../shells/mod.ts";
import type { System } from "../../system.ts";
import { version } from "../../version.ts";
import { programText } from "../output.ts";
import type { Finding } from "./finding.ts";

const check = "function";

/**
 * Which function the calling shell has loaded. It says so in AWSUME_FUNCTION where it runs a command word
 * straight through; the first ones that there were captured the doctor's output instead. Nothing where no shell
 * has said anything.
 */
export function checkLoaded({ env, self }: System): Finding | undefined {
  if (env.AWSUME_SHELL) {
    const text = `this shell (${env.AWSUME_SHELL}) has the function of another version`;
    return { check, level: "problem", text, mend: "Open a new shell" };
  }
  const [, name, loaded] = /^(\w+):(.+)$/.exec(env.AWSUME_FUNCTION ?? "") ?? [];
  const shell = shells.find((shell) => shell.name === name);
  if (shell === undefined) return undefined;
  if (loaded === version) {
    return { check, level: "ok", text: `this shell (${shell.name}) has that of this version, ${version}` };
  }
  return {
    check,
    level: "problem",
    text: `this shell (${shell.name}) has the function of version ${loaded}, and this is ${version}`,
    mend: lineFor(shell, self),
  };
}

/** The finding for start-up files that load the function of `named` shells, and a caller that does not have it. */
export function notLoaded(named: readonly string[], { env, self }: System): Finding {
  const own = named.find((name) => (env.SHELL ?? "").endsWith(name)) ?? named[0];
  return {
    check,
    level: "warning",
    text: "what runs this doctor has not loaded it, or is no shell",
    mend: own === undefined ? "Open a new shell, and type awsume doctor" : lineFor(findShell(own), self),
  };
}

function lineFor(shell: Shell, self: System["self"]): string {
  return shell.startUp.line(programText(shell, self));
}
