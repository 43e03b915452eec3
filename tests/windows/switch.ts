/** awsume in cmd and in PowerShell of Windows, set up by itself, against an AWS on this computer. */
import assert from "node:assert/strict";
import { playOnWindows, testOnWindows, writeLines } from "../support/windows.ts";
import { home, inWindowsWorld } from "../support/windows_world.ts";

/** What a script tells of one case. */
interface Case {
  readonly status: string;
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The cases of a script, by name: `=== name`, what was printed, `--- status`, the variables, `---`. */
function readCases(stdout: string): ReadonlyMap<string, Case> {
  const found = stdout.matchAll(/^=== (.*)\n([^]*?)^--- (-?\d+)\n([^]*?)^---$/gm);
  return new Map([...found].map(([, name = "", text = "", status = "", variables = ""]) => {
    const env = Object.fromEntries(
      [...variables.matchAll(/^(AWS\w*)=(.*)$/gm)].map(([, key = "", value = ""]) => [key, value] as const),
    );
    return [name, { status, text, env }];
  }));
}

/** What a case comes to: its status, the profile that the shell works with then, and what is printed. */
interface Row {
  readonly name: string;
  readonly cmd: string;
  readonly powershell: string;
  readonly status: number;
  readonly profile: string | undefined;
  readonly text?: RegExp;
}

const rows: readonly Row[] = [
  { name: "switch", cmd: "one", powershell: "one", status: 0, profile: "one" },
  { name: "again", cmd: "one", powershell: "one", status: 0, profile: "one" },
  {
    name: "blanks and an ampersand",
    cmd: '"a b & c" --region eu-west-2',
    powershell: "'a b & c' --region eu-west-2",
    status: 0,
    profile: "a b & c",
  },
  { name: "chain", cmd: "three", powershell: "three", status: 0, profile: "three" },
  { name: "no such profile", cmd: '"no&""body"', powershell: `'no&"body'`, status: 3, profile: "three" },
  { name: "refused by AWS", cmd: "closed", powershell: "closed", status: 1, profile: "three" },
  {
    name: "wrong code",
    cmd: "mfa --mfa-token 000000",
    powershell: "mfa --mfa-token 000000",
    status: 4,
    profile: "three",
  },
  {
    name: "code",
    cmd: "mfa --mfa-token 123456",
    powershell: "mfa --mfa-token 123456",
    status: 0,
    profile: "mfa",
  },
  { name: "role behind the code", cmd: "locked", powershell: "locked", status: 0, profile: "locked" },
  { name: "wrong command line", cmd: "--wrong", powershell: "--wrong", status: 2, profile: "locked" },
  {
    name: "show",
    cmd: "alice -s",
    powershell: "alice -s",
    status: 0,
    profile: "alice",
    text: /^(set "|\$env:)AWS_ACCESS_KEY_ID( = ')?=?AKIAFAKEALICEEXAMPLE["']$/m,
  },
  {
    name: "help",
    cmd: "-h",
    powershell: "-h",
    status: 0,
    profile: "alice",
    text:
      /^awsume \[PROFILE\] \[options\]\nawsume COMMAND \.\.\.\n\nGets [^]*\n\n {2}-r, |\n`awsume help assume`/,
  },
  {
    name: "list into a pipe",
    cmd: "-l | findstr three",
    powershell: "-l | Where-Object { $_ -match 'three' }",
    status: 0,
    profile: "alice",
    text: /^three +Role +two +No +eu-west-1 +aws +444444444444\n$/,
  },
  {
    name: "explain, which is run straight through",
    cmd: 'explain "a b & c" --json',
    powershell: "explain 'a b & c' --json",
    status: 0,
    profile: "alice",
    text: /^\{\n? *"profile": ?"a b & c"/,
  },
  { name: "unset", cmd: "-u", powershell: "-u", status: 0, profile: undefined },
];

/** What is printed after the last case. */
function tailOf(stdout: string): string {
  return stdout.slice(stdout.lastIndexOf("---\n") + "---\n".length).replaceAll(/ +$/gm, "");
}

function checkRows(stdout: string, stderr: string): void {
  const cases = readCases(stdout);
  assert.deepEqual([...cases.keys()], rows.map(({ name }) => name), stdout + stderr);
  for (const { name, status, profile, text } of rows) {
    const found = cases.get(name);
    assert.deepEqual([name, found?.status, found?.env.AWSUME_PROFILE], [name, `${status}`, profile], stderr);
    assert.match(found?.text ?? "", text ?? /^$/, name);
  }
  const keys = (name: string): string | undefined => cases.get(name)?.env.AWS_ACCESS_KEY_ID;
  assert.match(keys("switch") ?? "", /^ASIAFAKE/);
  assert.equal(keys("again"), keys("switch"));
  assert.equal(keys("no such profile"), keys("chain"));
  assert.equal(cases.get("blanks and an ampersand")?.env.AWS_REGION, "eu-west-2");
  assert.deepEqual(Object.keys(cases.get("unset")?.env ?? {}), ["AWS_ENDPOINT_URL_STS"]);
  assert.match(stderr, /^awsume: Cannot find profile "no&"body"$/m);
}

testOnWindows("awsume.cmd switches, chains and keeps what was on failure, in cmd", async () => {
  await inWindowsWorld(async (folder, url) => {
    await writeLines(`${folder}/play.cmd`, [
      "@echo off",
      ...['set "HOME="', `set "USERPROFILE=%~dp0${home}"`, `set "AWS_ENDPOINT_URL_STS=${url}"`],
      'set "PATH=%~dp0my tools & co\\bin;%PATH%"',
      ...rows.flatMap(({ name, cmd }) => [`echo === ${name}`, `call awsume ${cmd}`, "call :seen"]),
      "set _awsume",
      "(call awsume nobody && echo wrong) || echo or",
      "(call awsume alice && echo and) || echo wrong",
      'call awsume "100%%%%"',
      "exit /b 0",
      ...[
        ":seen",
        'set "status=%errorlevel%"',
        "echo --- %status%",
        "set AWS",
        "echo ---",
        "exit /b %status%",
      ],
    ]);
    const { stdout, stderr } = await playOnWindows(["cmd", "/c", "play.cmd"], folder);
    checkRows(stdout, stderr);
    assert.equal(tailOf(stdout), "or\nand\n");
    assert.match(stderr, /_awsume not defined/);
    assert.match(stderr, /^awsume: Cannot write AWSUME_PROFILE for cmd: it holds %$/m);
  });
});

testOnWindows("awsume.ps1 does the same in PowerShell, and leaves nothing but the environment", async () => {
  await inWindowsWorld(async (folder, url) => {
    await writeLines(`${folder}/play.ps1`, [
      "[Environment]::SetEnvironmentVariable('HOME', [Management.Automation.Language.NullString]::Value)",
      `$env:USERPROFILE = "$PSScriptRoot\\${home}"`,
      `$env:AWS_ENDPOINT_URL_STS = '${url}'`,
      '$env:PATH = "$PSScriptRoot\\my tools & co\\bin;$env:PATH"',
      "function seen {",
      '  "--- $LASTEXITCODE"',
      "  foreach ($e in [Environment]::GetEnvironmentVariables().GetEnumerator()) {",
      '    if ($e.Key -like "AWS*") { "$($e.Key)=$($e.Value)" }',
      "  }",
      '  "---"',
      "}",
      ...rows.flatMap(({ name, powershell }) => [`'=== ${name}'`, `awsume ${powershell}`, "seen"]),
      "awsume nobody && 'wrong' || 'or'",
      "awsume alice && 'and' || 'wrong'",
      "awsume '100%'; \"percent $env:AWSUME_PROFILE\"",
      "'123456' | awsume mfa -r; \"piped $env:AWSUME_PROFILE $LASTEXITCODE\"",
      "foreach ($name in 'Function:', 'Variable:', 'Alias:') {",
      "  $ExecutionContext.InvokeProvider.ChildItem.Get($name, $false) | ForEach-Object {",
      '    if ($_.Name -like "*awsume*") { "left: $($_.Name)" }',
      "  }",
      "}",
      'Invoke-Expression ((awsume init powershell) -join "`n")',
      'foreach ($m in (TabExpansion2 "awsume thr" 10).CompletionMatches) { "completed: $($m.CompletionText)" }',
    ]);
    const { stdout, stderr } = await playOnWindows(
      ["pwsh.exe", "-NoProfile", "-File", "play.ps1"],
      folder,
    );
    checkRows(stdout, stderr);
    assert.equal(tailOf(stdout), "or\nand\npercent 100%\npiped mfa 0\ncompleted: three\n");
  });
});
