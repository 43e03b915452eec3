import assert from "node:assert/strict";
import { fish } from "../../shells/fish.ts";
import { type Answer, type FakeAwsume, fakeAwsume } from "../support/fake_awsume.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { type Outcome, runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";

const prod = new Map([
  ["AWS_PROFILE", null],
  ["AWS_SECRET_ACCESS_KEY", "s3cret"],
  ["AWS_REGION", "eu-west-1"],
]);

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: fish.render(prod) },
  unset: { out: fish.render(new Map([["AWS_PROFILE", null], ["AWS_REGION", null]])) },
  help: { out: fish.say("usage\nno line end") },
  bad: { out: "echo evaluated;\n", status: 3 },
  exec: { out: "ran\n", status: 5 },
};

/** What the settings of a person's own would say; `init` lies in the home folder. */
const config = "source ~/init";

interface Case {
  readonly criterion: string;
  readonly code: string;
  readonly stdout: string;
  readonly stderr?: RegExp;
}

const cases: readonly Case[] = [
  {
    criterion: "exports from inside a function and a block",
    code: `function switch_it; begin; awsume prod; end; end; switch_it; printenv AWS_REGION`,
    stdout: "eu-west-1\n",
  },
  {
    criterion: "has the status that and, or, not and if go by",
    code: `awsume bad; or echo "or $status"; awsume prod; and echo "and $status"; not awsume bad; and echo not
      if awsume bad; echo wrong; else; echo "if $status"; end; awsume exec; or echo "or $status"`,
    stdout: "or 3\nand 0\nnot\nif 3\nran\nor 5\n",
  },
  {
    criterion: "is not harmed by a status of before, nor by what a variable of its own name holds",
    code: `set -g _awsume_output "echo wrong"; set -gx _awsume_status 9; false; awsume prod
      echo $status $AWS_REGION $_awsume_output $_awsume_status`,
    stdout: "0 eu-west-1 echo wrong 9\n",
  },
  {
    criterion: "prints through no function of yours",
    code: `function printf; echo wrong; end; function echo; builtin echo wrong; end; awsume help`,
    stdout: "usage\nno line end",
  },
  {
    criterion: "hides an exported universal variable behind the new value, and leaves it to the others",
    code: `set -Ux AWS_REGION old; awsume prod; printenv AWS_REGION
      fish -c 'set -e -g AWS_REGION; echo $AWS_REGION'`,
    stdout: "eu-west-1\nold\n",
  },
  {
    criterion: "erases an exported universal variable that children would go on seeing, and says so",
    code: `set -Ux AWS_PROFILE old; awsume prod; printenv AWS_PROFILE; awsume prod
      fish -c 'printenv AWS_PROFILE'`,
    stdout: "",
    stderr: /^awsume erased your universal variable AWS_PROFILE\n$/,
  },
  {
    criterion: "erases it behind a global one, too",
    code: `set -Ux AWS_PROFILE old; set -gx AWS_PROFILE older; awsume prod; printenv AWS_PROFILE
      set -Ux AWS_REGION old; awsume unset; printenv AWS_REGION; set -q AWS_REGION; or echo none`,
    stdout: "none\n",
    stderr: /variable AWS_PROFILE\n.*variable AWS_REGION\n$/,
  },
  {
    criterion: "leaves a universal variable that is not exported alone",
    code: `set -U AWS_PROFILE mine; awsume prod; printenv AWS_PROFILE; set -U AWS_REGION mine; awsume unset
      printenv AWS_REGION; echo $AWS_PROFILE $AWS_REGION`,
    stdout: "mine mine\n",
  },
];

