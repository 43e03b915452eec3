import { fileURLToPath } from "node:url";
import { powershell } from "../../shells/powershell.ts";
import { runClean } from "../../tests/support/script.ts";
import { playOnWindows, writeLines } from "../../tests/support/windows.ts";
import type { World } from "../../tests/support/world.ts";
import type { Session, Subject, Trial } from "./trial.ts";

const installer = fileURLToPath(new URL("../../install.ps1", import.meta.url));

/** Below the home folder, which is where all programs start. */
const prefix = "a prefix";

/** The archive of Windows, there or under Wine. */
export async function windowsTrial({ archive, sum, world }: Subject): Promise<Trial> {
  const isWindows = Deno.build.os === "windows";
  // Wine has no Windows PowerShell.
  const powershells = isWindows ? ["powershell.exe", "pwsh.exe"] : ["pwsh.exe"];
  const home = isWindows ? world.home : "Z:\\here";
  await Deno.copyFile(installer, `${world.home}/install.ps1`);
  await Deno.copyFile(archive, `${world.home}/archive.zip`);
  await writeScripts(world, home);
  const [first = ""] = powershells;
  // Not by -File, to which the PowerShell of tests gives no names of parameters.
  const install =
    `& .\\install.ps1 -Prefix '${prefix}' -Offline archive.zip -Sha256 ${sum}; exit $LASTEXITCODE`;
  return {
    install: [first, "-NoProfile", "-ExecutionPolicy", "Bypass", "-Command", install],
    sessions: sessions(powershells),
    run: (words) => isWindows ? runHere(words, world) : playOnWindows(words, world.home),
  };
}

/** The programs that people on Windows type into. */
function sessions(powershells: readonly string[]): readonly Session[] {
  const all = powershells.flatMap((program) =>
    ["script.ps1", "function.ps1"].map((file) => ({
      title: `${program}, ${file}`,
      words: start(program, file),
    }))
  );
  return [...all, { title: "cmd.exe, batch.cmd", words: ["cmd.exe", "/d", "/c", "batch.cmd"] }];
}

function start(program: string, file: string): readonly string[] {
  return [program, "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", file];
}

async function writeScripts({ home: folder, env }: World, home: string): Promise<void> {
  const variables = Object.entries({ ...env, HOME: home, USERPROFILE: home });
  const script = (load: string): readonly string[] => [
    "$ErrorActionPreference = 'Stop'",
    ...variables.map(([name, value]) => `$env:${name} = ${powershell.quote(value)}`),
    load,
    "awsume one",
    '"switched $env:AWS_ACCESS_KEY_ID $env:AWSUME_PROFILE"',
    "awsume exec two -- .\\show.cmd",
    "awsume nobody",
    '"missing $LASTEXITCODE $env:AWSUME_PROFILE"',
    "exit 0",
  ];
  const path = `${home}\\${prefix}`;
  await writeLines(`${folder}/script.ps1`, script(`$env:PATH = '${path}\\bin;' + $env:PATH`));
  await writeLines(
    `${folder}/function.ps1`,
    script(powershell.startUp.line(powershell.quote(`${path}\\awsume.exe`))),
  );
  await writeLines(`${folder}/show.cmd`, ["@echo ran %AWS_ACCESS_KEY_ID%"]);
  await writeLines(`${folder}/batch.cmd`, [
    "@echo off",
    ...variables.map(([name, value]) => `set "${name}=${value}"`),
    `set "PATH=${path}\\bin;%PATH%"`,
    ...["call awsume one", "echo switched %AWS_ACCESS_KEY_ID% %AWSUME_PROFILE%"],
    "call awsume exec two -- .\\show.cmd",
    ...["call awsume nobody", "echo missing %errorlevel% %AWSUME_PROFILE%"],
    "exit /b 0",
  ]);
}

/** Gives a program what none on Windows can do without. */
async function runHere(words: readonly string[], { home }: World): ReturnType<Trial["run"]> {
  // Not PSModulePath: the one of PowerShell 7 would lead Windows PowerShell to modules that are not for it.
  const names = ["PATH", "PATHEXT", "SystemRoot", "ComSpec", "TEMP", "TMP", "ProgramFiles"];
  const pairs = names.map((name) => [name, Deno.env.get(name) ?? ""] as const);
  const env = { ...Object.fromEntries(pairs), USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home };
  return await runClean(words, { folder: home, env });
}
