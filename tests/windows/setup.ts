/** `awsume.exe setup` with a registry and a PowerShell. The engine of tests is PowerShell 7; its cmdlets are few. */
import assert from "node:assert/strict";
import { inFolder } from "../support/folder.ts";
import { placeAwsume, playOnWindows, testOnWindows, writeLines } from "../support/windows.ts";

const folder = "my tools & co";

testOnWindows(
  "awsume.exe setup puts its folder on the PATH of the user, and --undo restores it",
  async () => {
    await inFolder(async (root) => {
      await placeAwsume(`${root}/${folder}`);
      const query = "reg query HKCU\\Environment /v Path 2>nul | findstr REG_";
      await writeLines(`${root}/play.cmd`, [
        "@echo off",
        `set "awsume=%~dp0${folder}\\awsume.exe"`,
        'reg add HKCU\\Environment /v Path /t REG_EXPAND_SZ /d "%%USERPROFILE%%\\x;C:\\y;" /f >nul',
        ...["setup --yes", "setup --yes", "setup --undo --yes"].flatMap((words) => [
          `"%awsume%" ${words} 2>&1`,
          query,
          `dir /b "${folder}\\bin" 2>nul`,
        ]),
        "reg delete HKCU\\Environment /v Path /f >nul",
        ...["setup --yes", "setup --undo --yes"].flatMap((
          words,
        ) => [`"%awsume%" ${words} >nul 2>&1`, query]),
        "reg query HKCU\\Environment | findstr AWSUME",
      ]);
      const { stdout, stderr } = await playOnWindows(["cmd", "/c", "play.cmd"], root);
      const bin = `Z:\\here\\${folder}\\bin`;
      const paths = (sign: string): string[] => [
        ...[`${sign} ${bin}\\awsume.cmd`, `${sign} ${bin}\\awsume.ps1`],
        `${sign} ${bin} on the PATH of your user`,
      ];
      const added = [
        `    Path    REG_EXPAND_SZ    %USERPROFILE%\\x;C:\\y;${bin};`,
        "awsume.cmd",
        "awsume.ps1",
      ];
      assert.deepEqual(stdout.trimEnd().split("\n"), [
        ...paths("+"),
        "Done: open a new terminal, and type awsume PROFILE",
        ...added,
        "All is set up already",
        ...added,
        ...paths("-"),
        "All is as it was",
        "    Path    REG_EXPAND_SZ    %USERPROFILE%\\x;C:\\y;",
        `    Path    REG_EXPAND_SZ    ${bin}`,
      ], stderr);
    });
  },
);
