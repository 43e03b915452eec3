import assert from "node:assert/strict";
import { zsh } from "../../shells/zsh.ts";
import { type Answer, type FakeAwsume, fakeAwsume } from "../support/fake_awsume.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { realShells, testWith } from "../support/shells.ts";

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: zsh.render(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "eu-west-1"]])) },
  "~one *": { out: zsh.render(new Map([["AWS_REGION", "eu-west-2"]])) },
  bad: { out: "echo evaluated;\n", status: 3 },
  exec: { out: "ran\n", status: 5 },
};

interface Case {
  readonly criterion: string;
  /** What `zsh -c` runs; `$init` is the text to evaluate. */
  readonly code: string;
  readonly stdout?: string;
  readonly stderr?: RegExp;
  readonly status?: number;
}

const cases: readonly Case[] = [
  {
    criterion: "works when the text is sourced from a process substitution",
    code: `source <(printf %s "$init"); awsume prod; echo "$AWS_REGION"`,
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
    code: `eval "$init"; switch() { setopt local_options warn_create_global; awsume prod; }; switch
      printenv AWS_REGION`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "ends a shell under err_exit when it fails, as any command would",
    code: `set -euo pipefail; eval "$init"; awsume bad; echo never`,
    status: 3,
  },
  {
    criterion: "may fail in a condition under err_exit",
    code: `set -euo pipefail; eval "$init"
      if awsume bad; then echo wrong; else echo "if $?"; fi
      awsume bad || echo "or $?"
      ! awsume bad && echo not`,
    stdout: "if 3\nor 3\nnot\n",
  },
  {
    criterion: "ends the calling function under err_return",
    code: `setopt err_return; eval "$init"; f() { awsume prod; awsume bad; echo never; }
      f || echo "$? $AWS_REGION"; g() { awsume exec; echo never; }; g || echo $?`,
    stdout: "3 eu-west-1\nran\n5\n",
  },
  {
    criterion: "passes the status of a pass-through command on under err_exit",
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
    criterion: "reports a read-only variable in the sh emulation with err_exit, too",
    code: `emulate sh; set -e; readonly AWS_SECRET_ACCESS_KEY=mine; eval "$init"
      awsume prod || echo "$? $AWS_REGION"`,
    stdout: "1 eu-west-1\n",
    stderr: /^awsume: this shell does not let AWS_SECRET_ACCESS_KEY be changed\n$/,
  },
  {
    criterion: "takes a profile for a word, not for a pattern",
    code: `emulate sh; setopt glob_subst; eval "$init"; awsume '~one *'; echo "$? $AWS_REGION"`,
    stdout: "0 eu-west-2\n",
  },
  {
    criterion: "keeps options as they were",
    code: `eval "$init"; for mode in zsh sh ksh csh; do
      emulate $mode; setopt err_return >before; set -o >before; awsume prod; set -o >after; cmp before after
      awsume bad || set -o >after; cmp before after; done; IFS=,; awsume prod; echo "$IFS"`,
    stdout: ",\n",
  },
  {
    criterion: "keeps traps as they were, and sets none off but ZERR",
    code: `trap 'echo err' ZERR; trap 'echo exit' EXIT; eval "$init"; awsume prod; awsume bad; trap`,
    stdout: "err\ntrap -- 'echo exit' EXIT\ntrap -- 'echo err' ZERR\nexit\n",
  },
  {
    criterion: "keeps a DEBUG trap, and tells it no secret",
    code: `setopt debug_before_cmd; eval "$init"; trap 'print -r -- "$ZSH_DEBUG_CMD" >>log' DEBUG
      awsume prod; true after; trap - DEBUG; grep -c s3cret log; grep after log`,
    stdout: "0\ntrue after\n",
  },
];

