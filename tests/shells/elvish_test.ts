import assert from "node:assert/strict";
import { elvish } from "../../shells/elvish.ts";
import { type Answer, type FakeAwsume, fakeAwsume } from "../support/fake_awsume.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";
import { elvishAlone } from "../support/shells/elvish.ts";

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: elvish.render(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "eu-west-1"]])) },
  bad: { out: "echo evaluated\n", err: "no\n", status: 3 },
  exec: { out: "ran\n", status: 5 },
  say: { out: elvish.say("one\ntwo\n") },
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
    criterion: "ends a script that does not catch its failure",
    code: "awsume bad; echo reached",
    stdout: "",
    stderr: /^no\nException: .*awsume exited with 3/,
    status: 2,
  },
  {
    criterion: "ends it when a word that runs straight through fails",
    code: "awsume exec; echo reached",
    stdout: "ran\n",
    stderr: /awsume exited with 5/,
    status: 2,
  },
  {
    criterion: "is false to if and or, with awsume's status in the exception",
    code: `if ?(awsume bad) { echo wrong } else { echo no }
      try { awsume bad } catch e { echo $e[reason][exit-status] }`,
    stdout: "no\n3\n",
    stderr: /^no\nno\n$/,
  },
  {
    criterion: "exports from inside a function and a block",
    code: `fn switch { if $true { awsume prod } }; switch; printenv AWS_REGION`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "gives its lines to a command of elvish's own",
    code: `put [(awsume say)] | to-json`,
    stdout: '["one","two"]\n',
  },
  {
    criterion: "gives an AWSUME_SHELL of before back",
    code: `set-env AWSUME_SHELL mine; awsume prod; echo $E:AWSUME_SHELL; nop ?(awsume bad)
      echo $E:AWSUME_SHELL`,
    stdout: "mine\nmine\n",
    stderr: /^no\n$/,
  },
];

for (const { criterion, code, stdout, stderr = /^$/, status = 0 } of cases) {
  testWith("elvish", `elvish awsume() ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    const outcome = await runElvish(fake, `${fake.init(elvish)}${code}\n`);
    assert.equal(outcome.stdout, stdout, outcome.stderr);
    assert.match(outcome.stderr, stderr);
    assert.equal(outcome.status, status);
  });
}

testWith(
  "elvish",
  "elvish init defines two functions and no more, which a script may take from eval",
  async () => {
    await using fake = await fakeAwsume(answers);
    await Deno.writeTextFile(`${fake.home}/init`, fake.init(elvish));
    const code = `var awsume~
    eval (slurp < init) &on-end={|ns| keys $ns | order | to-lines; set awsume~ = $ns[awsume~] }
    awsume prod; echo $E:AWS_REGION`;
    const { stdout } = await runElvish(fake, code);
    assert.equal(stdout, "_awsume_complete~\nawsume~\neu-west-1\n");
  },
);

testAtTerminal("elvish awsume() is loaded by rc.elv, in the place of a function of that name", async () => {
  await using fake = await fakeAwsume(answers);
  const rc = "fn awsume {|@words| fail wrong }\neval (slurp < init)\neval (slurp < init)\n";
  await using terminal = await startElvish(fake, rc);
  await terminal.type("awsume prod; echo region'='$E:AWS_REGION\n");
  await terminal.until(/region=eu-west-1/);
}, "elvish");

testAtTerminal("elvish awsume() gives the prompt back on Ctrl-C, and changes nothing", async () => {
  await using fake = await fakeAwsume({
    ...answers,
    wait: { out: "set-env AWS_REGION new\n", wait: true },
  });
  await using terminal = await startElvish(fake, "eval (slurp < init)\n");
  await terminal.type("awsume wait\n");
  await terminal.until(/waiting/);
  await terminal.type("\x03");
  await terminal.until(/exited with 130|interrupted/);
  await terminal.type("echo left'=' (has-env AWSUME_SHELL) (has-env AWS_REGION)\n");
  await terminal.until(/left= \$false \$false/);
}, "elvish");

Deno.test("elvish readCompletion() leaves out the name, and the word that elvish will choose by", () => {
  assert.deepEqual(elvish.readCompletion(["awsume", "exec", "pro"]).words, ["exec", ""]);
});

async function runElvish(fake: FakeAwsume, code: string): Promise<Omit<Outcome, "runs">> {
  await Deno.writeTextFile(`${fake.home}/script`, code);
  return await runClean(["elvish", "-norc", "script"], { folder: fake.home });
}

async function startElvish(fake: FakeAwsume, rc: string): Promise<ReturnType<typeof atTerminal>> {
  await Deno.writeTextFile(`${fake.home}/init`, fake.init(elvish));
  await Deno.writeTextFile(`${fake.home}/rc.elv`, rc);
  return atTerminal([...elvishAlone, "-rc", "rc.elv"], fake.home, { LC_ALL: "C.UTF-8" });
}
