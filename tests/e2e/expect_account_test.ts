import assert from "node:assert/strict";
import { startWorld } from "../support/world.ts";

/** What the profiles of the tests are of, and how often AWS is asked for it. */
const profiles: readonly (readonly [profile: string, account: string, asked: number])[] = [
  ["one", "222222222222", 0],
  ["alice", "111111111111", 1],
  ["mfa", "111111111111", 1],
];
for (const [profile, account, asked] of profiles) {
  Deno.test(`credential-process --expect-account gives ${profile} for ${account} alone`, async () => {
    await using world = await startWorld();
    if (profile === "mfa") assert.equal((await world.awsume(["mfa", "--mfa-token", "123456"])).status, 0);
    const take = (expected: string) =>
      world.awsume(["credential-process", "--expect-account", expected, profile]);
    const right = await take(account);
    assert.equal(right.status, 0, right.stderr);
    assert.ok(JSON.parse(right.stdout).AccessKeyId);
    const wrong = await take("999999999999");
    assert.deepEqual([wrong.status, wrong.stdout], [3, ""]);
    assert.ok(
      wrong.stderr.startsWith(
        `awsume: Cannot use profile "${profile}" for account 999999999999: ` +
          `its credentials are of account ${account}\n`,
      ),
      wrong.stderr,
    );
    // The answer about a user's own keys is remembered.
    assert.equal(world.calls().filter((name) => name === "GetCallerIdentity").length, asked);
  });
}

Deno.test("credential-process --expect-account asks AWS about what a plugin or a command gives", async () => {
  await using world = await startWorld();
  const keys = (await world.awsume(["credential-process", "one"])).stdout;
  const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(keys);
  await Deno.writeTextFile(`${world.home}/keys.json`, keys);
  const command = "[profile command]\ncredential_process = cat ~/keys.json\n";
  await Deno.writeTextFile(`${world.home}/.aws/config`, command, { append: true });
  await Deno.mkdir(`${world.home}/.awsume/plugins`, { recursive: true, mode: 0o700 });
  const given = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const plugin = `export default { awsume: 1, name: "p", hooks: {
    getCredentials: ({ arguments: { profileName } }) => profileName === "given" && ${JSON.stringify(given)},
  } };`;
  await Deno.writeTextFile(`${world.home}/.awsume/plugins/p.mjs`, plugin, { mode: 0o600 });
  for (const profile of ["command", "given"]) {
    const run = (expected: string) =>
      world.awsume(["credential-process", "--expect-account", expected, profile]);
    const right = await run("222222222222");
    assert.equal(JSON.parse(right.stdout || "{}").AccessKeyId, AccessKeyId, right.stderr);
    const wrong = await run("111111111111");
    assert.deepEqual([wrong.status, wrong.stdout], [3, ""], wrong.stderr);
  }
});

Deno.test("credential-process refuses an account to expect that is none", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume(["credential-process", "--expect-account", "1", "one"]);
  assert.equal(status, 2);
  assert.match(stderr, /Cannot use --expect-account "1"\n +An account has twelve digits/);
});
