import assert from "node:assert/strict";
import { pythonWith, testWith } from "../support/programs.ts";
import { runClean } from "../support/script.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

/** A `[default]` whose keys belong to somebody else, where a client that falls through would end. */
const hostile = "[default]\naws_access_key_id = AKIAHOSTILE\naws_secret_access_key = hostile\n";

async function leftovers({ home }: World): Promise<readonly string[]> {
  return await Array.fromAsync(Deno.readDir(`${home}/.awsume/cache/exec`), ({ name }) => name);
}

const ends: readonly (readonly [what: string, words: readonly string[], status: number, stderr: RegExp])[] = [
  ["0", ["true"], 0, /^(?!.*Cannot)/s],
  ["its own status", ["--", "sh", "-c", "exit 3"], 3, /^(?!.*Cannot)/s],
  ["126 for a folder", ["/tmp"], 126, /Cannot run "\/tmp": is a directory/],
  ["126 for a file that is not executable", ["./plain"], 126, /Cannot run ".\/plain": permission denied/],
  ["127 for what is not there", ["no-such-program"], 127, /no such program\n.*a function or an alias/],
  ["143 after SIGTERM", ["sh", "-c", "kill -TERM $$"], 143, /^(?!.*Cannot)/s],
  ["129 after SIGHUP", ["sh", "-c", "kill -HUP $$"], 129, /^(?!.*Cannot)/s],
  ["2 without a command", [], 2, /no command behind the profile\n.*awsume exec PROFILE/],
  ["2 for a command and a shell", ["--shell", "true"], 2, /a command and a shell at once/],
];

Deno.test("awsume exec ends as its command does, from AWS and from memory", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/plain`, "", { mode: 0o644 });
  for (const [what, words, status, message] of [...ends, ...ends]) {
    const outcome = await world.run(["exec", "one", ...words]);
    assert.equal(outcome.status, status, `${what}: ${outcome.stderr}`);
    assert.match(outcome.stderr, message, what);
    assert.equal(outcome.stdout, "", what);
  }
  assert.deepEqual(world.calls(), ["AssumeRole"]);
});

Deno.test("awsume exec gives the command the profile's keys, its words and its stdin", async () => {
  await using world = await startWorld();
  const env = { AWS_PROFILE: "other", AWS_ROLE_ARN: "x", AWS_SESSION_TOKEN: "stale" };
  const shown = 'cat; echo " $AWS_PROFILE$AWS_ROLE_ARN|$AWS_REGION|$AWSUME_PROFILE|$1|$2|$AWS_ACCESS_KEY_ID"';
  const words = ["exec", "one", "sh", "-c", shown, "sh", "--region", "a  b"];
  const { stdout, stderr } = await world.run(words, { env, stdin: "typed" });
  assert.match(stdout, /^typed \|us-east-1\|one\|--region\|a {2}b\|ASIA\w+\n$/, stderr);
});

Deno.test("awsume exec --rotate takes new credentials, and runs nothing without a command", async () => {
  await using world = await startWorld();
  for (const words of [["--rotate"], ["-r"], ["-r", "true"], ["true"]]) {
    const outcome = await world.run(["exec", "one", ...words]);
    assert.equal(outcome.status, 0, outcome.stderr);
    assert.equal(outcome.stdout, "");
  }
  assert.deepEqual(world.calls(), ["AssumeRole", "AssumeRole", "AssumeRole"]);
});

Deno.test("awsume exec --refresh gives a private copy of the config without keys, and removes it", async () => {
  const key = "aws_secret_access_key = in-config\n";
  await using world = await startWorld({ config: `${files.config}\n[profile keyed]\n${key}` });
  const words = [
    "exec",
    "one",
    "--refresh",
    "--",
    "sh",
    "-c",
    'stat -c %a "$AWS_CONFIG_FILE"; cat "$AWS_CONFIG_FILE"; env',
  ];
  const { status, stdout, stderr } = await world.run(words);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^600\n/);
  assert.match(stdout, /\[profile two\]/);
  assert.match(
    stdout,
    /\[profile awsume-exec-one\]\nmanager = awsume\nregion = us-east-1\ncredential_process = /,
  );
  assert.match(stdout, /^AWS_PROFILE=awsume-exec-one$/m);
  assert.doesNotMatch(stdout, /in-config|^AWS_ACCESS_KEY_ID|ASIA/m);
  assert.deepEqual(await leftovers(world), []);
});

testAtTerminal("awsume exec leaves the terminal and its keys to the command", async () => {
  await using world = await startWorld();
  const command = awsumeWords().map((word) => `"${word}"`).join(" ");
  await using terminal = atTerminal(["bash", "--norc", "-i"], world.home, world.env);
  await terminal.type(`PS1='ready> '; run() { ${command} exec one "$@"; }; stty rows 33 cols 77\n`);
  await terminal.until(/\nready> /);
  await terminal.type("run stty size\n");
  await terminal.until(/33 77/);
  // dash may lose a Ctrl-C that comes while it starts a program.
  await terminal.type("run bash -c 'echo be''gun; sleep 60'\n");
  await terminal.until(/begun/);
  await terminal.type("\x03");
  await terminal.until(/ready> /);
  await terminal.type("echo status=$?\n");
  await terminal.until(/status=130/);
  await terminal.type(
    "run sh -c \"trap 'echo own; exit 42' INT; echo be''gun; while :; do sleep 0.1; done\"\n",
  );
  await terminal.until(/begun/);
  await terminal.type("\x03");
  await terminal.until(/own[^]*ready> /);
  await terminal.type("echo status=$?\n");
  await terminal.until(/status=42/);
  await terminal.type("run sh -c 'echo be''gun; read -r line; echo \"got $line\"'\n");
  await terminal.until(/begun/);
  await terminal.type("\x1a");
  await terminal.until(/Stopped[^]*ready> /);
  // A key that is pressed while the terminal changes hands may be lost, whatever runs there: blanks are not missed.
  await terminal.type("  fg\n");
  await terminal.until(/exec one "\$@"[^]*\n/);
  await terminal.type("  word\n");
  await terminal.until(/got word/);
}, "bash");

/** Two calls with a pause in between that outlives the first credentials. */
const longRunner = `
import os, time, boto3
client = boto3.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL_STS"])
for pause in (5.5, 0):
    print(client.get_caller_identity()["Arn"], flush=True)
    time.sleep(pause)
`;

testWith(
  "boto3",
  "awsume exec --refresh gives a program that runs on new keys when the old ones end",
  async () => {
    await using world = await startWorld({ credentials: `${hostile}${files.credentials}` });
    world.aws.set({ lifetimeSeconds: 5 });
    await Deno.writeTextFile(`${world.home}/program.py`, longRunner);
    const { status, stdout, stderr } = await runClean(
      [...awsumeWords(), "exec", "two", "--refresh", pythonWith("boto3"), "program.py"],
      { folder: world.home, env: world.env },
    );
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "arn:aws:sts::333333333333:assumed-role/two/two\n".repeat(2));
    const asked = world.aws.calls.filter(({ action }) => action === "GetCallerIdentity");
    const [first, second] = asked.map(({ accessKeyId }) => accessKeyId);
    assert.ok(first?.startsWith("ASIA") && second?.startsWith("ASIA"), stderr);
    assert.notEqual(first, second);
  },
);
