/** `awsume ls` and `awsume cache`, after real switches and at a real terminal. */
import assert from "node:assert/strict";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { secretsOf } from "../support/story.ts";
import { awsumeWords, startWorld, type World } from "../support/world.ts";

const code = ["--mfa-token", "123456"];

/** Runs awsume; what it prints has no secret in it. */
async function show(words: readonly string[], world: World): Promise<string> {
  const { status, stdout, stderr } = await world.awsume(words);
  assert.equal(status, 0, stderr);
  for (const secret of secretsOf(world)) assert.ok(!`${stdout}${stderr}`.includes(secret), "a secret");
  return stdout;
}

async function keys({ home }: World): Promise<number> {
  const names = await Array.fromAsync(Deno.readDir(`${home}/.awsume/cache`), ({ name }) => name);
  return names.filter((name) => /^[0-9a-f]{64}\.(json|lock)$/.test(name)).length;
}

Deno.test("ls, cache ls and cache clear follow what switches have kept", async () => {
  await using world = await startWorld();
  assert.match(await show(["ls"], world), /\nlocked +555555555555 +locked +127\.0\.0\.1:\d+ +-\n/);
  await world.awsume(["locked", ...code]);
  const calls = world.calls().length;
  assert.match(await show(["ls"], world), /\nlocked .* \[#{10}\] (59|60) min\n/);
  assert.match(
    await show(["cache", "ls"], world),
    /\nsession +locked, mfa +arn:aws:iam::111111111111:mfa\/alice /,
  );
  await show(["cache", "clear", "locked"], world);
  assert.match(await show(["ls", "locked", "mfa"], world), /\nlocked .* -\nmfa .* \[#{10}\] 11 h 59 min\n/);
  await show(["cache", "clear"], world);
  assert.deepEqual([await keys(world), world.calls().length], [0, calls]);
  assert.match(await show(["ls", "mfa"], world), / -\n$/);
});

testAtTerminal(
  "ls --watch draws in place each second, sees a switch elsewhere, and ends by Ctrl-C",
  async () => {
    await using world = await startWorld();
    const words = [
      "/bin/sh",
      "-c",
      'trap : INT; "$@"; echo status=$?',
      "sh",
      ...awsumeWords(),
      "ls",
      "one",
      "--watch",
    ];
    await using terminal = atTerminal(words, world.home, { ...world.env, TERM: "xterm" });
    await terminal.until(/one .* -\p{Cc}\[K\r\n\p{Cc}\[J\p{Cc}\[2APROFILE/u);
    await world.awsume(["one"]);
    await terminal.until(/\p{Cc}\[2APROFILE .*\r\none .* \[#{10}\] (59|60) min\p{Cc}\[K\r\n\p{Cc}\[J/u);
    await terminal.type("\x03");
    await terminal.until(/status=130\r\n/);
  },
);

testAtTerminal("ls reddens what has expired at a real terminal, and without NO_COLOR alone", async () => {
  await using world = await startWorld({
    credentials: `[old]
manager = awsume
aws_access_key_id = ASIAFAKEOLDEXAMPLE
aws_secret_access_key = fake/old+secret/==
aws_session_token = old/token
expiration = 2020-01-01T00:00:00Z
`,
  });
  const words = ["/bin/sh", "-c", '"$@"; NO_COLOR=1 "$@"; echo end', "sh", ...awsumeWords(), "ls", "old"];
  await using terminal = atTerminal(words, world.home, { ...world.env, NO_COLOR: "", TERM: "xterm" });
  await terminal.until(/old {6}- {8}- {5}- {9}\p{Cc}\[31mexpired \d+ d ago\p{Cc}\[0m\r\n/u);
  const plain = await terminal.until(/end\r\n/);
  assert.match(plain, /old .* expired/);
  assert.ok(!plain.includes("\x1b"));
});

Deno.test("cache clear removes what a killed program has left, and no file that is being written", async () => {
  await using world = await startWorld();
  await world.awsume(["one"]);
  const [cache, aws] = [`${world.home}/.awsume/cache`, `${world.home}/.aws`];
  const paths = [
    `${cache}/.awsume-0a1b2c`,
    `${aws}/.awsume-3d4e5f`,
    `${aws}/.awsume-young`,
    `${aws}/.awsume-not.ours`,
  ];
  for (const path of paths) await Deno.writeTextFile(path, "aws_secret_access_key = x");
  const old = new Date(Date.now() - 11 * 60 * 1000);
  for (const path of paths.filter((path) => !path.endsWith("young"))) await Deno.utime(path, old, old);
  const { status, stderr } = await world.awsume(["cache", "clear"]);
  assert.equal(status, 0);
  assert.equal(
    stderr,
    `Removed ${paths[0]}, which a program that was killed has left\n` +
      `Removed ${paths[1]}, which a program that was killed has left\n` +
      `Removed 2 entries from ${cache}\n`,
  );
  const left = await Array.fromAsync(Deno.readDir(aws), ({ name }) => name);
  assert.deepEqual(left.sort(), [".awsume-not.ours", ".awsume-young", "config", "credentials"]);
});
