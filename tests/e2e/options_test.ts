import assert from "node:assert/strict";
import { startWorld, type World } from "../support/world.ts";

async function cacheFiles({ home }: World): Promise<readonly string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(`${home}/.awsume/cache`))).map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

Deno.test("awsume --no-cache neither reads nor writes the cache", async () => {
  await using world = await startWorld();
  const words = ["two", "--no-cache"];
  for (const _ of [1, 2]) {
    const { status, stderr } = await world.awsume(words);
    assert.equal(status, 0, stderr);
  }
  assert.equal(world.calls().length, 4);
  assert.deepEqual(await cacheFiles(world), []);
  const { stdout } = await world.awsume(["two"]);
  const kept = await cacheFiles(world);
  await world.awsume(words);
  assert.equal(world.calls().length, 8);
  assert.deepEqual(await cacheFiles(world), kept);
  assert.equal((await world.awsume(["two"])).stdout, stdout);
});

Deno.test("awsume --no-cache asks for the MFA code each time", async () => {
  await using world = await startWorld();
  for (const _ of [1, 2]) {
    const { status, stderr } = await world.awsume(["mfa", "--no-cache"], { stdin: "123456\n" });
    assert.equal(status, 0, stderr);
  }
  assert.deepEqual(world.calls(), ["GetSessionToken", "GetSessionToken"]);
});

Deno.test("awsume --who says on stderr which profile the shell has (row 80)", async () => {
  await using world = await startWorld();
  const some = await world.awsume(["--who"], { env: { AWSUME_PROFILE: "prod" } });
  assert.deepEqual([some.status, some.stdout, some.stderr], [0, "", "prod\n"]);
  const none = await world.awsume(["--who", "alice"]);
  assert.deepEqual([none.status, none.stdout, none.stderr], [0, "", "No profile awsume'd currently\n"]);
});

/** The world's two files under other names, and none in the usual place. */
async function moveFiles({ home }: World): Promise<void> {
  await Deno.rename(`${home}/.aws/config`, `${home}/c`);
  await Deno.rename(`${home}/.aws/credentials`, `${home}/k`);
}

Deno.test("awsume --config-file and --credentials-file name the files, ~ expanded (row 10)", async () => {
  await using world = await startWorld();
  await moveFiles(world);
  for (const words of [["--config-file", "~/c", "--credentials-file", "~/k"]]) {
    const { status, stdout, stderr } = await world.awsume(["two", ...words]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /AWSUME_PROFILE='two'/);
    const explained = await world.awsume(["explain", "two", ...words]);
    assert.ok(explained.stdout.includes(`${world.home}/k:`), explained.stdout);
  }
});

Deno.test("awsume --config-file and --credentials-file win over the variables (row 9)", async () => {
  await using world = await startWorld();
  await moveFiles(world);
  const env = { AWS_CONFIG_FILE: "/none", AWS_SHARED_CREDENTIALS_FILE: "/none" };
  const words = [`--config-file=${world.home}/c`, `--credentials-file=${world.home}/k`, "one"];
  const { status, stderr } = await world.awsume(words, { env });
  assert.equal(status, 0, stderr);
});

Deno.test("awsume remembers nothing of files that were named for one run", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/k`, "[alice]\naws_access_key_id = X\naws_secret_access_key = y\n");
  await world.awsume(["one"]);
  const other = await world.awsume(["one", "--credentials-file", "~/k"]);
  assert.equal(other.status, 1, other.stderr);
  const { status, stderr } = await world.awsume(["one"]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /\[one\] Role credentials/);
});

Deno.test("awsume takes an unambiguous beginning for an option, --beginning=value too", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.awsume(["one", "--reg=eu-west-1", "--session-na", "x1"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /AWS_REGION='eu-west-1'/);
  assert.equal(world.aws.calls[0]?.params.RoleSessionName, "x1");
});

Deno.test("awsume help COMMAND prints what COMMAND -h prints", async () => {
  await using world = await startWorld();
  for (const word of ["explain", "init", "assume", "help"]) {
    const help = await world.awsume(["help", word]);
    assert.deepEqual(help, await world.awsume([word, "-h"]));
    assert.equal(help.status, 0, help.stderr);
  }
  assert.deepEqual(await world.awsume(["help"]), await world.awsume(["-h"]));
});
