import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { makeAssertion } from "../support/fake_federation.ts";
import { type FakeSystem, fakeSystem } from "../support/fake_system.ts";
import { succeed } from "../support/sts_xml.ts";

/** An answer of STS is what was asked for, for as long as was asked for, or an error. */
const now = new Date("2026-01-01T00:00:00Z");
const role = "arn:aws:iam::222222222222:role/team/one";
const provider = "arn:aws:iam::222222222222:saml-provider/corp";

const config = `[profile role]
role_arn = ${role}
source_profile = user
[profile brief]
role_arn = ${role}
source_profile = user
duration_seconds = 900
[profile session]
source_profile = user
mfa_serial = arn:aws:iam::111111111111:mfa/alice
aws_access_key_id = AKIAFAKE
aws_secret_access_key = s
[profile web]
role_arn = ${role}
web_identity_token_file = /token
[profile saml]
saml_process = print
`;
const credentials = "[user]\naws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";
const saml = btoa(makeAssertion({ roles: [`${role},${provider}`] }));

const actions: Readonly<Record<string, string>> = {
  role: "AssumeRole",
  brief: "AssumeRole",
  session: "GetSessionToken",
  web: "AssumeRoleWithWebIdentity",
  saml: "AssumeRoleWithSAML",
};

interface Answer {
  readonly profile?: keyof typeof actions;
  /** When it says that the credentials end. */
  readonly end: string;
  readonly date?: string;
  readonly age?: string;
  readonly arn?: string;
}

function worldOf({ profile = "role", end, date, age, arn }: Answer, at = now): FakeSystem {
  const given = { AccessKeyId: "ASIAFAKE", SecretAccessKey: "fake", SessionToken: "token", Expiration: end };
  const user = arn === undefined ? {} : { AssumedRoleUser: { AssumedRoleId: "AROAFAKE:x", Arn: arn } };
  const { body } = succeed(actions[profile] ?? "", { Credentials: given, ...user });
  const headers = { ...(date && { date }), ...(age && { age }) };
  return fakeSystem({
    now: at,
    env: { HOME: "/home/me" },
    files: {
      "/home/me/.aws/config": config,
      "/home/me/.aws/credentials": credentials,
      "/token": "eyJ.eyJ.x",
    },
    outputs: profile === "saml" ? [saml] : [],
    answers: profile === "session" ? ["123456"] : [],
    http: [new Response(body, { headers })],
  });
}

async function endOf(answer: Answer): Promise<string | undefined> {
  using fake = worldOf(answer);
  const { profile = "role" } = answer;
  assert.equal(await run([profile], fake.system), 0, fake.told.join("\n"));
  return /AWS_CREDENTIAL_EXPIRATION='(.*)'/.exec(fake.printed.join(""))?.[1];
}

const http = (time: string): string => new Date(time).toUTCString();

