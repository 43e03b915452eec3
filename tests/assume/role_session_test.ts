import assert from "node:assert/strict";
import { type AssumeRequest, makePlan, type Plan } from "../../src/assume/plan.ts";
import type { RoleSession } from "../../src/aws/role_session.ts";
import { AwsumeError } from "../../src/errors.ts";
import { profilesOf } from "../support/profiles.ts";

const policy = '{"Version": "2012-10-17"}';
const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const tags = [{ key: "Team", value: "a=b" }, { key: "cost", value: "" }];
const ownSession = `session_tags = Team = a=b , cost=
transitive_session_tags = team
session_policy = {
  "Version": "2012-10-17"
  }
session_policy_arns = ${policyArn}, ${policyArn}
source_identity = me@example.com`;
const own: RoleSession = {
  policy: '{\n"Version": "2012-10-17"\n}',
  policyArns: [policyArn, policyArn],
  tags,
  transitiveTagKeys: ["Team"],
  sourceIdentity: "me@example.com",
};

/** Two roles, one from the other, with these lines in their profiles. */
function configOf(first: string, second: string): string {
  return `[profile r1]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = user\n${first}\n` +
    `[profile r2]\nrole_arn = arn:aws:iam::222222222222:role/two\nsource_profile = r1\n${second}\n`;
}

async function plan(config: string, request: Partial<AssumeRequest>): Promise<Plan> {
  const profiles = await profilesOf(config, "[user]\naws_access_key_id = AKIA\naws_secret_access_key = s\n");
  return makePlan({ profile: "r2", refresh: false, env: {}, defaults: {}, ...request }, profiles);
}

/** What each hop has beside the role itself. */
function sessionsOf({ hops }: Plan): readonly RoleSession[] {
  return hops.map((hop) => {
    if (hop.kind === "session-token") return {};
    const { kind: _kind, name: _name, roleArn: _roleArn, sessionName: _sessionName, ...session } = hop;
    return session;
  });
}

const rows: readonly {
  readonly name: string;
  readonly config: string;
  readonly request?: Partial<AssumeRequest>;
  readonly expected: readonly RoleSession[];
}[] = [
  {
    name: "gives each role what its own profile says",
    config: configOf(ownSession, "source_identity = me@example.com"),
    expected: [own, { sourceIdentity: "me@example.com" }],
  },
  {
    name: "gives the flags to the last role only (row 42)",
    config: configOf("session_tags = a=1", ""),
    request: { policy, policyArns: [policyArn], tags, transitiveTagKeys: ["cost"], sourceIdentity: "you" },
    expected: [
      { tags: [{ key: "a", value: "1" }] },
      { policy, policyArns: [policyArn], tags, transitiveTagKeys: ["cost"], sourceIdentity: "you" },
    ],
  },
  {
    name: "gives the flags to the role of --role-arn",
    config: configOf("", ""),
    request: { roleArn: "arn:aws:iam::222222222222:role/x", sourceProfile: "r1", tags },
    expected: [{}, { tags }],
  },
  {
    name: "lets each flag take the place of its own setting",
    config: configOf("", ownSession),
    request: { policy: "{}", sourceIdentity: "you" },
    expected: [{}, { ...own, policy: "{}", sourceIdentity: "you" }],
  },
  {
    name: "drops the profile's transitive keys with its tags",
    config: configOf("", "session_tags = a=1\ntransitive_session_tags = a"),
    request: { tags },
    expected: [{}, { tags }],
  },
  {
    name: "lets --transitive-tags name the profile's tags",
    config: configOf("", "session_tags = a=1,B=2\ntransitive_session_tags = a"),
    request: { transitiveTagKeys: ["b"] },
    expected: [{}, {
      tags: [{ key: "a", value: "1" }, { key: "B", value: "2" }],
      transitiveTagKeys: ["B"],
    }],
  },
];

for (const { name, config, request = {}, expected } of rows) {
  Deno.test(`makePlan() ${name}`, async () => {
    assert.deepEqual(sessionsOf(await plan(config, request)), expected);
  });
}

const refusals: readonly (readonly [string, string, Partial<AssumeRequest>, number, RegExp])[] = [
  [
    "a tag without =",
    "session_tags = a",
    {},
    3,
    /session_tags of profile "r2" \(\S+config:8\): "a" has no "="/,
  ],
  [
    "a transitive key of no tag",
    "session_tags = a=1\ntransitive_session_tags = b",
    {},
    3,
    /transitive_session_tags of profile "r2" \(\S+config:9\): no tag has the key "b"/,
  ],
  ["a policy that is no JSON", "session_policy = {", {}, 3, /session_policy of .* no JSON object/],
  ["an ARN of no policy", "session_policy_arns = x", {}, 3, /session_policy_arns of .*"x" is no ARN/],
  ["a source identity with a blank", "source_identity = a b", {}, 3, /source_identity of .*"a b"/],
  [
    "--transitive-tags of no tag",
    "",
    { tags, transitiveTagKeys: ["x"] },
    2,
    /--transitive-tags: no tag has the key "x"/,
  ],
];

for (const [name, lines, request, exitCode, message] of refusals) {
  Deno.test(`makePlan() refuses ${name}`, async () => {
    await assert.rejects(plan(configOf("", lines), request), (error) => {
      assert.ok(error instanceof AwsumeError);
      assert.equal(error.exitCode, exitCode);
      assert.match(error.message, message);
      return error.hint !== undefined;
    });
  });
}

Deno.test("makePlan() says which flags of a role's session have no effect without a role", async () => {
  const flags = { policy, policyArns: [policyArn], tags, transitiveTagKeys: ["Team"], sourceIdentity: "you" };
  const { notes } = await plan("", { profile: "user", ...flags });
  assert.deepEqual(notes.map((note) => note.split(" ")[0]), [
    "--session-policy",
    "--session-policy-arns",
    "--tags",
    "--transitive-tags",
    "--source-identity",
  ]);
});
