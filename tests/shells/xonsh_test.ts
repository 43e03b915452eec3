import assert from "node:assert/strict";
import { xonsh } from "../../shells/xonsh.ts";
import { type Answer, type FakeAwsume, fakeAwsume } from "../support/fake_awsume.ts";
import { atTerminal, type Terminal, testAtTerminal } from "../support/interactive.ts";
import { runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";

const long = "a profile of which there are many\n".repeat(5000);

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: xonsh.render(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "eu-west-1"]])) },
  bad: { out: "print('evaluated')\n", err: "no\n", status: 3 },
  say: { out: xonsh.say(long) },
  exec: { out: "ran\n", status: 5 },
};

interface Case {
  readonly criterion: string;
  readonly code: string;
  readonly stdout: string;
  readonly stderr?: RegExp;
  readonly status?: number;
}

const cases: readonly Case[] = [
  {
    criterion: "has the status that and, or and Python go by",
    code: `awsume bad or echo or\nawsume prod and echo and\nif not !(awsume bad): print("not")\n` +
      `print(!(awsume bad).returncode, !(awsume exec).returncode)`,
    stdout: "or\nand\nnot\n3 5\n",
    stderr: /no/,
  },
  {
    criterion: "ends a script in which failures are errors",
    code: `$RAISE_SUBPROC_ERROR = True\nawsume bad\nprint("reached")`,
    stdout: "",
    stderr: /^no\n[^]*CalledProcessError.*exit status 3/,
    status: 1,
  },
  {
    criterion: "exports from inside a function of Python",
    code: `def switch():\n  awsume prod\nswitch()\nprintenv AWS_REGION`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "gives all of a long text to $() and to a file",
    code: `print(len($(awsume say)))\nawsume say > listed\nprint(len(open("listed").read()))`,
    stdout: `${long.length}\n${long.length}\n`,
  },
  {
    criterion: "gives what runs straight through to $(), to a pipe and to a file",
    code: `print(repr($(awsume exec)), flush=True)\nawsume exec | tr r R\nawsume exec > ran\ncat ran`,
    stdout: `'ran\\n'\nRan\nran\n`,
  },
];

for (const { criterion, code, stdout, stderr = /^$/, status = 0 } of cases) {
  testWith("xonsh", `xonsh awsume() ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    await Deno.writeTextFile(`${fake.home}/script`, `${fake.init(xonsh)}${code}\n`);
    const outcome = await runClean(["xonsh", "--no-rc", "script"], { folder: fake.home });
    assert.equal(outcome.stdout, stdout, outcome.stderr);
    assert.match(outcome.stderr, stderr);
    assert.equal(outcome.status, status);
  });
}

testAtTerminal("xonsh awsume() gives the prompt back on Ctrl-C, and changes nothing", async () => {
  await using fake = await fakeAwsume({ wait: { out: '$AWS_REGION = "new"\n', wait: true } });
  await using terminal = await startXonsh(fake, "readline");
  await terminal.type("awsume wait\n");
  await terminal.until(/waiting/);
  await terminal.type("\x03");
  await terminal.until(/xonsh waits: /);
  await terminal.type("echo left=@('AWS_REGION' in ${...}).@('AWSUME_SHELL' in ${...})\n");
  await terminal.until(/left=False\.False/);
}, "xonsh");

testAtTerminal("xonsh awsume() leaves its terminal to what runs straight through", async () => {
  await using fake = await fakeAwsume({});
  await Deno.writeTextFile(
    fake.path,
    "#!/bin/sh\ntest -t 0 && test -t 1 && test -t 2 && echo at a' 'terminal\n",
  );
  await using terminal = await startXonsh(fake, "readline");
  await terminal.type("awsume exec\n");
  await terminal.until(/at a terminal/);
}, "xonsh");

testAtTerminal("xonsh _awsume_complete() answers the other line editor, the second time too", async () => {
  await using fake = await fakeAwsume({
    ...answers,
    __complete: { out: '"my laptop"\n' },
    "my laptop": { err: "took it\n" },
  });
  await using terminal = await startXonsh(fake, "prompt_toolkit");
  for (const _ of ["first", "second"]) {
    await terminal.type('awsume "my l\t');
    await terminal.until(/laptop"/);
    await terminal.type("\n");
    await terminal.until(/took it/);
    assert.deepEqual((await fake.call("my laptop")).argv, ["my laptop"]);
    assert.deepEqual((await fake.call("__complete")).argv, ["__complete", "xonsh", '"', "my l"]);
    await terminal.type("execx(open('init').read())\n");
  }
}, "xonsh");

const words: readonly (readonly [asked: readonly string[], words: readonly string[]])[] = [
  [["", "pro"], ["pro"]],
  [["", "", "exec", "a b"], ["exec", "a b", ""]],
  [["'", String.raw`it\'s`], ["it's"]],
  [['"', String.raw`a\\b`], [String.raw`a\b`]],
  [["r'", String.raw`a\\b`], [String.raw`a\\b`]],
];

for (const [asked, expected] of words) {
  Deno.test(`xonsh readCompletion() takes ${JSON.stringify(asked)} apart`, () => {
    assert.deepEqual(xonsh.readCompletion(asked).words, expected);
  });
}

const quoted: readonly (readonly [text: string, word: string])[] = [
  ["it's", `"it's"`],
  ["$HOME", "r'$HOME'"],
  ["it's ~", `r"it's ~"`],
  [`it's "$HOME"`, `r'''it's "$HOME"'''`],
  [`"$HOME" it's '`, `r"""` + `"$HOME" it's '` + `"""`],
  ["$\\", String.raw`"$\\"`],
  ["$\u2028", String.raw`"$\u2028"`],
  ["a\x7f\u0085b\n", String.raw`"a\u007f\u0085b\n"`],
];

for (const [text, word] of quoted) {
  Deno.test(`xonsh quote() has a word for ${JSON.stringify(text)}`, () => {
    assert.equal(xonsh.quote(text), word);
  });
}

async function startXonsh(fake: FakeAwsume, editor: "readline" | "prompt_toolkit"): Promise<Terminal> {
  await Deno.writeTextFile(`${fake.home}/init`, fake.init(xonsh));
  await Deno.writeTextFile(
    `${fake.home}/.xonshrc`,
    "$PROMPT = 'xonsh waits: '\nexecx(open('init').read())\n",
  );
  const terminal = atTerminal(["xonsh", "-i", "--shell-type", editor], fake.home, {
    TERM: "xterm",
    PROMPT_TOOLKIT_NO_CPR: "1",
    LC_ALL: "C.UTF-8",
  });
  await terminal.until(/xonsh waits:/);
  return terminal;
}
