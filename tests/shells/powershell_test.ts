import assert from "node:assert/strict";
import { initText } from "../../shells/functions.ts";
import { powershell } from "../../shells/powershell.ts";
import { type Answer, type FakeAwsume, fakeAwsume, passThrough } from "../support/fake_awsume.ts";
import { hostileValues } from "../support/hostile.ts";
import { realPowershell } from "../support/powershell.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";

const [program = ""] = realPowershell.start;

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: powershell.render(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "été 🔑"]])) },
  bad: { out: powershell.render(new Map([["AWS_REGION", "wrong"]])), status: 3 },
  odd: { out: "$env:AWS_REGION = 'wrong'\nSet-Item Env:X 1\n" },
  wait: { out: powershell.render(new Map([["AWS_REGION", "wrong"]])), wait: true },
  exec: { out: "ran\n", status: 5 },
  init: { out: "function global:awsume { 'loaded' }\n# 'two' \"lines\"\n" },
  __complete: { out: "prod\n", err: "warning\n", status: 1 },
};

interface Case {
  readonly criterion: string;
  /** `$init` is the text to evaluate, `$program` the executable. */
  readonly code: string;
  readonly stdout: string;
  readonly stderr?: RegExp;
}

const load = "Invoke-Expression $env:init;";

const cases: readonly Case[] = [
  {
    criterion: "tells && and || and $? how it went",
    code: `${load} awsume prod && "and $?"; awsume bad && 'never'; awsume bad || "or $LASTEXITCODE"
      awsume bad; "$?"; awsume exec; "$?"; awsume prod; "$?"`,
    stdout: "and True\nor 3\nFalse\nran\nFalse\nTrue\n",
  },
  {
    criterion: "does not stop a script at a failure, even under Stop and strict mode",
    code: `Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; ${load}
      awsume bad; "went on $LASTEXITCODE"`,
    stdout: "went on 3\n",
  },
  {
    criterion: "stops a script at a failure where the user wants that of every program",
    code: `$ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true; ${load}
      try { awsume bad; 'never' } catch { "caught $LASTEXITCODE [$env:AWS_REGION] [$env:AWSUME_SHELL]" }
      try { awsume exec; 'never' } catch { "caught $LASTEXITCODE" }
      awsume bad; 'never'`,
    stdout: "caught 3 [] []\nran\ncaught 5\n",
    stderr: /ended with non-zero exit code: 3/,
  },
  {
    criterion: "refuses an answer that it does not know, and changes nothing",
    code: `${load} awsume odd; "never $env:AWS_REGION"`,
    stdout: "",
    stderr: /different versions: open a new PowerShell/,
  },
  {
    criterion: "leaves a variable AWSUME_SHELL and the console's encoding to the user",
    code: `$env:AWSUME_SHELL = 'mine'; [Console]::OutputEncoding = [Text.Encoding]::Latin1; ${load}
      awsume prod; awsume bad; "$env:AWSUME_SHELL $([Console]::OutputEncoding.WebName)"
      [Console]::OutputEncoding = [Text.Encoding]::UTF8; $env:AWS_REGION`,
    stdout: "mine iso-8859-1\nété 🔑\n",
  },
  {
    criterion: "is loaded by the README's line, by Out-String, and from inside a function or a module",
    code: `function global:program { & $env:program @args }
      Invoke-Expression ((program init powershell) -join "\`n"); awsume; function global:awsume { 'old' }
      program init powershell | Out-String | Invoke-Expression; awsume
      function inner { ${load} }; $alias:awsume = 'false'; inner; awsume prod; $env:AWS_REGION; $env:AWS_REGION = ''
      $null = New-Module { ${load} }; awsume prod; $env:AWS_REGION; $env:AWS_REGION = ''
      & (New-Module { function f { awsume prod; $env:AWS_REGION } }) { f }`,
    stdout: "loaded\nloaded\nété 🔑\nété 🔑\nété 🔑\n",
  },
  {
    criterion: "streams the objects of a pass-through command, and its input",
    code: `${load} $x = awsume exec; "[$x]"; awsume exec | ForEach-Object { "<$_>" }; (awsume exec).Length`,
    stdout: "[ran]\n<ran>\n3\n",
  },
  {
    criterion: "completes though awsume fails, and leaves $LASTEXITCODE alone",
    code:
      `${load} sh -c 'exit 9'; (TabExpansion2 'awsume p' 8).CompletionMatches[0].CompletionText; $LASTEXITCODE`,
    stdout: "prod\n9\n",
  },
];

