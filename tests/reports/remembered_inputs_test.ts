import assert from "node:assert/strict";
import { makeAssertion } from "../support/fake_federation.ts";
import { type Came, type Moment, type Moments, startMoments } from "../support/moments.ts";

/** What is remembered is remembered under everything that decides it. */
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const role = `role_arn = ${roleArn}\n`;

/** A service of a container, and of an instance: whose keys it gives is the variable `WHO`, which nobody reads. */
function serve(request: Request, { WHO = "" }: Readonly<Record<string, string>>): Response | undefined {
  const { hostname, pathname } = new URL(request.url);
  const keys = {
    Code: "Success",
    AccessKeyId: `ASIA${WHO}`,
    SecretAccessKey: `fake/${WHO}`,
    Token: `token/${WHO}`,
    Expiration: "2026-01-01T06:00:00Z",
  };
  if (hostname === "169.254.170.2") return Response.json(keys);
  if (hostname !== "169.254.169.254") return undefined;
  if (pathname.endsWith("/token")) return new Response("imds-token");
  return pathname.endsWith("/security-credentials/") ? new Response("node") : Response.json(keys);
}

const container = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/creds" };
const device = "arn:aws:iam::111111111111:mfa/alice";
const alice = `[alice]\naws_access_key_id = AKIAALICE\naws_secret_access_key = fake/alice\n`;

interface Row {
  readonly config: string;
  readonly credentials?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly moments: readonly (Moment | string)[];
  /** How many calls of STS they cause together. */
  readonly calls: number;
  /** How many commands. */
  readonly runs?: number;
}