const ends: Readonly<Record<string, readonly [answer: Answer, end: string]>> = {
  "what STS says": [{ end: "2026-01-01T01:00:00Z" }, "2026-01-01T01:00:00Z"],
  "what STS says, though its Date is a second behind": [
    { end: "2026-01-01T01:00:00Z", date: http("2025-12-31T23:59:59Z") },
    "2026-01-01T01:00:00Z",
  ],
  "what STS says, though its Date is four minutes ahead": [
    { end: "2026-01-01T01:04:00Z", date: http("2026-01-01T00:04:00Z") },
    "2026-01-01T01:04:00Z",
  ],
  "by this computer's clock, which is two hours behind": [
    { end: "2026-01-01T03:00:00Z", date: http("2026-01-01T02:00:00Z") },
    "2026-01-01T01:00:00Z",
  ],
  "by this computer's clock, which is two hours ahead": [
    { end: "2025-12-31T23:00:00Z", date: http("2025-12-31T22:00:00Z") },
    "2026-01-01T01:00:00Z",
  ],
  "the same, for a token that nobody signs": [
    { profile: "web", end: "2025-12-31T23:00:00Z", date: http("2025-12-31T22:00:00Z") },
    "2026-01-01T01:00:00Z",
  ],
  "the same, for an assertion": [
    { profile: "saml", end: "2025-12-31T23:00:00Z", date: http("2025-12-31T22:00:00Z") },
    "2026-01-01T01:00:00Z",
  ],
  "no later than was asked for, though the Date lies": [
    { end: "2026-01-01T01:00:00Z", date: http("2025-12-31T12:00:00Z") },
    "2026-01-01T01:00:00Z",
  ],
  "no later than was asked for, though the end lies": [
    { end: "9999-12-31T23:59:59Z" },
    "2026-01-01T01:00:00Z",
  ],
  "no later than the profile asks for": [
    { profile: "brief", end: "2026-01-01T01:00:00Z" },
    "2026-01-01T00:15:00Z",
  ],
  "no later than a session lives": [
    { profile: "session", end: "9999-12-31T23:59:59Z" },
    "2026-01-01T12:00:00Z",
  ],
  "no later than was asked for, of a web identity": [
    { profile: "web", end: "9999-12-31T23:59:59Z" },
    "2026-01-01T01:00:00Z",
  ],
  "no later than was asked for, of an assertion": [
    { profile: "saml", end: "9999-12-31T23:59:59Z" },
    "2026-01-01T01:00:00Z",
  ],
  "what STS says, where a cache on the way has kept the Date": [
    { end: "2026-01-01T01:00:00Z", date: http("2025-12-31T12:00:00Z"), age: "43200" },
    "2026-01-01T01:00:00Z",
  ],
  "what STS says, where its Date is none": [
    { end: "2026-01-01T01:00:00Z", date: "yesterday" },
    "2026-01-01T01:00:00Z",
  ],
  "sooner, where STS gives less": [{ end: "2026-01-01T00:10:00Z" }, "2026-01-01T00:10:00Z"],
};

for (const [what, [answer, end]] of Object.entries(ends)) {
  Deno.test(`the end of STS's answer is told: ${what}`, async () => {
    assert.equal(await endOf(answer), end);
  });
}

for (
  const [profile, end, date] of [
    ["role", "2020-01-01T00:00:00Z", undefined],
    ["role", "2020-01-01T00:00:00Z", http("2026-01-01T00:00:00Z")],
    ["session", "2025-12-31T23:59:59Z", undefined],
    ["web", "2020-01-01T00:00:00Z", undefined],
    ["saml", "2020-01-01T00:00:00Z", undefined],
  ] as const
) {
  Deno.test(`credentials that STS gives when they have ended are an error: ${profile}, ${end}, ${date}`, async () => {
    using fake = worldOf({ profile, end, ...(date && { date }) });
    assert.equal(await run([profile], fake.system), 1);
    assert.match(fake.told.join("\n"), /Cannot use the credentials that https:\S+ gives: they ended at/);
    assert.doesNotMatch(fake.printed.join(""), /ASIAFAKE/);
    assert.equal([...fake.files.keys()].some((path) => path.includes("/cache/")), false);
  });
}

for (const profile of ["role", "brief", "web", "saml"] as const) {
  Deno.test(`--role-duration 0 leaves the end to AWS: ${profile}`, async () => {
    using fake = worldOf({ profile, end: "2026-01-01T01:00:00Z" });
    assert.equal(await run([profile, "--role-duration", "0"], fake.system), 0, fake.told.join("\n"));
    assert.match(fake.printed.join(""), /AWS_CREDENTIAL_EXPIRATION='2026-01-01T01:00:00Z'/);
  });
}

