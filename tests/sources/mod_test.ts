import assert from "node:assert/strict";
import { fakeSystem } from "../support/fake_system.ts";
import type { Network } from "../../src/aws/endpoints.ts";
import { ConfigError } from "../../src/errors.ts";
import { readEnvironment } from "../../src/sources/environment.ts";
import {
  describeSource,
  fetchSource,
  knownCredentials,
  readSource,
  tenureOf,
} from "../../src/sources/mod.ts";
import { inputsOfSource } from "../../src/sources/remembering.ts";
import { profilesOf } from "../support/profiles.ts";

const network: Network = {
  region: undefined,
  arns: [],
  flags: {},
  env: {},
  path: [],
  services: () => undefined,
};
const keys = "aws_access_key_id = AKIA1\naws_secret_access_key = s1\n";

/** The access key that `[p]` gives, or the error. */
async function sourceOf(config: string, credentials = ""): Promise<string> {
  const profile = (await profilesOf(config, credentials)).find("p");
  assert.ok(profile);
  try {
    const source = readSource(profile, {});
    return source === undefined
      ? "none"
      : (await fetchSource(source, network, fakeSystem().system)).accessKeyId;
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
}

Deno.test("readSource() finds keys in either file", async () => {
  assert.equal(await sourceOf(`[profile p]\n${keys}`), "AKIA1");
  assert.equal(await sourceOf("", `[p]\n${keys}`), "AKIA1");
  assert.equal(await sourceOf("[profile p]\nregion = eu-west-1"), "none");
});

Deno.test("readSource() lets keys of the credentials file win, wholly", async () => {
  const credentials = "[p]\naws_access_key_id = AKIA2\naws_secret_access_key = s2";
  assert.equal(await sourceOf(`[profile p]\n${keys}aws_session_token = t`, credentials), "AKIA2");
  const profile = (await profilesOf(`[profile p]\n${keys}aws_session_token = t`, credentials)).find("p");
  const source = profile && readSource(profile, {});
  assert.deepEqual(source && knownCredentials(source), { accessKeyId: "AKIA2", secretAccessKey: "s2" });
});

Deno.test("readSource() never pairs a key of one file with a secret of the other", async () => {
  assert.match(
    await sourceOf("[profile p]\naws_secret_access_key = s1", "[p]\naws_access_key_id = AKIA2"),
    /aws_secret_access_key is missing|aws_secret_access_key in/,
  );
});

for (const key of ["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"]) {
  Deno.test(`readSource() stops at ${key}, which wins over all keys`, async () => {
    assert.match(await sourceOf(`[profile p]\n${key} = x`, `[p]\n${keys}`), /not supported yet/);
  });
}

Deno.test("readSource() stops at login_session, which wins over keys in the config file only", async () => {
  assert.match(await sourceOf(`[profile p]\n${keys}login_session = x`), /not supported yet/);
  assert.equal(await sourceOf("[profile p]\nlogin_session = x", `[p]\n${keys}`), "AKIA1");
});

/** The AWS CLI v2's order, one step each; it knows a credential_source only under a role. */
const order: readonly (readonly [config: string, credentials: string, kind: string])[] = [
  [`${keys}credential_process = x`, "", "process"],
  ["credential_process = x", `[p]\n${keys}`, "keys"],
  ["credential_process = x\ncredential_source = EcsContainer", "", "process"],
  [`${keys}credential_source = EcsContainer`, "", "keys"],
  ["credential_source = Environment", "", "environment"],
  ["credential_source = EcsContainer", "", "container"],
  ["credential_source = Ec2InstanceMetadata", "", "instance"],
];

const env = {
  AWS_ACCESS_KEY_ID: "AKIAENV",
  AWS_SECRET_ACCESS_KEY: "s",
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/x",
};

for (const [config, credentials, kind] of order) {
  Deno.test(`readSource() finds ${kind} in ${JSON.stringify(config)} and ${JSON.stringify(credentials)}`, async () => {
    const profile = (await profilesOf(`[profile p]\n${config}`, credentials)).find("p");
    assert.equal(profile && readSource(profile, env)?.kind, kind);
  });
}

const refusals:
  readonly (readonly [config: string, env: Readonly<Record<string, string>>, message: RegExp])[] = [
    ["credential_source = environment", env, /\(\S+config:2\) is "environment", which AWS does not know$/],
    ["credential_source =", env, /\(\S+config:2\) is "", which AWS does not know$/],
    ["credential_source = Environment", {}, /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set$/],
    ["credential_source = Environment", { AWS_ACCESS_KEY_ID: "A" }, /: AWS_SECRET_ACCESS_KEY is not set$/],
    ["credential_source = EcsContainer", {}, /neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor /],
    ["credential_source = Ec2InstanceMetadata", { AWS_EC2_METADATA_DISABLED: "TRUE" }, /_DISABLED is true$/],
    [
      "credential_source = Ec2InstanceMetadata",
      { AWS_EC2_METADATA_DISABLED: "1" },
      /neither true nor false$/,
    ],
  ];

for (const [config, env, message] of refusals) {
  Deno.test(`readSource() refuses ${config} with ${JSON.stringify(env)}`, async () => {
    const profile = (await profilesOf(`[profile p]\n${config}`)).find("p");
    assert.ok(profile);
    assert.throws(() => readSource(profile, env), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, message);
      return true;
    });
  });
}

