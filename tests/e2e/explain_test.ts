import assert from "node:assert/strict";
import { accounts, files, mfaSerial, startWorld } from "../support/world.ts";

Deno.test("awsume explain shows every setting with its place and every call with its host, and calls nobody", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.awsume(["explain", "locked"]);
  assert.equal(status, 0, stderr);
  assert.deepEqual(world.calls(), []);
  const { host } = new URL(world.aws.url);
  const expected = [
    /role_arn +arn:aws:iam::555555555555:role\/locked +\S+\.aws\/config:\d+/,
    /source_profile +mfa +\S+\.aws\/config:\d+/,
    /mfa_serial +\S+mfa\/alice +\S+\.aws\/config:\d+/,
    /aws_secret_access_key +\(hidden\) +\S+\.aws\/credentials:\d+/,
    /region +us-east-1 +\S+\.aws\/config:3/,
    /STS endpoint +http:\S+ +AWS_ENDPOINT_URL_STS/,
    new RegExp(`1\\. GetSessionToken at ${host}: to be made, with an MFA code`),
    new RegExp(`2\\. AssumeRole at ${host}: to be made\n`),
    /60 minutes after the call \(an hour at most/,
  ];
  for (const pattern of expected) assert.match(stdout, pattern);
  for (const { secretAccessKey } of accounts.users) assert.ok(!stdout.includes(secretAccessKey));
});

Deno.test("awsume explain --json says what the cache would answer", async () => {
  await using world = await startWorld();
  await world.awsume(["mfa", "--mfa-token", "123456"]);
  const before = world.calls().length;
  const { stdout } = await world.awsume(["explain", "locked", "--json"]);
  const { profile, calls, result, source } = JSON.parse(stdout);
  assert.equal(profile, "locked");
  assert.deepEqual(source, { kind: "keys", accessKeyId: "AKIAFAKEALICEEXAMPLE" });
  assert.deepEqual(
    calls.map(({ action, state, needsMfaCode }: Record<string, unknown>) => [action, state, needsMfaCode]),
    [
      ["GetSessionToken", "cached", false],
      ["AssumeRole", "to be made", false],
    ],
  );
  assert.equal(result.afterSeconds, 3600);
  await world.awsume(["locked"]);
  const after = JSON.parse((await world.awsume(["explain", "locked", "--json"])).stdout);
  assert.deepEqual(after.calls.map(({ state }: Record<string, unknown>) => state), ["needless", "cached"]);
  assert.ok(Date.parse(after.result.at) > Date.now());
  const anew = JSON.parse((await world.awsume(["explain", "locked", "--json", "-r"])).stdout);
  assert.deepEqual(anew.calls.map(({ needsMfaCode }: Record<string, unknown>) => needsMfaCode), [
    true,
    false,
  ]);
  assert.equal(world.calls().length, before + 1);
});

Deno.test("awsume explain fails as the switch would", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.awsume(["explain", "gone"]);
  assert.deepEqual([status, stdout], [3, ""]);
  assert.match(stderr, /Cannot find profile "gone"/);
});

Deno.test("awsume --debug says what is read, decided and called, and no secret", async () => {
  await using world = await startWorld({ config: files.config });
  const { status, stdout, stderr } = await world.awsume(["locked", "--debug"], { stdin: "123456\n" });
  assert.equal(status, 0, stderr);
  const expected = [
    /debug: read \S+\.aws\/config: done/,
    /debug: POST 127\.0\.0\.1:\d+ GetSessionToken: status 200/,
    /debug: POST 127\.0\.0\.1:\d+ AssumeRole: status 200/,
    /debug: ask: answered by pipe/,
    /debug: write \S+\.json: done/,
    new RegExp(`mfa_serial +${mfaSerial}`),
  ];
  for (const pattern of expected) assert.match(stderr, pattern);
  const issued = world.aws.issued.flatMap((
    { secretAccessKey, sessionToken = "none" },
  ) => [secretAccessKey, sessionToken]);
  for (const secret of [...issued, "fake/alice+secret/==", "123456"]) {
    assert.ok(!stderr.includes(secret), secret);
  }
  assert.ok(stdout.includes(world.aws.issued[1]?.secretAccessKey ?? "none"));
});
