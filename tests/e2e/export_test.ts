/** `awsume export`, from the command line to the programs that read what it prints. */
import assert from "node:assert/strict";
import { bash } from "../../shells/bash.ts";
import { initText } from "../../shells/functions.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { pythonWith, testPath, testWith } from "../support/programs.ts";
import { type Outcome, runClean, script } from "../support/script.ts";
import { realShells } from "../support/shells.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

/** Runs a script; in it `awsume` is a file on the PATH, as an installed one. */
async function runScript(
  world: World,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Omit<Outcome, "runs">> {
  await Deno.mkdir(`${world.home}/bin`);
  const awsume = awsumeWords().map((word) => `'${word}'`).join(" ");
  await Deno.writeTextFile(`${world.home}/bin/awsume`, `#!/bin/sh\nexec ${awsume} "$@"\n`, { mode: 0o755 });
  const env = { ...world.env, PATH: `${world.home}/bin:${testPath}`, ...more };
  return await runClean(words, { folder: world.home, env });
}

/** What a shell has before: another's session, which must not stay beside the new keys. */
const stale = { AWS_SESSION_TOKEN: "stale", AWS_PROFILE: "other", AWS_REGION: "eu-central-1" };

const look = "echo $AWS_ACCESS_KEY_ID $AWS_SESSION_TOKEN $AWS_PROFILE $AWS_REGION";

Deno.test('eval "$(awsume export alice)" leaves nothing of other credentials', async () => {
  await using world = await startWorld();
  const text = `eval "$(awsume export alice)"; ${look}`;
  const { status, stdout, stderr } = await runScript(world, ["sh", "-c", text], stale);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, "AKIAFAKEALICEEXAMPLE us-east-1\n");
});

testWith("fish", "awsume export alice --format fish | source leaves nothing of others", async () => {
  await using world = await startWorld();
  const text = `awsume export alice --format fish | source; ${look}`;
  const { status, stdout, stderr } = await runScript(world, ["fish", "--no-config", "-c", text], stale);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, "AKIAFAKEALICEEXAMPLE us-east-1\n");
});

testWith(
  "nu",
  "awsume export alice --format nu | from json | load-env leaves nothing of others",
  async () => {
    await using world = await startWorld();
    const text = `awsume export alice --format nu | from json | load-env; ^sh -c '${look}'`;
    const { status, stdout, stderr } = await runScript(world, ["nu", "--no-config-file", "-c", text], stale);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "AKIAFAKEALICEEXAMPLE us-east-1\n");
  },
);

testWith("bash", "the function of awsume init runs export straight through", async () => {
  const real = realShells.bash;
  assert.ok(real);
  await using world = await startWorld();
  const init = initText(bash, awsumeWords(), directWords);
  const { stdout, stderr } = await script(real, { init, folder: world.home, env: { ...world.env, ...stale } })
    .run("awsume", "export", "alice")
    .expectStatus(0)
    .expectEnv("AWS_PROFILE", "other")
    .line('eval "$(awsume export alice)"')
    .run("true")
    .expectEnv("AWS_PROFILE", undefined)
    .expectEnv("AWS_SESSION_TOKEN", undefined)
    .expectEnv("AWS_ACCESS_KEY_ID", "AKIAFAKEALICEEXAMPLE")
    .line('eval "$(awsume export gone)" || echo "status $?"')
    .end();
  assert.match(stdout, /^export AWS_ACCESS_KEY_ID='AKIAFAKEALICEEXAMPLE';\n[^]*\nstatus 3\n$/, stderr);
});

/** In every language, what stands behind a failed export is not reached, or sees its status. */
const failures:
  readonly (readonly [program: string, words: readonly string[], stdout: string, status: number])[] = [
    ["sh", ["-c", 'set -e; eval "$(awsume export gone)"; echo reached'], "", 3],
    ["sh", ["-c", 'eval "$(awsume export gone --format env)"; echo $?'], "3\n", 0],
    ["sh", ["-c", 'eval "$(awsume export one --format bash)"; echo $?'], "2\n", 0],
    ["sh", ["-c", "awsume export gone >file; . ./file || echo $?"], "3\n", 0],
    ["fish", ["--no-config", "-c", "awsume export gone --format=fish | source; echo $status"], "3\n", 0],
    [
      "nu",
      ["--no-config-file", "-c", "awsume export gone --format nu | from json | load-env; print on"],
      "",
      1,
    ],
  ];

for (const [program, words, stdout, status] of failures) {
  testWith(program, `${program} does not go on with old credentials: ${words.at(-1)}`, async () => {
    await using world = await startWorld();
    const outcome = await runScript(world, [program, ...words]);
    assert.deepEqual([outcome.stdout, outcome.status], [stdout, status], outcome.stderr);
    assert.match(outcome.stderr, /Cannot find profile "gone"|Unknown format "bash"/);
  });
}

