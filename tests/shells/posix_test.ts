/** The functions for dash and ksh, in every shell that they serve: what the wrapper matrix does not ask. */
import assert from "node:assert/strict";
import { functionTexts } from "../../shells/functions.ts";
import { quotePosix, renderPosix } from "../../shells/posix.ts";
import { type Answer, type FakeAwsume, fakeAwsume } from "../support/fake_awsume.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { nameOf, type RealShell, testWith } from "../support/shells.ts";
import { realBusybox, realDash } from "../support/shells/dash.ts";
import { realKsh, realMksh } from "../support/shells/ksh.ts";

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: renderPosix(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "eu-west-1"]])) },
  bad: { out: "echo evaluated;\n", status: 3 },
  exec: { out: "ran\n", status: 5 },
};

interface Case {
  readonly criterion: string;
  /** What the shell runs with `-c`; `$init` is the text to evaluate. */
  readonly code: string;
  readonly stdout?: string;
  readonly stderr?: RegExp;
  readonly status?: number;
}

const cases: readonly Case[] = [
  {
    criterion: "works with -c",
    code: `eval "$init"; awsume prod; echo "$AWS_REGION"`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "takes the place of the Python tool's alias when the text is evaluated at once",
    code: `alias awsume="source awsume"\neval "$init"\nawsume prod; echo "$? $AWS_REGION"`,
    stdout: "0 eu-west-1\n",
  },
  {
    criterion: "changes a subshell only",
    code: `eval "$init"; (awsume prod; echo "$AWS_REGION"); echo "\${AWS_REGION-none}"`,
    stdout: "eu-west-1\nnone\n",
  },
  {
    criterion: "exports from inside a function",
    code: `eval "$init"; switch() { awsume prod; }; switch; printenv AWS_REGION`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "ends a shell under set -e when it fails, as any command would",
    code: `set -eu; eval "$init"; awsume bad; echo never`,
    status: 3,
  },
  {
    criterion: "may fail in a condition under set -e",
    code: `set -eu; eval "$init"
      if awsume bad; then echo wrong; else echo "if $?"; fi
      awsume bad || echo "or $?"
      ! awsume bad && echo not`,
    stdout: "if 3\nor 3\nnot\n",
  },
  {
    criterion: "passes the status of a pass-through command on under set -e",
    code: `set -eu; eval "$init"; awsume exec || echo "or $?"; awsume exec; echo never`,
    stdout: "ran\nor 5\nran\n",
    status: 5,
  },
  {
    criterion: "reports a read-only variable, sets the others and leaves the shell alive",
    code: `readonly AWS_SECRET_ACCESS_KEY=mine; eval "$init"
      awsume prod; [ $? -eq 0 ] || echo "failed $AWS_SECRET_ACCESS_KEY $AWS_REGION"`,
    stdout: "failed mine eu-west-1\n",
    stderr: /^awsume: this shell does not let AWS_SECRET_ACCESS_KEY be changed\n$/,
  },
  {
    criterion: "reports a read-only variable under set -e, too",
    code: `set -e; readonly AWS_SECRET_ACCESS_KEY=mine; eval "$init"
      awsume prod || echo "failed $AWS_REGION"; awsume prod; echo never`,
    stdout: "failed eu-west-1\n",
    stderr: /^(awsume: this shell does not let AWS_SECRET_ACCESS_KEY be changed\n){2}$/,
    status: -1,
  },
  {
    criterion: "keeps settings as they were",
    code: `eval "$init"; IFS=,; for flags in -f +f -C; do set $flags; set -o >|before
      awsume prod; awsume bad; awsume exec >|ran; set -o >|after; cmp before after; done; echo "$IFS"`,
    stdout: ",\n",
  },
  {
    criterion: "keeps an EXIT trap, and does not set it off",
    code:
      `trap 'echo exit' EXIT; eval "$init"; awsume prod; awsume bad; trap >traps; grep -c 'echo exit' traps`,
    stdout: "1\nexit\n",
  },
];

for (const real of [realDash, realBusybox, realKsh, realMksh]) {
  for (const each of cases) testCase(real, each);
  for (const option of ["-x", "-v", "-xv"]) testTrace(real, option);
  testInterrupt(real);
  testInterruptAtTerminal(real);
}