const own = "arn:aws:sts::222222222222:assumed-role/one/me";
const others: Readonly<Record<string, string>> = {
  "of another account": "arn:aws:sts::333333333333:assumed-role/one/me",
  "of another role": "arn:aws:sts::222222222222:assumed-role/two/me",
  "of a role whose name only begins so": "arn:aws:sts::222222222222:assumed-role/one-more/me",
  "of a user": "arn:aws:iam::222222222222:user/one",
  "of a federated user": "arn:aws:sts::222222222222:federated-user/one",
  "of no ARN": "one",
};

for (const [what, arn] of Object.entries(others)) {
  for (const profile of ["role", "web", "saml"] as const) {
    Deno.test(`credentials ${what} are an error, whoever was asked for: ${profile}`, async () => {
      using fake = worldOf({ profile, end: "2026-01-01T01:00:00Z", arn });
      assert.equal(await run([profile], fake.system), 1);
      const told = fake.told.join("\n");
      assert.ok(told.includes(`Cannot assume ${role}: https://sts`) && told.includes(arn), told);
      assert.doesNotMatch(fake.printed.join(""), /ASIAFAKE/);
      assert.equal([...fake.files.keys()].some((path) => path.includes("/cache/")), false);
    });
  }
}

for (const arn of [own, own.replace("one", "One"), own.replace(":aws:", ":aws-cn:"), ""]) {
  Deno.test(`credentials of the role that was asked for are taken, by the name ${JSON.stringify(arn)}`, async () => {
    assert.equal(await endOf({ end: "2026-01-01T01:00:00Z", arn }), "2026-01-01T01:00:00Z");
  });
}

Deno.test("an entry of the cache from a time to come answers nobody, with -r or without", async () => {
  const ahead = new Date("2026-01-01T02:00:00Z");
  const answer = { end: "2026-01-01T03:00:00Z" };
  using first = worldOf(answer, ahead);
  assert.equal(await run(["role"], first.system), 0);
  for (const words of [["role"], ["role", "-r"], ["credential-process", "role"]]) {
    using fake = worldOf({ end: "2026-01-01T01:00:00Z" });
    // The clock is put right.
    const system = { ...fake.system, read: readFrom(first, fake) };
    assert.equal(await run(words, system), 0, fake.told.join("\n"));
    assert.match(fake.printed.join(""), /2026-01-01T01:00:00Z/);
    assert.equal(fake.requests.length, 1);
  }
  using listed = worldOf(answer);
  const system = { ...listed.system, read: readFrom(first, listed) };
  await run(["ls", "role"], system);
  assert.match(listed.printed.join(""), /^role .* -$/m);
  // `using` would miss the request that nobody was to make.
  await listed.system.http(new Request("https://unused"));
});

Deno.test("with a clock that is ahead nothing is kept beyond AWS's own end", async () => {
  using role = worldOf({ end: "2025-12-31T23:00:00Z", date: http("2025-12-31T22:00:00Z") });
  assert.equal(await run(["role"], role.system), 0);
  assert.match(role.told.join("\n"), /will not be remembered: this computer's clock is ahead of AWS's/);
  assert.deepEqual(entriesOf(role), []);
  using session = worldOf({
    profile: "session",
    end: "2026-01-01T10:00:00Z",
    date: http("2025-12-31T22:00:00Z"),
  });
  assert.equal(await run(["session"], session.system), 0);
  assert.match(session.printed.join(""), /AWS_CREDENTIAL_EXPIRATION='2026-01-01T12:00:00Z'/);
  const [entry = ""] = entriesOf(session);
  assert.equal(JSON.parse(entry).expiresAt, "2026-01-01T10:00:00.000Z");
});

/** The texts of what is kept. */
function entriesOf({ files }: FakeSystem): readonly string[] {
  return [...files].filter(([path]) => /\/[0-9a-f]{64}\.json$/.test(path)).map(([, text]) => text);
}

function readFrom(first: FakeSystem, then: FakeSystem): FakeSystem["system"]["read"] {
  return async (path) => {
    const text = await then.system.read(path);
    return text ?? (path.includes("/cache/") ? first.files.get(path) : undefined);
  };
}