for (
  const format of ["json", "process", "dotenv", "docker-env", "github-actions", "ini", "env-no-export", "nu"]
) {
  Deno.test(`a failed awsume export --format ${format} prints nothing`, async () => {
    await using world = await startWorld();
    const { status, stdout } = await world.run(["export", "gone", "--format", format]);
    assert.deepEqual([status, stdout], [3, ""]);
  });
}

const refused: readonly (readonly [words: readonly string[], status: number, stderr: RegExp])[] = [
  [[], 2, /export takes one profile\n +Write awsume export PROFILE/],
  [["one", "two"], 2, /Cannot use more than one profile/],
  [["one", "--format", "jsn"], 2, /Unknown format "jsn"\n +Did you mean "json"\? The formats are sh, fish, /],
  [["one", "--format", "zsh"], 2, /Did you mean "sh"\?/],
  [["one", "--format", ""], 2, /Unknown format ""/],
  [["one", "--format"], 2, /Cannot use --format without a value/],
  [["one", "--formt", "sh"], 2, /Did you mean "--format"\?/],
];

for (const [words, status, message] of refused) {
  Deno.test(`awsume export ${words.join(" ")} is refused before any call`, async () => {
    await using world = await startWorld();
    const outcome = await world.run(["export", ...words]);
    assert.equal(outcome.status, status, outcome.stderr);
    assert.match(outcome.stderr, message);
    assert.doesNotMatch(outcome.stdout, /AWS/);
    assert.deepEqual(world.calls(), []);
  });
}

Deno.test("awsume export answers from the cache, and --rotate and -r take new credentials", async () => {
  await using world = await startWorld();
  const take = async (...words: readonly string[]): Promise<string> =>
    JSON.parse((await world.run(["export", "one", "--format", "json", ...words])).stdout).AccessKeyId;
  const first = await take();
  assert.equal(await take(), first);
  const second = await take("--rotate");
  assert.notEqual(second, first);
  assert.notEqual(await take("-r"), second);
  assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole", "AssumeRole"]);
});

Deno.test("awsume export leaves stdin alone, and says what to do where a code is needed", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.run(["export", "locked"], { stdin: "123456\n" });
  assert.deepEqual([status, stdout], [4, "(exit 4);\n"], stderr);
  assert.deepEqual(world.calls(), []);
});

testAtTerminal("awsume export prints no secret on a terminal without --yes", async () => {
  await using world = await startWorld();
  const type = async (words: string): Promise<string> => {
    await using terminal = atTerminal(["sh"], world.home, world.env);
    const awsume = awsumeWords().map((word) => `'${word}'`).join(" ");
    await terminal.type(`${awsume} export alice ${words}; echo ended' 'with $?\n`);
    return await terminal.until(/ended with \d+/);
  };
  const without = await type("");
  assert.match(without, /Cannot print credentials: they would stand on this terminal/);
  assert.match(without, /ended with 1/);
  assert.doesNotMatch(without, /fake\/alice|exit 1\);/);
  assert.match(await type("--yes"), /AWS_SECRET_ACCESS_KEY='fake\/alice\+secret\/=='[^]*ended with 0/);
});

testWith("boto3", "boto3 takes what awsume export writes", async () => {
  await using world = await startWorld({
    credentials: `[default]\naws_access_key_id = AKIAWRONG\n` +
      "aws_secret_access_key = wrong\n[alice]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\n" +
      "aws_secret_access_key = fake/alice+secret/==\n",
  });
  const client =
    `import boto3, os; print(boto3.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL_STS"])` +
    `.get_caller_identity()["Arn"])`;
  const python = `${pythonWith("boto3")} -c '${client}'`;
  const text = `set -e
(eval "$(awsume export two)"; ${python})
awsume export two --format ini >section
AWS_CONFIG_FILE=none AWS_SHARED_CREDENTIALS_FILE=section AWS_PROFILE=two ${python}
awsume export two --format dotenv >.env
(set -a; . ./.env; ${python})
awsume export alice --format dotenv >.env
(set -a; . ./.env; ${python})
`;
  const { status, stdout, stderr } = await runScript(world, ["sh", "-c", text], {
    AWS_SESSION_TOKEN: "stale",
  });
  assert.equal(status, 0, stderr);
  const two = "arn:aws:sts::333333333333:assumed-role/two/two";
  assert.deepEqual(stdout.trim().split("\n"), [two, two, two, "arn:aws:iam::111111111111:user/alice"]);
});
