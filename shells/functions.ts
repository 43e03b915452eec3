import { version } from "../src/version.ts";
import bash from "./awsume.bash" with { type: "text" };
import cmd from "./awsume.cmd" with { type: "text" };
import dash from "./awsume.dash" with { type: "text" };
import elvish from "./awsume.elv" with { type: "text" };
import fish from "./awsume.fish" with { type: "text" };
import ksh from "./awsume.ksh" with { type: "text" };
import nushell from "./awsume.nu" with { type: "text" };
import powershell from "./awsume.ps1" with { type: "text" };
import tcsh from "./awsume.tcsh" with { type: "text" };
import xonsh from "./awsume.xsh" with { type: "text" };
import zsh from "./awsume.zsh" with { type: "text" };
import type { Shell, ShellName } from "./mod.ts";

/** The raw text of `awsume.<ext>` for each shell, placeholders and all. Apart from the shells: a switch needs none. */
export const functionTexts: Readonly<Record<ShellName, string>> = {
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
  // cmd loses labels in a file with other line ends.
  cmd: cmd.replaceAll(/\r?\n/g, "\r\n"),
};

/**
 * What `awsume init` prints. `self` are the words that run this awsume again; `passThrough` the command words
 * that never change the environment, which the wrapper runs without reading their output (at least one).
 * The placeholders are legal words where they stand, so that linters can read the raw file.
 */
export function initText(shell: Shell, self: readonly string[], passThrough: readonly string[]): string {
  const quoted = self.map((word) => shell.quote(word)).join(shell.and ?? " ");
  return fillIn(functionTexts[shell.name].replaceAll("::AWSUME::", () => quoted), shell, passThrough);
}

/** A text with this version, and the words that are run straight through, in their places. */
export function fillIn(text: string, shell: Shell, passThrough: readonly string[]): string {
  // A function, because `$&` and the like are live in a replacement that is a string.
  return text.replaceAll("::VERSION::", () => version).replaceAll(
    "::PASS_THROUGH::",
    () => passThrough.map((word) => shell.quote(word)).join(shell.or),
  );
}
