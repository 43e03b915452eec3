import assert from "node:assert/strict";
import { tcsh } from "../../shells/tcsh.ts";
import { type Answer, type FakeAwsume, fakeAwsume } from "../support/fake_awsume.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: tcsh.render(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "eu-west-1"]])) },
  bad: { out: "setenv AWS_REGION evaluated;\n", err: "no\n", status: 3 },
  say: { out: tcsh.say("two words\n") },
  exec: { out: "ran\n", status: 5 },
};

/** Runs a script that has loaded the function. */
async function runScript(fake: FakeAwsume, code: string): Promise<Omit<Outcome, "runs">> {
  await Deno.writeTextFile(`${fake.home}/script`, `${fake.init(tcsh)}\n${code}\n`);
  return await runClean(["tcsh", "-f", "script"], { folder: fake.home, env: { LC_ALL: "C.UTF-8" } });
}

interface Case {
  readonly criterion: string;
  readonly code: string;
  readonly stdout: string;
  readonly stderr?: RegExp;
}

const cases: readonly Case[] = [
  {
    criterion: "has the status that && and || go by",
    code: `awsume bad || echo "or $status"\nawsume prod && echo and\nawsume exec || echo "exec $status"`,
    stdout: "or 3\nand\nran\nexec 5\n",
    stderr: /^no\n$/,
  },
  {
    criterion: "works in a script that is sourced, in a loop and behind an if",
    code: `echo 'awsume prod' > inner; source inner\nforeach name (bad prod)\n  awsume $name\nend\n` +
      `if (1) then\n  awsume say\nendif\nprintenv AWS_REGION`,
    stdout: "two words\neu-west-1\n",
    stderr: /^no\n$/,
  },
  {
    criterion: "goes into a file by a pipe, under noclobber",
    code: `set noclobber\nawsume prod\nawsume say | cat > said\ncat said`,
    stdout: "two words\n",
  },
  {
    criterion: "shows no secret with echo and verbose, and leaves both as they were",
    code: `set echo verbose\nawsume prod\nunset echo verbose\necho $?echo $?verbose`,
    stdout: "0 0\n",
    stderr: /^(?!.*s3cret)/s,
  },
  {
    criterion: "takes the place of an alias, and leaves no variables",
    code: `alias awsume 'echo mine'\nreload\nawsume say\nset | grep _awsume_c`,
    stdout: "two words\n",
  },
];

for (const { criterion, code, stdout, stderr = /^$/ } of cases) {
  testWith("tcsh", `tcsh awsume ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    const outcome = await runScript(fake, code.replace("reload", fake.init(tcsh)));
    assert.equal(outcome.stdout, stdout, outcome.stderr);
    assert.match(outcome.stderr, stderr);
  });
}

testAtTerminal("tcsh awsume gives the prompt back on Ctrl-C, and changes nothing", async () => {
  await using fake = await fakeAwsume({ ...answers, wait: { out: "setenv AWS_REGION new;\n", wait: true } });
  await Deno.writeTextFile(`${fake.home}/load`, `${fake.init(tcsh)}\nset prompt = 'tcsh waits: '\n`);
  await using terminal = atTerminal(["tcsh", "-f", "-i"], fake.home, { LC_ALL: "C.UTF-8" });
  await terminal.type("source load\n");
  await terminal.until(/tcsh waits: /);
  await terminal.type("awsume wait\n");
  await terminal.until(/waiting/);
  await terminal.type("\x03");
  await terminal.until(/tcsh waits: /);
  await terminal.type("awsume prod; echo now=$AWS_REGION echo=$?echo; set | grep -c _awsume_o\n");
  await terminal.until(/now=eu-west-1 echo=0\r?\n0/);
}, "tcsh");