for (const { criterion, code, stdout, stderr = /^$/ } of cases) {
  testWith("fish", `fish awsume() ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    const outcome = await runFish(fake, code);
    assert.equal(outcome.stdout, stdout, outcome.stderr);
    assert.match(outcome.stderr, stderr);
  });
}

testWith("fish", "fish awsume() is found before the Python tool's function", async () => {
  await using fake = await fakeAwsume(answers);
  const functions = `${fake.home}/.config/fish/functions`;
  await Deno.mkdir(functions, { recursive: true });
  await Deno.writeTextFile(`${functions}/awsume.fish`, "echo wrong\nfunction awsume; echo wrong; end\n");
  assert.equal((await runFish(fake, "awsume prod; echo $AWS_REGION")).stdout, "eu-west-1\n");
});

testWith("fish", "fish awsume() shows no secret under fish_trace, and leaves it on", async () => {
  await using fake = await fakeAwsume(answers);
  const { stderr } = await runFish(fake, "set fish_trace on; awsume prod; true after; awsume bad");
  assert.doesNotMatch(stderr, /s3cret/);
  assert.match(stderr, /true after/);
});

testWith("fish", "fish awsume() ends with the script on Ctrl-C, and evaluates nothing", async () => {
  await using fake = await fakeAwsume({ prod: { out: "echo evaluated;\n", wait: true } });
  await Deno.writeTextFile(`${fake.home}/script`, `${fake.init(fish)}\nawsume prod; echo "status $status"\n`);
  // A process group of its own, as a terminal would signal it.
  const code = `set -m; fish script & sleep 0.5; kill -INT -- -$!; wait $!; echo "script $?"`;
  const { stdout } = await runClean(["bash", "-c", code], { folder: fake.home });
  assert.match(stdout, /^(status 130\nscript 0|script 130)\n$/);
});

testAtTerminal("fish awsume() gives the prompt back on Ctrl-C with status 130", async () => {
  await using fake = await fakeAwsume({ ...answers, wait: { out: "echo eval''uated;\n", wait: true } });
  await using terminal = await startFish(fake);
  await terminal.type("awsume wait\n");
  await terminal.until(/waiting/);
  await terminal.type("\x03");
  await terminal.type(`echo "status"'=' $status; awsume prod; echo "region"'=' $AWS_REGION\n`);
  const seen = await terminal.until(/region= eu-west-1/);
  assert.match(seen, /status= 130/);
  assert.doesNotMatch(seen, /evaluated/);
}, "fish");

testAtTerminal("fish awsume() leaves no secret in the history", async () => {
  await using fake = await fakeAwsume(answers);
  await using terminal = await startFish(fake);
  await terminal.type("awsume prod; echo first'-'done\n");
  await terminal.until(/first-done/);
  await terminal.type("history save; history search --contains s3cr'et' | count; history | grep -c awsume\n");
  await terminal.until(/0\r?\n[1-9]\r?\n/);
}, "fish");

testAtTerminal("fish _awsume_complete() matches as fish does, in the place of older ones", async () => {
  await using fake = await fakeAwsume({ __complete: { out: "prod\ndev\n" } });
  await using terminal = await startFish(fake, "complete -c awsume -a '(echo wrong)'\n");
  await terminal.type("awsume exec 'a b' RO\t; complete -c awsume; echo do''ne\n");
  assert.doesNotMatch(await terminal.until(/done/), /wrong/);
  assert.deepEqual((await fake.call("exec")).argv, ["exec", "a b", "prod"]);
  assert.deepEqual((await fake.call("__complete")).argv, [
    "__complete",
    "fish",
    "awsume",
    "exec",
    "a b",
    "RO",
  ]);
}, "fish");

Deno.test("fish readCompletion() passes over variables that are set for the one command", () => {
  const { words } = fish.readCompletion(["A=b", "_C1=", "awsume", "exec", "x=y", "pro"]);
  assert.deepEqual(words, ["exec", "x=y", ""]);
});

/** With a start-up file and universal variables, as a person has them, below the home folder of the test. */
async function writeConfig(fake: FakeAwsume, before: string): Promise<void> {
  await Deno.writeTextFile(`${fake.home}/init`, fake.init(fish));
  await Deno.mkdir(`${fake.home}/.config/fish`, { recursive: true });
  await Deno.writeTextFile(`${fake.home}/.config/fish/config.fish`, `${before}${config}\n`);
}

async function runFish(fake: FakeAwsume, code: string): Promise<Omit<Outcome, "runs">> {
  await writeConfig(fake, "");
  return await runClean(["fish", "-c", code], { folder: fake.home });
}

async function startFish(fake: FakeAwsume, before = ""): Promise<ReturnType<typeof atTerminal>> {
  await writeConfig(fake, before);
  return atTerminal(["fish", "--interactive"], fake.home, { LC_ALL: "C.UTF-8" });
}
