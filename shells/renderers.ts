import type { EnvChange } from "../src/assume/environment.ts";
import { renderCmd } from "./cmd.ts";
import { renderElvish } from "./elvish.ts";
import { renderFish } from "./fish.ts";
import type { ShellName } from "./mod.ts";
import { renderNushell } from "./nushell.ts";
import { renderPosix } from "./posix.ts";
import { renderPowershell } from "./powershell.ts";
import { renderTcsh } from "./tcsh.ts";
import { renderXonsh } from "./xonsh.ts";

/** Writes a change as the code, or the data, of one shell. */
export type Renderer = (change: EnvChange) => string;

/** How each shell writes a change: all that a switch from memory needs of it, so that no more is loaded. */
export const renderers: Readonly<Record<ShellName, Renderer>> = {
  bash: renderPosix,
  zsh: renderPosix,
  fish: renderFish,
  powershell: renderPowershell,
  dash: renderPosix,
  ksh: renderPosix,
  tcsh: renderTcsh,
  elvish: renderElvish,
  xonsh: renderXonsh,
  nushell: renderNushell,
  cmd: renderCmd,
};
