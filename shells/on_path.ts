import script from "./awsume_script.ps1" with { type: "text" };
import { cmd } from "./cmd.ts";
import { fillIn, functionTexts } from "./functions.ts";
import { powershell } from "./powershell.ts";

/** A file that is the command `awsume` on Windows, in a folder of the PATH. */
export interface PathFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files of the folder `bin`; the executable lies in the folder above it, wherever that is. So the two can be
 * moved together, and be packed into an archive. It is not in `bin` itself, because cmd would find it before the
 * batch file. `passThrough` is as `fillIn` has it.
 */
export function pathFiles(passThrough: readonly string[]): readonly PathFile[] {
  return [
    { name: "awsume.cmd", text: cmdFile(passThrough) },
    { name: "awsume.ps1", text: powershellFile(passThrough) },
  ];
}

function cmdFile(passThrough: readonly string[]): string {
  const init = functionTexts.cmd.replaceAll("::AWSUME::", () => String.raw`"%~dp0..\awsume.exe"`);
  return fillIn(init, cmd, passThrough);
}

/** The functions of `awsume init powershell`, as the script's own, and the script. */
function powershellFile(passThrough: readonly string[]): string {
  const functions = [...functionTexts.powershell.matchAll(/^function global:_awsume_\w+ \{\n[^]*?^\}\n/gm)]
    .map(([text]) => text.replace("global:", ""));
  const init = script
    .replace("::FUNCTIONS::\n", () => functions.join("\n"))
    .replaceAll("::AWSUME::", () => String.raw`"$PSScriptRoot\..\awsume.exe"`);
  return fillIn(init, powershell, passThrough);
}
