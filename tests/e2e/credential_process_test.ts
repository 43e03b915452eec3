/** What `awsume credential-process` asks, of whom and when, and how often an SDK starts it. */
import assert from "node:assert/strict";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { pythonWith, testWith } from "../support/programs.ts";
import { runClean } from "../support/script.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

const program = ["credential-process", "locked"];

/** Sets the setting that lets it ask. */
async function allow(world: World): Promise<void> {
  const { status, stderr } = await world.run(["config", "set", "credential-process.interactive", "true"]);
  assert.equal(status, 0, stderr);
}

/** Runs it at a terminal, where its stdin and stdout are others, as an SDK does. */
async function play(world: World, words: readonly string[], code?: string): Promise<string> {
  await using terminal = atTerminal(["sh"], world.home, world.env);
  const awsume = [...awsumeWords(), ...words].map((word) => `'${word}'`).join(" ");
  await terminal.type(`${awsume} </dev/null >out; echo ended' 'with $?\n`);
  if (code !== undefined) {
    await terminal.until(/MFA|code/i);
    await terminal.until(/: ?$/);
    await terminal.type(`${code}\n`);
  }
  return await terminal.until(/ended with \d+/);
}

const out = (world: World): Promise<string> => Deno.readTextFile(`${world.home}/out`);

testAtTerminal("awsume credential-process asks nobody at a terminal unless it may", async () => {
  await using world = await startWorld();
  const shown = await play(world, program);
  assert.match(shown, /Run awsume locked in a terminal first[^]*ended with 4/);
  assert.equal(await out(world), "");
  assert.deepEqual(world.calls(), []);
});

for (const words of [[...program, "--interactive"], program]) {
  const how = words.length > program.length ? "--interactive" : "the setting";
  testAtTerminal(`awsume credential-process asks at the terminal when ${how} allows`, async () => {
    await using world = await startWorld();
    if (how === "the setting") await allow(world);
    world.aws.set({ mfaCode: "123456" });
    const shown = await play(world, words, "123456");
    assert.match(shown, /ended with 0/);
    assert.match(JSON.parse(await out(world)).AccessKeyId, /^ASIA/);
    assert.deepEqual(world.calls(), ["GetSessionToken", "AssumeRole"]);
  });
}

testWith(
  "setsid",
  "awsume credential-process that may ask, without a terminal, says what to run",
  async () => {
    await using world = await startWorld();
    await allow(world);
    const words = ["setsid", "--wait", ...awsumeWords(), ...program];
    const { status, stdout, stderr } = await runClean(words, { folder: world.home, env: world.env });
    assert.deepEqual([status, stdout], [4, ""]);
    assert.match(stderr, /Run awsume locked in a terminal first/);
  },
);

testAtTerminal("awsume credential-process does not ask while the credentials live", async () => {
  await using world = await startWorld();
  world.aws.set({ lifetimeSeconds: 240, mfaCode: "123456" });
  const first = await world.run(["mfa", "--mfa-token", "123456"]);
  const key = /AWS_ACCESS_KEY_ID='(\w+)'/.exec(first.stdout)?.[1];
  await age(world);
  assert.match(await play(world, ["credential-process", "mfa", "--interactive"]), /ended with 0/);
  assert.equal(JSON.parse(await out(world)).AccessKeyId, key);
});

/** Makes what is cached look as if most of its life were over. */
async function age({ home }: World): Promise<void> {
  for await (const { name } of Deno.readDir(`${home}/.awsume/cache`)) {
    if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
    const path = `${home}/.awsume/cache/${name}`;
    const entry = JSON.parse(await Deno.readTextFile(path));
    const takenAt = new Date(Date.parse(entry.expiresAt) - 43_200_000);
    await Deno.writeTextFile(path, JSON.stringify({ ...entry, takenAt }));
  }
}

Deno.test("awsume credential-process refuses a value of its setting that is none, with the line", async () => {
  await using world = await startWorld();
  await Deno.mkdir(`${world.home}/.awsume`);
  const text = "credential-process:\n  interactive: maybe\n";
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, text);
  const { status, stderr } = await world.run(program);
  assert.equal(status, 3);
  assert.match(
    stderr,
    /Cannot use credential-process\.interactive in \S+config\.yaml:2: it cannot have that value/,
  );
});

const awsumeLine = `credential_process = ${awsumeWords().join(" ")} credential-process self\n`;

/** Profiles that lead back to themselves: each must end in an error, and soon. */
const circles: Readonly<Record<string, string>> = {
  "its own credential_process": `[profile self]\n${awsumeLine}`,
  "a role whose source is itself, without keys":
    "[profile self]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = self\n",
  "a role whose source is itself, with its own credential_process":
    `[profile self]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = self\n${awsumeLine}`,
  "a source that is its own credential_process":
    `[profile self]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = base\n[profile base]\n${awsumeLine}`,
  "two roles that are each other's source":
    "[profile self]\nrole_arn = arn:aws:iam::222222222222:role/one\n" +
    "source_profile = base\n[profile base]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = self\n",
};

for (const [name, config] of Object.entries(circles)) {
  Deno.test(`awsume credential-process does not wait for itself: ${name}`, async () => {
    await using world = await startWorld({ config });
    const { status, stdout, stderr } = await world.run(["credential-process", "self"]);
    // The awsume that a process starts refuses; the first one says that its process has failed.
    const isInner = config.includes("credential_process");
    assert.deepEqual([status, stdout], [isInner ? 1 : 3, ""], stderr);
    if (isInner) assert.match(stderr, /its command asks awsume for that profile/);
    assert.deepEqual(world.calls(), []);
  });
}

const twentyCalls = `
import os, boto3
client = boto3.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL_STS"])
for _ in range(20):
    print(client.get_caller_identity()["Arn"])
`;

/** So many seconds live the credentials, and so often is awsume started for twenty calls. */
const lives: readonly (readonly [seconds: number, starts: number])[] = [[3600, 1], [17 * 60, 1]];

for (const [seconds, starts] of lives) {
  testWith(
    "boto3",
    `twenty calls of boto3 start awsume ${starts} time with credentials of ${seconds} s`,
    async () => {
      await using world = await startWorld();
      world.aws.set({ lifetimeSeconds: seconds });
      const wrapper = `${world.home}/counted`;
      const awsume = awsumeWords().map((word) => `'${word}'`).join(" ");
      await Deno.writeTextFile(
        wrapper,
        `#!/bin/sh\necho start >>'${world.home}/starts'\nexec ${awsume} "$@"\n`,
        {
          mode: 0o755,
        },
      );
      const config =
        `${files.config}\n[profile sdk]\ncredential_process = ${wrapper} credential-process two\n`;
      await Deno.writeTextFile(`${world.home}/.aws/config`, config);
      await Deno.writeTextFile(`${world.home}/program.py`, twentyCalls);
      const env = { ...world.env, AWS_PROFILE: "sdk", AWS_DEFAULT_REGION: "us-east-1" };
      const words = [pythonWith("boto3"), `${world.home}/program.py`];
      const { status, stdout, stderr } = await runClean(words, { folder: world.home, env });
      assert.equal(status, 0, stderr);
      assert.equal(stdout, "arn:aws:sts::333333333333:assumed-role/two/two\n".repeat(20));
      assert.equal(await Deno.readTextFile(`${world.home}/starts`), "start\n".repeat(starts));
    },
  );
}
