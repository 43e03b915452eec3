import { fileURLToPath } from "node:url";
import { powershell } from "../../shells/powershell.ts";
import { placesOf } from "./programs.ts";
import { testPath } from "./programs.ts";
import { sharedUrl } from "./shared.ts";
import type { RealShell } from "./shells.ts";

const pwsh = findPwsh();
const consoleScript = fileURLToPath(new URL("./console.ps1", import.meta.url));

/** Defines aliases and functions in the place of cmdlets, and of what awsume could be tempted to call. */
const shadows = [
  ...[
    "Write-Output",
    "Invoke-Expression",
    "ForEach-Object",
    "Where-Object",
    "Set-Item",
    "Remove-Item",
    "Test-Path",
  ],
  ...[
    "Register-ArgumentCompleter",
    "Get-Variable",
    "Set-Variable",
    "Get-Command",
    "Select-Object",
    "Out-String",
  ],
];

/** PowerShell's engine, started as `console.ps1` tells. */
export const realPowershell: RealShell = {
  shell: powershell,
  start: [pwsh, "-NoProfile", "-File", consoleScript],
  interactive: [pwsh, "-NoProfile", "-File", consoleScript],
  check: [
    ...[pwsh, "-NoProfile", "-Command"],
    "& { $e = $null; $t = [IO.File]::ReadAllText($args[0]);" +
    " $null = [Management.Automation.Language.Parser]::ParseInput($t, [ref]$null, [ref]$e);" +
    " $e | ForEach-Object { [Console]::Error.WriteLine($_.Message) }; exit $e.Count }",
  ],
  call: "& ",
  status: "$global:LASTEXITCODE",
  moods: {
    "as it starts": "",
    "Set-StrictMode and Stop": "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'",
    "errors of programs that stop":
      "$ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true",
    "SilentlyContinue": "$ErrorActionPreference = 'SilentlyContinue'",
    "arguments the old way": "$PSNativeCommandArgumentPassing = 'Legacy'",
    "arguments the new way": "$PSNativeCommandArgumentPassing = 'Standard'",
    "an odd $OFS": "$OFS = 'a'",
    "other encodings": "$OutputEncoding = [Console]::OutputEncoding = [Text.Encoding]::Latin1",
    "defaults for every parameter":
      "$PSDefaultParameterValues = @{ '*:ErrorAction' = 'Stop'; '*:Verbose' = $true }",
    "verbose": "$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'",
    "an AWSUME_SHELL of the user's": "$AWSUME_SHELL = 'mine'",
    "constants by likely names": ["output", "words", "line", "status", "value", "name", "at", "index", "text"]
      .map((name) =>
        `$ExecutionContext.SessionState.PSVariable.Set([psvariable]::new('${name}', 1, 'Constant, AllScope'))`
      ).join("\n"),
    "aliases": shadows.map((name) =>
      `$null = $ExecutionContext.InvokeProvider.Item.Set('Alias:${name}', 'false')`
    )
      .join("\n"),
    "functions": shadows.map((name) => `function ${name} { 'wrong' }`).join("\n"),
  },
  pythonAlias: "$null = $ExecutionContext.InvokeProvider.Item.Set('Alias:awsume', 'false')",
  snapshot: (path) =>
    "true; [IO.File]::WriteAllLines('" + path + "', [string[]]@(" +
    "'Variable:', 'Function:', 'Alias:' | ForEach-Object { $ExecutionContext.InvokeProvider.ChildItem.Get($_, $false) }" +
    " | ForEach-Object { $_.Name }; $OutputEncoding, [Console]::OutputEncoding, $PSNativeCommandArgumentPassing))",
  variable: (name) => `$env:${name}`,
  echo: (words) => `"${words}"`,
  endsTexts: true,
  feed: (source, command) => `${source} | ${command}`,
  sessions: {
    "as PowerShell starts": "Invoke-Expression (Get-Content -Raw init)",
    "under strict mode, Stop and failing programs": "Invoke-Expression (Get-Content -Raw init);" +
      " Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true",
  },
};

/** The pwsh on the PATH, else the one of the shared tools, else just its name. */
function findPwsh(): string {
  const [found] = placesOf("pwsh", testPath);
  if (found !== undefined) return found;
  try {
    const { success, stdout } = new Deno.Command(sharedUrl("tools/powershell/get"), { stderr: "null" })
      .outputSync();
    return success ? `${new TextDecoder().decode(stdout).trim()}/pwsh` : "pwsh";
  } catch {
    return "pwsh";
  }
}
