import assert from "node:assert/strict";
import { files, startWorld } from "../support/world.ts";

const policy = '{"Version":"2012-10-17","Statement":[]}';
const policyArns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::222222222222:policy/own"];
const flags = [
  ...["-t", "k1=a=b,k2=", "--transitive-tags", "k1", "--session-policy", policy],
  ...["--source-identity", "me@example.com", "--session-policy-arns", ...policyArns],
];
const sent = {
  "Policy": policy,
  "PolicyArns.member.1.arn": policyArns[0],
  "PolicyArns.member.2.arn": policyArns[1],
  "SourceIdentity": "me@example.com",
  "Tags.member.1.Key": "k1",
  "Tags.member.1.Value": "a=b",
  "Tags.member.2.Key": "k2",
  "Tags.member.2.Value": "",
  "TransitiveTagKeys.member.1": "k1",
};

Deno.test("awsume sends tags, policies and a source identity with the last role only (rows 32, 33, 42)", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume([...flags, "two"]);
  assert.equal(status, 0, stderr);
  const [first, last] = world.aws.calls;
  const ofRole = (name: string, arn: string): Record<string, string> => ({
    RoleArn: arn,
    RoleSessionName: name,
  });
  assert.deepEqual({ ...first?.params }, ofRole("one", "arn:aws:iam::222222222222:role/one"));
  assert.deepEqual({ ...last?.params }, {
    ...ofRole("two", "arn:aws:iam::333333333333:role/two"),
    ExternalId: "x2",
    ...sent,
  });
});

Deno.test("awsume --session-policy-arns ARN PROFILE leaves the profile alone (row 34)", async () => {
  await using world = await startWorld();
  const { status, stderr, stdout } = await world.awsume(["--session-policy-arns", ...policyArns, "one"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^export AWSUME_PROFILE='one';$/m);
  assert.equal(world.aws.calls[0]?.params["PolicyArns.member.2.arn"], policyArns[1]);
});

Deno.test("awsume remembers a role for its tags and policies: others are taken anew", async () => {
  await using world = await startWorld();
  for (const words of [["one"], ["one", "-ta=1"], ["one", "-ta=2"], ["one", "-ta=1"], ["one"]]) {
    const { status, stderr } = await world.awsume(words);
    assert.equal(status, 0, stderr);
  }
  const values = world.aws.calls.map(({ params }) => params["Tags.member.1.Value"]);
  assert.deepEqual(values, [undefined, "1", "2"]);
});

Deno.test("awsume sends what a role's own profile says about its session", async () => {
  await using world = await startWorld({
    config: `${files.config}
[profile one]
session_tags = k1 = a=b, k2=
transitive_session_tags = k1
session_policy = ${policy}
session_policy_arns = ${policyArns.join(", ")}
source_identity = me@example.com
`,
  });
  const { status, stderr } = await world.awsume(["two"]);
  assert.equal(status, 0, stderr);
  const [first, last] = world.aws.calls.map(({ params }) => params);
  assert.deepEqual({ ...first, ...sent }, { ...first });
  assert.equal(last?.Policy, undefined);
  const explained = await world.awsume(["explain", "two"]);
  assert.match(explained.stdout, /session_tags +k1 = a=b, k2= +\S+config:\d+/);
  assert.match(explained.stdout, /tags = k1=a=b,k2=\n/);
  assert.match(explained.stdout, /sourceIdentity = me@example\.com\n/);
});

Deno.test("awsume explain shows the flags of a role's session on its call", async () => {
  await using world = await startWorld();
  const { status, stdout, stderr } = await world.awsume(["explain", "one", ...flags, "--no-cache"]);
  assert.equal(status, 0, stderr);
  const expected = [
    `policy = ${policy}`,
    `policyArns = ${policyArns.join(",")}`,
    "tags = k1=a=b,k2=",
    "transitiveTagKeys = k1",
  ];
  for (const line of expected) assert.ok(stdout.includes(`     ${line}\n`), stdout);
  assert.doesNotMatch(stdout, /cache =/);
});

Deno.test("awsume says that the flags of a role's session do nothing without a role", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume(["alice", "-ta=1", "--source-identity", "me"]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^--tags has no effect.*\n--source-identity has no effect.*\n$/);
});