function testCase(real: RealShell, { criterion, code, stdout = "", stderr = /^$/, status = 0 }: Case): void {
  testWith(real.start[0] ?? "", `${nameOf(real)} awsume() ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    const outcome = await runCode(real, fake, code);
    assert.match(outcome.stderr, stderr);
    assert.equal(outcome.stdout, stdout);
    // Which status a shell has for an error of its own is its own affair.
    if (status < 0) assert.notEqual(outcome.status, 0);
    else assert.equal(outcome.status, status);
  });
}

function testTrace(real: RealShell, option: string): void {
  testWith(real.start[0] ?? "", `${nameOf(real)} awsume() shows no secret under set ${option}`, async () => {
    await using fake = await fakeAwsume(answers);
    // In a file, for `set -v` shows the lines that are read after it.
    const lines = [
      'eval "$init"',
      `set ${option}`,
      "awsume prod || :",
      "echo after",
      "awsume bad || :",
      "echo end",
    ];
    await Deno.writeTextFile(`${fake.home}/script`, lines.map((line) => `${line}\n`).join(""));
    const { stdout, stderr } = await runWith(real, fake, ["script"]);
    assert.equal(stdout, "after\nend\n");
    assert.doesNotMatch(stderr, /s3cret/);
    assert.match(stderr, /echo after[^]*echo end/);
  });
}

/** A process group of its own, as a terminal would signal it. */
function testInterrupt(real: RealShell): void {
  testWith(real.start[0] ?? "", `${nameOf(real)} awsume() ends with the script on Ctrl-C`, async () => {
    await using fake = await fakeAwsume({ prod: { out: "echo evaluated;\n", wait: true } });
    await Deno.writeTextFile(
      `${fake.home}/script`,
      `${fake.init(real.shell)}\nawsume prod 2>waiting; echo "status $?"\n`,
    );
    const start = real.start.map(quotePosix).join(" ");
    const code = `set -m; ${start} script & until [ -s waiting ]; do sleep 0.05; done
      kill -INT -- -$!; wait $!; echo "script $?"`;
    const { stdout } = await runClean(["bash", "-c", code], { folder: fake.home });
    assert.match(stdout, /^(status 130\nscript 0|script (130|258))\n$/);
  });
}

function testInterruptAtTerminal(real: RealShell): void {
  testAtTerminal(`${nameOf(real)} awsume() gives the prompt and its options back on Ctrl-C`, async () => {
    await using fake = await fakeAwsume({ ...answers, wait: { out: "echo eval''uated;\n", wait: true } });
    await Deno.writeTextFile(`${fake.home}/init`, fake.init(real.shell));
    await using terminal = atTerminal(real.interactive, fake.home);
    await terminal.type("set -x; . ./init; IFS=,; awsume wait; echo wr''ong\n");
    await terminal.until(/waiting/);
    await terminal.type("\x03");
    await terminal.type(`echo "status"'=' $?; awsume prod; echo "region"'=' "$AWS_REGION$IFS"; set -o\n`);
    const seen = await terminal.until(/region= eu-west-1,\r/);
    // 258 is what ksh93 has for SIGINT.
    assert.match(seen, /status= (130|258)/);
    assert.doesNotMatch(seen, /evaluated|wrong|s3cret/);
    await terminal.until(/xtrace\s+on/);
  }, real.start[0]);
}

for (const [dialect, { shell }] of Object.entries({ dash: realDash, ksh: realKsh })) {
  testWith("shellcheck", `${dialect} init text passes shellcheck, raw and filled in`, async () => {
    await using fake = await fakeAwsume({}, "it's");
    for (const text of [functionTexts[shell.name], fake.init(shell)]) {
      await Deno.writeTextFile(`${fake.home}/init`, text);
      const words = ["shellcheck", `--shell=${dialect}`, "--norc", `${fake.home}/init`];
      const { stdout, status } = await runClean(words, { folder: fake.home });
      assert.deepEqual({ stdout, status }, { stdout: "", status: 0 });
    }
  });
}

function runCode(real: RealShell, fake: FakeAwsume, code: string): Promise<Omit<Outcome, "runs">> {
  return runWith(real, fake, ["-c", code]);
}

async function runWith(
  real: RealShell,
  fake: FakeAwsume,
  words: readonly string[],
): Promise<Omit<Outcome, "runs">> {
  return await runClean([...real.start, ...words], {
    folder: fake.home,
    env: { init: fake.init(real.shell) },
  });
}