/** Two that must not answer each other: each comes to a key of its own. */
const apart: Readonly<Record<string, Row>> = {
  "two pods at one address, with a home folder that they share": {
    config: `[profile p]\n${role}credential_source = EcsContainer\n`,
    moments: [{ words: "p", env: { ...container, WHO: "POD1" } }, {
      words: "p",
      env: { ...container, WHO: "POD2" },
    }],
    calls: 2,
  },
  "two instances with a home folder that they share": {
    config: `[profile p]\n${role}credential_source = Ec2InstanceMetadata\n`,
    moments: [{ words: "p", env: { WHO: "NODE1" } }, {
      words: "credential-process p",
      env: { WHO: "NODE2" },
    }],
    calls: 2,
  },
  "an instance before and after it was given another role": {
    config: `[profile hop]\n${role}credential_source = Ec2InstanceMetadata\n` +
      "[profile p]\nrole_arn = arn:aws:iam::333333333333:role/two\nsource_profile = hop\n",
    moments: [{ words: "p", env: { WHO: "OLD" } }, { words: "p", env: { WHO: "NEW" } }],
    calls: 4,
  },
  "the keys of the environment, exported anew": {
    config: `[profile p]\n${role}credential_source = Environment\n`,
    moments: ["ONE", "TWO"].map((who) => ({
      words: "p",
      env: { AWS_ACCESS_KEY_ID: `AKIA${who}`, AWS_SECRET_ACCESS_KEY: "fake" },
    })),
    calls: 2,
  },
  "a session of the global host, and one for a region that an account opts in to": {
    config: `[profile p]\nmfa_serial = ${device}\nregion = us-east-1\nsts_regional_endpoints = legacy\n` +
      `[profile q]\nmfa_serial = ${device}\nregion = ap-east-1\n`,
    credentials: `${alice.replace("alice]", "p]")}${alice.replace("alice]", "q]")}`,
    moments: [{ words: "p", codes: ["111111"] }, { words: "q", codes: ["222222"] }],
    calls: 2,
  },
  "a session of the region aws-global, and a role in an opt-in region": {
    config: `[profile alice]\nmfa_serial = ${device}\nregion = aws-global\n` +
      `[profile p]\n${role}source_profile = alice\nregion = af-south-1\n`,
    credentials: alice,
    moments: [{ words: "alice", codes: ["111111"] }, { words: "p", codes: ["222222"] }],
    calls: 3,
  },
  "the style of hosts from a variable, and without it": {
    config: `[profile alice]\nmfa_serial = ${device}\nregion = us-west-2\n`,
    credentials: alice,
    moments: [
      { words: "alice", env: { AWS_STS_REGIONAL_ENDPOINTS: "legacy" }, codes: ["111111"] },
      { words: "alice", codes: ["222222"] },
    ],
    calls: 2,
  },
  "a token's command by the variable that its profile names": {
    config: `[profile p]\n${role}web_identity_token_process = token\nawsume_keep = TEAM\n`,
    moments: [{ words: "p", env: { TEAM: "A" } }, { words: "p", env: { TEAM: "B" } }],
    calls: 2,
    runs: 2,
  },
  "a token's command that is kept, in two folders": {
    config: `[profile p]\n${role}web_identity_token_process = ./token\nawsume_keep = TEAM\n`,
    moments: [{ words: "p", folder: "/a" }, { words: "p", folder: "/b" }],
    calls: 2,
    runs: 2,
  },
  "a token's command of two files": {
    config: `[profile p]\n${role}web_identity_token_process = ./token\n`,
    files: { "/b/config": `[profile p]\n${role}web_identity_token_process = ./token\n` },
    moments: ["p", { words: "p", env: { AWS_CONFIG_FILE: "/b/config" } }],
    calls: 2,
    runs: 2,
  },
  "a token's command of two home folders with one cache": {
    config: `[profile p]\n${role}web_identity_token_process = cat ~/token\n`,
    moments: ["/home/me", "/home/you"].map((HOME) => ({
      words: "p",
      env: { HOME, XDG_CACHE_HOME: "/cache", AWS_CONFIG_FILE: "/home/me/.aws/config" },
    })),
    calls: 2,
    runs: 2,
  },
  "a token's file in two home folders with one cache": {
    config: `[profile p]\n${role}web_identity_token_file = ~/token\n`,
    files: { "/home/me/token": "token-of-me", "/home/you/token": "token-of-you" },
    moments: ["/home/me", "/home/you"].map((HOME) => ({
      words: "p",
      env: { HOME, XDG_CACHE_HOME: "/cache", AWS_CONFIG_FILE: "/home/me/.aws/config" },
    })),
    calls: 2,
  },
  "an assertion's command by the variable that its profile names": {
    config: `[profile p]\n${role}saml_process = saml\nawsume_keep = TEAM\n`,
    moments: [{ words: "p", env: { TEAM: "A" } }, { words: "p", env: { TEAM: "B" } }],
    calls: 2,
    runs: 2,
  },
};

const assertion = btoa(makeAssertion({ roles: [`${roleArn},arn:aws:iam::222222222222:saml-provider/corp`] }));

function worldOf({ config, credentials = "", files = {} }: Row): Moments {
  const print = ({ command }: { readonly command: string }): string =>
    command === "saml" ? assertion : "a.printed.token";
  return startMoments({ config, credentials, files, serve, print });
}

async function comeTo({ moments }: Row, world: Moments): Promise<readonly Came[]> {
  const came = [];
  for (const moment of moments) came.push(await world.at(moment));
  for (const { status, told } of came) assert.equal(status, 0, told.join("\n"));
  return came;
}

for (const [name, row] of Object.entries(apart)) {
  Deno.test(`nothing that is remembered answers both: ${name}`, async () => {
    const world = worldOf(row);
    const keys = (await comeTo(row, world)).map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length, `${keys}`);
    assert.equal(world.calls.length, row.calls);
    assert.equal(world.runs.length, row.runs ?? 0);
    // And each of them is answered by its own from then on.
    const again = (await comeTo({ ...row, moments: row.moments.map(withoutCodes) }, world)).map(({ key }) =>
      key
    );
    assert.deepEqual(again, keys);
    assert.equal(world.calls.length, row.calls);
  });
}

function withoutCodes(moment: Moment | string): Moment | string {
  if (typeof moment === "string") return moment;
  const { codes: _, ...rest } = moment;
  return rest;
}