for (const { criterion, code, stdout = "", stderr = /^$/, status = 0 } of cases) {
  testWith("zsh", `zsh awsume() ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    const outcome = await runZsh(fake, code);
    assert.match(outcome.stderr, stderr);
    assert.deepEqual([outcome.stdout, outcome.status], [stdout, status]);
  });
}

for (const [mood, line] of Object.entries(realShells.zsh?.moods ?? {})) {
  testWith("zsh", `zsh awsume() works when the text is evaluated at once under: ${mood}`, async () => {
    await using fake = await fakeAwsume(answers);
    const code = `${line}\n\\builtin \\eval "$init"\nawsume prod\nprintenv AWS_REGION`;
    const { stdout, status } = await runZsh(fake, code);
    assert.deepEqual([stdout, status], ["eu-west-1\n", 0]);
  });
}

for (const line of ["set -x", "set -v", "set -xv", "functions -t awsume", "functions -T awsume"]) {
  testWith("zsh", `zsh awsume() shows no secret under ${line}, and leaves it on`, async () => {
    await using fake = await fakeAwsume(answers);
    // In a file, for `set -v` shows the lines that are read after it.
    await Deno.writeTextFile(`${fake.home}/script`, `${line}\nawsume prod\n: after\nawsume bad\n`);
    const { stderr } = await runZsh(fake, `eval "$init"; . ./script`);
    assert.doesNotMatch(stderr, /s3cret/);
    assert.match(stderr, line.startsWith("set") ? /: after/ : /emulate -L zsh.*emulate -L zsh/s);
  });
}

testWith("zsh", "zsh awsume() ends with the script on Ctrl-C, and evaluates nothing", async () => {
  await using fake = await fakeAwsume({ prod: { out: "echo evaluated;\n", wait: true } });
  await Deno.writeTextFile(`${fake.home}/script`, `${fake.init(zsh)}\nawsume prod; echo "status $?"\n`);
  // A process group of its own, as a terminal would signal it; zsh itself makes none without a terminal.
  const code = `set -m; zsh -f script & sleep 0.5; kill -INT -- -$!; wait $!; echo "script $?"`;
  const { stdout } = await runClean(["bash", "-c", code], { folder: fake.home });
  assert.match(stdout, /^(status 130\nscript 0|script 130)\n$/);
});

testAtTerminal("zsh awsume() gives the prompt back on Ctrl-C, and ends the line it is in", async () => {
  await using fake = await fakeAwsume({ ...answers, wait: { out: "echo eval''uated;\n", wait: true } });
  await Deno.writeTextFile(`${fake.home}/init`, fake.init(zsh));
  await using terminal = atTerminal(["zsh", "-f", "-i"], fake.home);
  await terminal.type(". ./init; awsume wait; echo wr''ong\n");
  await terminal.until(/waiting/);
  await terminal.type("\x03");
  // An interrupted `name=$(…)` has a status of zsh's own.
  await terminal.type(`echo "status"'=' $?; awsume prod; echo "region"'=' $AWS_REGION\n`);
  const seen = await terminal.until(/region= eu-west-1/);
  assert.match(seen, /status= [1-9]/);
  assert.doesNotMatch(seen, /evaluated|wrong/);
}, "zsh");

testAtTerminal("zsh awsume() leaves no secret in the history, and no hook longer than needed", async () => {
  await using fake = await fakeAwsume(answers);
  await Deno.writeTextFile(`${fake.home}/init`, fake.init(zsh));
  await using terminal = atTerminal(["zsh", "-f", "-i"], fake.home);
  await terminal.type("SAVEHIST=99 HISTSIZE=99 HISTFILE=history; . ./init; . ./init; setopt ksh_arrays\n");
  await terminal.type("one() {}; two() {}; precmd_functions=(one ${precmd_functions[@]} two)\n");
  const report = "echo hooks: ${precmd_functions[@]}.\n";
  await terminal.type(report);
  await terminal.until(/hooks: one _awsume_register _awsume_register two\.\r/);
  await terminal.type("autoload -Uz compinit; compinit -u\n");
  await terminal.type(`awsume prod; fc -W; grep -c 's3cre[t]' history; ${report}`);
  await terminal.until(/\n0\r?\nhooks: one two\.\r/);
}, "zsh");

testAtTerminal("zsh _awsume_complete() matches as the person's own style has it", async () => {
  await using fake = await fakeAwsume({ __complete: { out: "prod\ndev\n" } });
  await Deno.writeTextFile(`${fake.home}/init`, fake.init(zsh));
  await using terminal = atTerminal(["zsh", "-f", "-i"], fake.home);
  await terminal.type("autoload -Uz compinit && compinit -u; . ./init\n");
  await terminal.type("zstyle ':completion:*' matcher-list 'm:{a-zA-Z}={A-Za-z}'\n");
  await terminal.type("awsume exec 'a b' PRO\t; echo do''ne\n");
  await terminal.until(/done/);
  assert.deepEqual((await fake.call("exec")).argv, ["exec", "a b", "prod"]);
  assert.deepEqual((await fake.call("__complete")).argv, ["__complete", "zsh", "exec", "a b", "PRO"]);
}, "zsh");

async function runZsh(fake: FakeAwsume, code: string): Promise<Omit<Outcome, "runs">> {
  return await runClean(["zsh", "-f", "-c", code], { folder: fake.home, env: { init: fake.init(zsh) } });
}
