/** `awsume export` in cmd and in PowerShell of Windows, as docs/export.md has it. */
import assert from "node:assert/strict";
import { playOnWindows, testOnWindows, writeLines } from "../support/windows.ts";
import { home, inWindowsWorld } from "../support/windows_world.ts";

/** What a shell has before: another's session, which must not stay beside the new keys. */
const stale = ["AWS_SESSION_TOKEN", "AWS_PROFILE"];

testOnWindows("awsume export --format cmd sets and removes in cmd, and a failure is one there", async () => {
  await inWindowsWorld(async (folder, url) => {
    const take = (profile: string): string =>
      `for /f "delims=" %%i in ('awsume export ${profile} --format cmd') do %%i`;
    await writeLines(`${folder}/play.cmd`, [
      "@echo off",
      ...['set "HOME="', `set "USERPROFILE=%~dp0${home}"`, `set "AWS_ENDPOINT_URL_STS=${url}"`],
      'set "PATH=%~dp0my tools & co\\bin;%PATH%"',
      ...stale.map((name) => `set "${name}=stale"`),
      ...[take("alice"), "echo %AWS_ACCESS_KEY_ID% %AWS_SECRET_ACCESS_KEY%"],
      ...["if defined AWS_SESSION_TOKEN echo wrong", "if defined AWS_PROFILE echo wrong"],
      ...[take("nobody"), "echo %errorlevel% %AWSUME_PROFILE%"],
    ]);
    const { stdout, stderr } = await playOnWindows(["cmd", "/c", "play.cmd"], folder);
    assert.equal(stdout, "AKIAFAKEALICEEXAMPLE fake/alice+secret/==\n3 alice\n", stderr);
  });
});

testOnWindows(
  "awsume export --format powershell sets and removes in PowerShell, and a failure ends",
  async () => {
    await inWindowsWorld(async (folder, url) => {
      const take = (profile: string): string =>
        `awsume export ${profile} --format powershell | Out-String | Invoke-Expression`;
      await writeLines(`${folder}/play.ps1`, [
        `$env:HOME = $null; $env:USERPROFILE = "$PSScriptRoot\\${home}"; $env:AWS_ENDPOINT_URL_STS = '${url}'`,
        '$env:PATH = "$PSScriptRoot\\my tools & co\\bin;$env:PATH"',
        ...stale.map((name) => `$env:${name} = 'stale'`),
        take("alice"),
        '"$env:AWS_ACCESS_KEY_ID $env:AWS_SECRET_ACCESS_KEY [$env:AWS_SESSION_TOKEN$env:AWS_PROFILE]"',
        take("nobody"),
        "'wrong'",
      ]);
      const { stdout, stderr } = await playOnWindows(["pwsh.exe", "-NoProfile", "-File", "play.ps1"], folder);
      assert.equal(stdout, "AKIAFAKEALICEEXAMPLE fake/alice+secret/== []\n", stderr);
    });
  },
);
