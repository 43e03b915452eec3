import assert from "node:assert/strict";
import { startWorld } from "../support/world.ts";

const given = {
  AccessKeyId: "ASIAGIVENEXAMPLE00",
  SecretAccessKey: "given'secret",
  SessionToken: "given/token",
  Expiration: "2099-01-01T00:00:00+00:00",
};

Deno.test("awsume --json exports what it is given as the profile json [73] [74]", async () => {
  await using world = await startWorld();
  const text = JSON.stringify({ Credentials: given, Region: "eu-west-3" });
  const { status, stdout, stderr } = await world.awsume(["--json", text]);
  assert.equal(status, 0, stderr);
  for (
    const line of [
      "export AWS_ACCESS_KEY_ID='ASIAGIVENEXAMPLE00';",
      String.raw`export AWS_SECRET_ACCESS_KEY='given'\''secret';`,
      "export AWS_SESSION_TOKEN='given/token';",
      "export AWS_REGION='eu-west-3';",
      "export AWSUME_PROFILE='json';",
      "export AWSUME_EXPIRATION='2099-01-01T00:00:00Z';",
    ]
  ) assert.ok(stdout.split("\n").includes(line), line);
  assert.deepEqual(world.calls(), []);
});

Deno.test("awsume --json lets --region win, and takes the region of [default] where neither says one", async () => {
  await using world = await startWorld();
  const { stdout } = await world.awsume(["--json", JSON.stringify(given), "--region", "eu-north-1"]);
  assert.match(stdout, /^export AWS_REGION='eu-north-1';$/m);
  const { stdout: other } = await world.awsume(["--json", JSON.stringify(given)]);
  assert.match(other, /^export AWS_REGION='us-east-1';$/m);
});

Deno.test("awsume --json writes an output profile", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume(["--json", JSON.stringify(given), "-o", "out"]);
  assert.equal(status, 0, stderr);
  const text = await Deno.readTextFile(`${world.home}/.aws/credentials`);
  assert.match(text, /^\[out\]\nmanager = awsume\naws_access_key_id = ASIAGIVENEXAMPLE00$/m);
});

const refused: readonly (readonly [words: readonly string[], status: number, message: RegExp])[] = [
  [["--json", "SECRET"], 2, /its value is no JSON$/m],
  [["--json", "{}"], 4, /there are no credentials in it/],
  [["--json", JSON.stringify({ ...given, Expiration: "2020-01-01T00:00:00Z" })], 4, /ended at 2020/],
  [["--json", JSON.stringify(given), "one"], 2, /Cannot use --json and the profile "one" at once/],
  [["--json", JSON.stringify(given), "--role-arn", "222222222222:one"], 2, /--json and --role-arn at once/],
  [["--json"], 2, /Cannot use --json without credentials/],
  [["one", "--json"], 2, /Cannot use --json without credentials/],
];

for (const [words, status, message] of refused) {
  Deno.test(`awsume ${words.join(" ").slice(0, 60)} is refused, and nothing is exported`, async () => {
    await using world = await startWorld();
    const outcome = await world.awsume(words);
    assert.equal(outcome.status, status, outcome.stderr);
    assert.match(outcome.stderr, message);
    assert.doesNotMatch(outcome.stdout, /export/);
    assert.doesNotMatch(outcome.stderr, /SECRET|given'secret|given\/token/);
  });
}