for (const { criterion, code, stdout, stderr = /^$/ } of cases) {
  testWith(program, `powershell awsume() ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    const outcome = await runPowershell(fake, code);
    assert.match(outcome.stderr, stderr);
    assert.equal(outcome.stdout, stdout, outcome.stderr);
  });
}

/** What is typed after `awsume exec`, and the words that a program would be given. */
const typed: readonly (readonly [string, readonly string[]])[] = [
  ["p -- aws s3 ls", ["p", "--", "aws", "s3", "ls"]],
  ["p -- git diff -- file", ["p", "--", "git", "diff", "--", "file"]],
  ["p '--' x", ["p", "--", "x"]],
  ["--filters Name=a,Values=b,'c d' 'e,f'", ["--filters", "Name=a,Values=b,c d", "e,f"]],
  ["007 1.50 0x10 1kb 1e3 -1 -1.0", ["007", "1.50", "0x10", "1kb", "1e3", "-1", "-1.0"]],
  ["1,007 (007) $(007)", ["1,007", "7", "7"]],
  ["-v -d -o -ea stop -Verbose:x -a: b -a:1,2", [
    "-v",
    "-d",
    "-o",
    "-ea",
    "stop",
    "-Verbose:x",
    "-a:",
    "b",
    "-a:1,2",
  ]],
  ["$null '' \"\" ' '", ["", "", " "]],
  ["* '*' ~ '~' *.ps1 [a] '[' x:*", ["*", "*", "~", "~", "*.ps1", "[a]", "[", "x:*"]],
  ["a$('b')c \"$(1+1)\" `$x `\"q`\" 'it''s' it's'", ["abc", "2", "$x", '"q"', "it's", "its"]],
  ["%PATH% 'a&b' 'a|b' a^b !x! 'c:\\d e\\' \\\\unc\\", [
    "%PATH%",
    "a&b",
    "a|b",
    "a^b",
    "!x!",
    "c:\\d e\\",
    "\\\\unc\\",
  ]],
  ["p `\n  --mfa-token 012345 -- x", ["p", "--mfa-token", "012345", "--", "x"]],
  ["p --% a b", ["p", "--%", "a b"]],
  ["$list p $list[1]", ["one", "two 2", "p", "two 2"]],
  ["p @list 007 -- x", ["p", "one", "two 2", "7", "x"]],
  ["a -- 007 2>$null > $null", ["a", "--", "007"]],
];

testWith(program, "powershell awsume() hands over words as they were typed", async () => {
  await using fake = await fakeAwsume({});
  const code = typed.map(([line], index) =>
    `awsume exec ${line}
     [IO.File]::Move('${fake.path.replace(/awsume$/, "calls/exec.argv")}', "$env:HOME/${index}")`
  );
  await runPowershell(fake, `${load} $list = 'one', 'two 2'\n${code.join("\n")}`);
  for (const [index, [line, words]] of typed.entries()) {
    const argv = await Deno.readTextFile(`${fake.home}/${index}`);
    assert.deepEqual([line, ...argv.split("\0").slice(1, -1)], [line, ...words]);
  }
});

for (const style of ["Standard", "Windows", "Legacy"]) {
  testWith(program, `powershell awsume() hands over every hostile word, ${style} or not`, async () => {
    await using fake = await fakeAwsume({});
    for (const name of ["a", "-n", "$HOME"]) await Deno.writeTextFile(`${fake.home}/${name}`, "");
    const values = hostileValues();
    const words = values.map((value) => powershell.quote(value)).join(" ");
    await runPowershell(fake, `${load} $PSNativeCommandArgumentPassing = '${style}'; awsume all ${words}`);
    assert.deepEqual((await fake.call("all")).argv, ["all", ...values]);
  });
}