const arn = "arn:aws:iam::222222222222:role/web";

Deno.test("readSource() takes a web identity before all keys, as the AWS CLI does", async () => {
  const profiles = await profilesOf(
    "[profile p]\nrole_arn = 222222222222:web\nweb_identity_token_file = /t",
    `[p]\n${keys}`,
  );
  const profile = profiles.find("p");
  assert.deepEqual(profile && readSource(profile, {}), {
    kind: "web-identity",
    name: "p",
    roleArn: arn,
    sessionName: "p",
    token: {
      kind: "file",
      path: "/t",
      from: 'web_identity_token_file of profile "p" (/home/me/.aws/config:3)',
    },
  });
});

Deno.test("readSource() reads the role and the command of SAML", async () => {
  const provider = "arn:aws:iam::222222222222:saml-provider/corp";
  const profile = (await profilesOf(`[profile p]\nsaml_process = secret\nprincipal_arn = ${provider}`)).find(
    "p",
  );
  const source = profile && readSource(profile, {});
  assert.ok(source?.kind === "saml");
  assert.deepEqual([source.roleArn, source.principalArn, tenureOf(source)], [
    undefined,
    provider,
    "temporary",
  ]);
  assert.deepEqual(describeSource(source), {
    kind: "saml",
    profile: "p",
    from: 'saml_process of profile "p" (/home/me/.aws/config:2)',
  });
});

Deno.test("describeSource() shows neither a token that was read nor its digest", async () => {
  const token = { kind: "given", text: "secret", digest: "hash", from: "--web-identity-token" } as const;
  const source = { kind: "web-identity", name: "p", roleArn: arn, sessionName: "p", token } as const;
  assert.deepEqual(describeSource(source), {
    kind: "web-identity",
    profile: "p",
    from: "--web-identity-token",
  });
  using fake = fakeSystem();
  assert.deepEqual(await inputsOfSource(source, fake.system), { ...source, token: { sha256: "hash" } });
});

Deno.test("readEnvironment() wants both the key and its secret", () => {
  assert.equal(readEnvironment({}), undefined);
  assert.equal(readEnvironment({ AWS_ACCESS_KEY_ID: "AKIA" }), undefined);
  assert.equal(readEnvironment({ AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: " " }), undefined);
  const env = { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "s", AWS_SECURITY_TOKEN: "t" };
  assert.deepEqual(readEnvironment(env)?.credentials, {
    accessKeyId: "AKIA",
    secretAccessKey: "s",
    sessionToken: "t",
  });
});

Deno.test("describeSource() shows the access key id and no secret", () => {
  const credentials = { accessKeyId: "AKIA", secretAccessKey: "secret", sessionToken: "token" };
  const shown = { kind: "keys", accessKeyId: "AKIA" };
  assert.deepEqual(describeSource({ kind: "environment", credentials }), shown);
  assert.deepEqual(describeSource({ kind: "keys", profile: "p", origin: "config", credentials }), shown);
});
