import { AwsumeError, ConfigError, Interrupted } from "../errors.ts";
import type { System } from "../system.ts";

/** What the PowerShells of this computer say. */
export interface UserPath {
  /** Before the action. */
  readonly isOnPath: boolean;
  /** The policy for scripts, by what the PowerShell is called. */
  readonly policies: readonly { readonly program: string; readonly policy: string }[];
}

/** The one that comes with Windows, by its path; then the newer one, if there is one. */
const programs = [
  ["Windows PowerShell", String.raw`"%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe"`],
  ["PowerShell 7", "pwsh.exe"],
] as const;

/**
 * Looks for a folder in the PATH of the user (not of the computer), or adds or removes it; undefined where no
 * PowerShell answers. Throws ConfigError for a folder that a PATH cannot hold.
 *
 * Not `setx`, which cuts a PATH off at 1,024 characters; nor `[Environment]`, which writes the folders behind
 * `%USERPROFILE%` in place of that. All text that may not be ASCII goes through variables of the environment.
 */
export async function changeUserPath(
  action: "look" | "add" | "remove",
  folder: string,
  system: System,
): Promise<UserPath | undefined> {
  if (/[;%"]/.test(folder)) {
    throw new ConfigError(`Cannot put ${folder} on the PATH: its name holds one of ; % "`, {
      hint: "Move awsume.exe to another folder",
    });
  }
  let isOnPath: boolean | undefined;
  const policies: { readonly program: string; readonly policy: string }[] = [];
  for (const [program, command] of programs) {
    const answer = await ask(command, { action: isOnPath === undefined ? action : "look", folder }, system);
    if (answer === undefined) continue;
    isOnPath ??= answer.isOnPath;
    policies.push({ program, policy: answer.policy });
  }
  return isOnPath === undefined ? undefined : { isOnPath, policies };
}

async function ask(
  command: string,
  { action, folder }: { readonly action: string; readonly folder: string },
  system: System,
): Promise<{ readonly isOnPath: boolean; readonly policy: string } | undefined> {
  const env = {
    AWSUME_ACTION: action,
    AWSUME_FOLDER: folder,
    // Not -EncodedCommand, which the guards of many companies take for an attack.
    AWSUME_SCRIPT: script,
    // Else the policy of a session would count, and cmd would take a program of the current folder.
    PSExecutionPolicyPreference: "",
    NoDefaultCurrentDirectoryInExePath: "1",
  };
  try {
    const line =
      `${command} -NoProfile -NonInteractive -Command "Invoke-Expression $env:AWSUME_SCRIPT" 2>nul`;
    const [, path, policy = ""] =
      /^awsume path=(True|False) policy=(\w*)/m.exec(await system.run(line, { name: "PowerShell", env })) ??
        [];
    return path === undefined ? undefined : { isOnPath: path === "True", policy };
  } catch (error) {
    // There is none of that name.
    if (error instanceof AwsumeError && !(error instanceof Interrupted)) return undefined;
    throw error;
  }
}

/**
 * ASCII, for any PowerShell. The value keeps its kind (REG_EXPAND_SZ, as a rule) and its variables. At the end a
 * variable that is not there is removed, because that tells all windows that the environment has changed.
 */
const script = String.raw`
$ErrorActionPreference = 'Stop'
$key = [Microsoft.Win32.Registry]::CurrentUser.CreateSubKey('Environment')
$old = [string]$key.GetValue('Path', '', 'DoNotExpandEnvironmentNames')
$kind = 'ExpandString'
if ($key.GetValueNames() -contains 'Path') { $kind = $key.GetValueKind('Path') }
$rest = @(foreach ($part in $old.Split(';')) { if ($part.TrimEnd('\') -ne $env:AWSUME_FOLDER) { $part } })
$found = $rest.Count -lt $old.Split(';').Count
if ($env:AWSUME_ACTION -eq 'add' -and -not $found) {
  $new = $old + ';' + $env:AWSUME_FOLDER
  if ($old -eq '') { $new = $env:AWSUME_FOLDER }
  if ($old.EndsWith(';')) { $new = $old + $env:AWSUME_FOLDER + ';' }
  $key.SetValue('Path', $new, $kind)
}
if ($env:AWSUME_ACTION -eq 'remove' -and $found) {
  if ($rest.Count -eq 0) { $key.DeleteValue('Path') } else { $key.SetValue('Path', ($rest -join ';'), $kind) }
}
$none = [Management.Automation.Language.NullString]::Value
if ($env:AWSUME_ACTION -ne 'look') { [Environment]::SetEnvironmentVariable('AWSUME_SETUP', $none, 'User') }
$policy = ''
try { $policy = Get-ExecutionPolicy } catch { }
"awsume path=$found policy=$policy"
`;