testWith(program, "powershell _awsume_typed() makes do with the line alone, as before 7.4", async () => {
  await using fake = await fakeAwsume({});
  const line = `if (1) { awsume exec a,b 007 -- -x; "$(awsume more \``;
  const { stdout } = await runPowershell(
    fake,
    `${load} $line = ${powershell.quote(line)}
     _awsume_typed ([pscustomobject]@{ Line = $line; OffsetInLine = 10 }) @('exec', @('a', 'b'), 7, '-x')
     _awsume_typed ([pscustomobject]@{ Line = $line; OffsetInLine = 39 }) @('more', 7)
     _awsume_typed ([pscustomobject]@{ Line = ''; OffsetInLine = 0 }) @('x', 7)`,
  );
  assert.deepEqual(stdout.split("\n"), ["exec", "a,b", "007", "--", "-x", "more", "7", "x", "7", ""]);
});

for (const level of [1, 2]) {
  testWith(program, `powershell awsume() shows no secret under Set-PSDebug -Trace ${level}`, async () => {
    await using fake = await fakeAwsume(answers);
    const code = `${load} Set-PSDebug -Trace ${level}\nawsume prod\n$env:AWS_REGION\n'after'`;
    const { stdout, stderr } = await runPowershell(fake, code);
    assert.doesNotMatch(stdout + stderr, /s3cret|_awsume/);
    assert.match(stderr, />>>> 'after'/);
    assert.equal(stdout, "été 🔑\nafter\n");
  });
}

testWith(program, "powershell awsume() is undone by Ctrl-C", async () => {
  await using fake = await fakeAwsume(answers);
  // Ctrl-C is what the console makes of it: it stops the pipeline, which is done here in the same way.
  const { stdout, stderr } = await runPowershell(
    fake,
    `$env:AWSUME_SHELL = 'mine'
     $space = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
     $space.Open()
     $shell = [powershell]::Create($space).AddScript($env:init + "\`nawsume wait\`n'never'")
     $call = $shell.BeginInvoke()
     for ($i = 0; $i -lt 500 -and -not [IO.File]::Exists("$env:HOME/../bin/calls/wait.shell"); $i++) {
       [Threading.Thread]::Sleep(20)
     }
     [Threading.Thread]::Sleep(100)
     "during: $env:AWSUME_SHELL"
     $shell.Stop()
     "after: $env:AWSUME_SHELL [$env:AWS_REGION] $($shell.InvocationStateInfo.State)"`,
  );
  assert.equal(stdout, "during: powershell\nafter: mine [] Stopped\n", stderr);
});

testWith(program, "powershell init text calls nothing that an alias could stand for", async () => {
  await using fake = await fakeAwsume({});
  const { stdout } = await runPowershell(
    fake,
    `$tree = [Management.Automation.Language.Parser]::ParseInput($env:init, [ref]$null, [ref]$null)
     $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) |
       ForEach-Object { $_.GetCommandName() }`,
  );
  const foreign = new Set(stdout.split("\n").filter((name) => !/^(_awsume_\w+|)$/.test(name)));
  assert.deepEqual([...foreign], [fake.path, "Microsoft.PowerShell.Core\\Register-ArgumentCompleter"]);
});

Deno.test("powershell init text is ASCII, whatever Windows takes it for", () => {
  assert.doesNotMatch(initText(powershell, ["awsume"], passThrough), /[^\n -~]/);
});

async function runPowershell(fake: FakeAwsume, code: string): Promise<Omit<Outcome, "runs">> {
  const file = `${fake.home}/script`;
  await Deno.writeTextFile(file, code);
  const env = { init: fake.init(powershell), program: fake.path };
  return await runClean([...realPowershell.start, file], { folder: fake.home, env });
}
