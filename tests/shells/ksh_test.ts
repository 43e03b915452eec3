/** What is odd in ksh93 alone. */
import assert from "node:assert/strict";
import { ksh } from "../../shells/ksh.ts";
import { type Answer, type FakeAwsume, fakeAwsume } from "../support/fake_awsume.ts";
import { atTerminal, type Terminal, testAtTerminal } from "../support/interactive.ts";
import { runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";

const answers: Readonly<Record<string, Answer>> = {
  prod: { out: ksh.render(new Map([["AWS_SECRET_ACCESS_KEY", "s3cret"], ["AWS_REGION", "eu-west-1"]])) },
};

const cases: readonly (readonly [criterion: string, code: string, stdout: string])[] = [
  [
    "changes this shell at the end of a pipe",
    `echo 123456 | awsume prod; echo "$AWS_REGION"`,
    "eu-west-1\n",
  ],
  [
    "keeps a DEBUG trap, and tells it no secret",
    `trap 'print -r -- "\${.sh.command}" >>log' DEBUG; awsume prod; true after; trap - DEBUG
      grep -c s3cret log; grep after log`,
    "0\ntrue after\n",
  ],
  [
    "shows no secret when it is traced, and stays so",
    `typeset -ft awsume; awsume prod 2>one; awsume prod 2>two; cat one two | grep -c s3cret; grep -c + two`,
    "0\n6\n",
  ],
  [
    "exports from inside a function that has variables of its own",
    `function switch { typeset other=1; awsume prod; }; switch; printenv AWS_REGION`,
    "eu-west-1\n",
  ],
];

for (const [criterion, code, expected] of cases) {
  testWith("ksh", `ksh awsume() ${criterion}`, async () => {
    await using fake = await fakeAwsume(answers);
    const env = { init: fake.init(ksh) };
    const { stdout, stderr } = await runClean(["ksh", "-c", `eval "$init"; ${code}`], {
      folder: fake.home,
      env,
    });
    assert.deepEqual([stdout, stderr], [expected, ""]);
  });
}

interface Keys {
  readonly criterion: string;
  /** What the stand-in answers to TAB. */
  readonly candidates: string;
  readonly keys: string;
  /** What is shown, before the last line of `keys` is done. */
  readonly shown?: RegExp;
  /** What the stand-in is called with. */
  readonly words: readonly string[];
  /** The one editor in which the keys mean that. */
  readonly only?: "emacs" | "vi";
}

const typed: readonly Keys[] = [
  {
    criterion: "types what all candidates begin with",
    candidates: "age-a \nage-b \n",
    keys: "awsume exec st\tb",
    words: ["exec", "stage-b"],
  },
  {
    criterion: "types no half of an escape",
    candidates: "a\\ b \na\\$c \n",
    keys: "awsume exec \t",
    words: ["exec", "a"],
  },
  {
    criterion: "shows the candidates when they begin with nothing, and the line again",
    candidates: "a \nb \n",
    keys: "awsume exec stage-\tb",
    shown: /\nstage-a +stage-b/,
    words: ["exec", "stage-b"],
  },
  {
    criterion: "completes where the cursor is",
    candidates: "age-a \n",
    keys: "awsume exec stlast\x1b[D\x1b[D\x1b[D\x1b[D\t",
    words: ["exec", "stage-a", "last"],
    only: "emacs",
  },
  {
    criterion: "types nothing where keys are commands",
    candidates: "xx \n",
    keys: "awsume exec st\x1b\tay",
    words: ["exec", "sty"],
    only: "vi",
  },
  {
    criterion: "leaves TAB to ksh when there is no answer",
    candidates: "",
    keys: "awsume exec som\t",
    words: ["exec", "some file"],
  },
  {
    criterion: "leaves TAB to ksh in other lines",
    candidates: "wrong\n",
    keys: 'set -- som\t\nawsume exec "$@"',
    words: ["exec", "some file"],
  },
];

for (const each of typed) {
  for (const mode of each.only ? [each.only] : ["emacs", "vi"]) testKeys(each, mode);
}

function testKeys({ criterion, candidates, keys, shown, words }: Keys, mode: string): void {
  testAtTerminal(`ksh _awsume_complete() ${criterion}, in ${mode} mode`, async () => {
    await using fake = await fakeAwsume({ ...answers, __complete: { out: candidates } });
    await Deno.writeTextFile(`${fake.home}/some file`, "");
    await using terminal = await startKsh(fake, `set -o ${mode}`);
    await terminal.type(keys);
    if (shown !== undefined) await terminal.until(shown);
    await terminal.type("\necho do''ne\n");
    await terminal.until(/done/);
    assert.deepEqual((await fake.call("exec")).argv, words);
  }, "ksh");
}

testAtTerminal("ksh _awsume_complete() says nothing at every key under set -x", async () => {
  await using fake = await fakeAwsume({ ...answers, __complete: { out: "age-a \n" } });
  await using terminal = await startKsh(fake, "set -x");
  await terminal.type("awsume exec st\t; echo do''ne\n");
  const seen = await terminal.until(/\ndone/);
  assert.equal(seen.match(/_awsume_complete/g)?.length, 1);
}, "ksh");

testAtTerminal(
  "ksh init text keeps a trap for keys that is there, which may call _awsume_complete",
  async () => {
    await using fake = await fakeAwsume({ ...answers, __complete: { out: "age-a \n" } });
    await using terminal = await startKsh(fake, "trap ': mine; _awsume_complete' KEYBD");
    await terminal.type("trap -p KEYBD; awsume exec st\t; echo do''ne\n");
    assert.match(await terminal.until(/\ndone/), /\n': mine; _awsume_complete'\r/);
    assert.deepEqual((await fake.call("exec")).argv, ["exec", "stage-a"]);
  },
  "ksh",
);

async function startKsh(fake: FakeAwsume, first: string): Promise<Terminal> {
  await Deno.writeTextFile(`${fake.home}/init`, fake.init(ksh));
  const terminal = atTerminal(["ksh", "-i"], fake.home);
  await terminal.type(`${first}; . ./init; echo rea''dy\n`);
  await terminal.until(/ready/);
  return terminal;
}