/** Two that are the same, however different they look. */
const alike: Readonly<Record<string, Row>> = {
  "a role over an instance whose keys are the same": {
    config: `[profile p]\n${role}credential_source = Ec2InstanceMetadata\n`,
    moments: ["p", "p", "credential-process p"],
    calls: 1,
  },
  "a session of two regions": {
    config: `[profile p]\nmfa_serial = ${device}\nregion = us-east-1\n` +
      `[profile q]\nmfa_serial = ${device}\nregion = ap-east-1\n`,
    credentials: `${alice.replace("alice]", "p]")}${alice.replace("alice]", "q]")}`,
    moments: [{ words: "p", codes: ["111111"] }, "q"],
    calls: 1,
  },
  "a session of no region at all, and one with --region": {
    config: `[profile alice]\nmfa_serial = ${device}\n`,
    credentials: alice,
    moments: [{ words: "alice", codes: ["111111"] }, { words: "alice --region ap-east-1" }],
    calls: 1,
  },
  "a session of the global host, for two profiles that call it": {
    config:
      `[profile p]\nmfa_serial = ${device}\nregion = aws-global\n[profile q]\nmfa_serial = ${device}\nregion = us-west-2\n` +
      "sts_regional_endpoints = legacy\n",
    credentials: `${alice.replace("alice]", "p]")}${alice.replace("alice]", "q]")}`,
    moments: [{ words: "p", codes: ["111111"] }, "q"],
    calls: 1,
  },
  "an assertion's command whose profile names the role": {
    config: `[profile p]\n${role}saml_process = saml\n`,
    moments: [{ words: "p", env: { TEAM: "A" } }, { words: "p", env: { TEAM: "B" }, folder: "/other" }],
    calls: 1,
    runs: 1,
  },
  "a token's command whose profile names the role": {
    config: `[profile p]\n${role}web_identity_token_process = token\n`,
    moments: ["p", { words: "p", folder: "/other" }, "credential-process p"],
    calls: 1,
    runs: 1,
  },
  "a token's file": {
    config: `[profile p]\n${role}web_identity_token_file = ~/token\n`,
    files: { "/home/me/token": "token-of-me\n" },
    moments: ["p", "p", { words: "p", folder: "/other" }, "credential-process p"],
    calls: 1,
  },
};

for (const [name, row] of Object.entries(alike)) {
  Deno.test(`what is remembered answers both: ${name}`, async () => {
    const world = worldOf(row);
    const keys = (await comeTo(row, world)).map(({ key }) => key);
    assert.equal(new Set(keys).size, 1, `${keys}`);
    assert.equal(world.calls.length, row.calls);
    assert.equal(world.runs.length, row.runs ?? 0);
  });
}

Deno.test("another token in a profile's file is another person: the quick way sees it, too", async () => {
  const config = `[profile p]\n${role}web_identity_token_file = /run/token\n` +
    "[profile q]\nrole_arn = arn:aws:iam::333333333333:role/two\nsource_profile = p\n";
  const first = startMoments({ config, files: { "/run/token": "token-of-alice" } });
  const [p, q] = [await first.at("p"), await first.at("q")];
  const files = Object.fromEntries(first.files);
  const second = startMoments({ config, files: { ...files, "/run/token": "token-of-bob" } });
  assert.deepEqual([(await second.at("p")).status, (await second.at("q")).status], [0, 0]);
  assert.deepEqual(second.calls.map((call) => call.replace(/arn\S+/, "")), [
    "AssumeRoleWithWebIdentity nobody  token-of-bob",
    "AssumeRole ASIA1OFnobody ",
  ]);
  // Back again, what is Alice's answers.
  const third = startMoments({ config, files });
  assert.deepEqual([(await third.at("p")).key, (await third.at("q")).key], [p.key, q.key]);
  assert.deepEqual(third.calls, []);
  // A token that is gone opens nothing.
  const { "/run/token": _, ...gone } = files;
  const fourth = startMoments({ config, files: gone });
  const none = await fourth.at("p");
  assert.deepEqual([none.status, none.key], [3, undefined]);
  assert.doesNotMatch(none.told.join("\n"), /token-of/);
});
