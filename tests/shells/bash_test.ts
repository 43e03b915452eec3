import assert from "node:assert/strict";
import { functionTexts } from "../../shells/functions.ts";
import { bash } from "../../shells/bash.ts";
import { type Answer, type FakeAwsume, fakeAwsume } from "../support/fake_awsume.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: bash.render(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "eu-west-1"]])) },
  bad: { out: "echo evaluated;\n", status: 3 },
  exec: { out: "ran\n", status: 5 },
};

interface Case {
  readonly criterion: string;
  /** What `bash -c` runs; `$init` is the text to evaluate. */
  readonly code: string;
  readonly stdout?: string;
  readonly stderr?: RegExp;
  readonly status?: number;
}

const cases: readonly Case[] = [
  {
    criterion: "works in bash -c",
    code: `eval "$init"; awsume prod; echo "$AWS_REGION"`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "works when the text is sourced from a process substitution",
    code: `source <(printf %s "$init"); awsume prod; echo "$AWS_REGION"`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "changes a subshell only",
    code: `eval "$init"; (awsume prod; echo "$AWS_REGION"); echo "\${AWS_REGION-none}"`,
    stdout: "eu-west-1\nnone\n",
  },
  {
    criterion: "ends a shell under set -e when it fails, as any command would",
    code: `set -euo pipefail; eval "$init"; awsume bad; echo never`,
    status: 3,
  },
  {
    criterion: "may fail in a condition under set -e",
    code: `set -euo pipefail; eval "$init"
      if awsume bad; then echo wrong; else echo "if $?"; fi
      awsume bad || echo "or $?"
      ! awsume bad && echo not`,
    stdout: "if 3\nor 3\nnot\n",
  },
  {
    criterion: "passes the status of a pass-through command on under set -e",
    code: `set -euo pipefail; eval "$init"; awsume exec || echo "or $?"; awsume exec; echo never`,
    stdout: "ran\nor 5\nran\n",
    status: 5,
  },
  {
    criterion: "reports a read-only variable, sets the others and leaves the shell alive",
    code: `readonly AWS_SECRET_ACCESS_KEY=mine; eval "$init"
      awsume prod; echo "$? $AWS_SECRET_ACCESS_KEY $AWS_REGION"`,
    stdout: "1 mine eu-west-1\n",
    stderr: /^awsume: this shell does not let AWS_SECRET_ACCESS_KEY be changed\n$/,
  },
  {
    criterion: "reports a read-only variable in POSIX mode, too",
    code:
      `set -o posix; readonly AWS_SECRET_ACCESS_KEY=mine; eval "$init"; awsume prod; echo "$? $AWS_REGION"`,
    stdout: "1 eu-west-1\n",
    stderr: /^awsume: this shell does not let AWS_SECRET_ACCESS_KEY be changed\n$/,
  },
  {
    criterion: "is not led astray by functions that are called like builtins",
    code: `export() { echo wrong; }; unset() { echo wrong; }; printf() { echo wrong; }
      eval "$init"; awsume prod; echo "$AWS_REGION"`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "keeps settings as they were",
    code:
      `eval "$init"; set -f; IFS=,; awsume prod; echo "$-" "$IFS"; set +f; awsume prod; awsume bad; echo "$-"`,
    stdout: "fhBc ,\nhBc\n",
  },
  {
    criterion: "keeps traps as they were, and sets none off but ERR",
    code: `trap 'echo err' ERR; trap 'echo exit' EXIT; eval "$init"; awsume prod; awsume bad; trap -p ERR`,
    stdout: "err\ntrap -- 'echo err' ERR\nexit\n",
  },
];

for (const { criterion, code, stdout = "", stderr = /^$/, status = 0 } of cases) {
  testWith("bash", `bash awsume() ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    const outcome = await runBash(fake, code);
    assert.match(outcome.stderr, stderr);
    assert.deepEqual([outcome.stdout, outcome.status], [stdout, status]);
  });
}

for (const option of ["-x", "-v", "-xv"]) {
  testWith("bash", `bash awsume() shows no secret under set ${option}, and leaves it on`, async () => {
    await using fake = await fakeAwsume(answers);
    const code =
      `exec 7>"$HOME/trace"; BASH_XTRACEFD=7\neval "$init"\nset ${option}\nawsume prod\necho after`;
    for (const toFile of [true, false]) {
      const outcome = await runBash(fake, toFile ? code : code.replace("BASH_XTRACEFD=7", ":"));
      const traced = outcome.stderr + await Deno.readTextFile(`${fake.home}/trace`);
      assert.doesNotMatch(traced, /s3cret/);
      assert.match(traced, /echo after/);
    }
  });
}

testWith("bash", "bash awsume() ends with the script on Ctrl-C, and evaluates nothing", async () => {
  await using fake = await fakeAwsume({ prod: { out: "echo evaluated;\n", wait: true } });
  // A process group of its own, as a terminal would signal it.
  const code = `set -m; bash -c "$init"'
    awsume prod; echo "status $?"' &
    sleep 0.5; kill -INT -- -$!; wait $!; echo "script $?"`;
  const { stdout } = await runBash(fake, code);
  assert.match(stdout, /^(status 130\nscript 0|script 130)\n$/);
});

testAtTerminal("bash awsume() gives the prompt back on Ctrl-C with status 130", async () => {
  await using fake = await fakeAwsume({ ...answers, wait: { out: "echo eval''uated;\n", wait: true } });
  await Deno.writeTextFile(`${fake.home}/init`, fake.init(bash));
  await using terminal = atTerminal(["bash", "--noprofile", "--norc", "-i"], fake.home);
  await terminal.type("shopt -s expand_aliases; . ./init; awsume wait\n");
  await terminal.until(/waiting/);
  await terminal.type("\x03");
  await terminal.type(
    `echo "status"'=' $?; awsume prod; echo "region"'=' $AWS_REGION; shopt expand_aliases\n`,
  );
  const seen = await terminal.until(/region= eu-west-1/);
  assert.match(seen, /status= 130/);
  assert.doesNotMatch(seen, /evaluated/);
  await terminal.until(/expand_aliases\s+on/);
});

testWith("shellcheck", "bash init text passes shellcheck, raw and filled in", async () => {
  await using fake = await fakeAwsume({}, "it's");
  for (const text of [functionTexts.bash, fake.init(bash)]) {
    await Deno.writeTextFile(`${fake.home}/init`, text);
    const words = ["shellcheck", "--shell=bash", "--norc", `${fake.home}/init`];
    const { stdout, status } = await runClean(words, { folder: fake.home });
    assert.deepEqual({ stdout, status }, { stdout: "", status: 0 });
  }
});

async function runBash(fake: FakeAwsume, code: string): Promise<Omit<Outcome, "runs">> {
  const words = ["bash", "--noprofile", "--norc", "-c", code];
  return await runClean(words, { folder: fake.home, env: { init: fake.init(bash) } });
}
