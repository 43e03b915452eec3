import assert from "node:assert/strict";
import { endpointOf, stepKeys } from "../../src/assume/steps.ts";
import { type AssumeRequest, type Hop, makePlan, type Plan } from "../../src/assume/plan.ts";
import { findStsEndpoint } from "../../src/aws/endpoints.ts";
import { knownCredentials } from "../../src/sources/mod.ts";
import { AwsumeError } from "../../src/errors.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { profilesOf } from "../support/profiles.ts";

const mfa = "arn:aws:iam::111111111111:mfa/me";
const credentials = `
[user]
aws_access_key_id = AKIAUSER
aws_secret_access_key = secret
[temporary]
aws_access_key_id = ASIATEMP
aws_secret_access_key = secret
aws_session_token = token
[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = secret
`;
const role = (name: string): string => `role_arn = arn:aws:iam::222222222222:role/${name}`;
const chain = `
[profile r1]
${role("one")}
source_profile = user
[profile r2]
${role("two")}
source_profile = r1
[profile r3]
${role("three")}
source_profile = r2
`;

/** A plan in one line: source, hops, region. */
function show({ source, hops, region }: Plan): string {
  const steps = [knownCredentials(source)?.accessKeyId ?? source.kind, ...hops.map(showHop)];
  return steps.join(" > ") + (region === undefined ? "" : ` @ ${region}`);
}

function showHop(hop: Hop): string {
  if (hop.kind === "session-token") return `session(${hop.mfaSerial.split("/").at(-1)})`;
  const { kind: _kind, name: _name, roleArn, ...rest } = hop;
  const details = Object.entries(rest).map(([key, value]) => `${key}=${value}`).join(" ");
  return `${roleArn.replace(/.*role\//, "")}(${details})`;
}

async function plan(config: string, request: Partial<AssumeRequest>): Promise<Plan> {
  const profiles = await profilesOf(config, credentials);
  return makePlan({ profile: "default", refresh: false, env: {}, defaults: {}, ...request }, profiles);
}

const plans: readonly {
  readonly name: string;
  readonly config?: string;
  readonly request: Partial<AssumeRequest>;
  readonly expected: string;
}[] = [
  { name: "uses default without a profile", request: {}, expected: "AKIADEFAULT" },
  { name: "takes keys as they are", request: { profile: "user" }, expected: "AKIAUSER" },
  { name: "keeps a session token", request: { profile: "temporary" }, expected: "ASIATEMP" },
  {
    name: "ignores AWS_PROFILE and the environment's region",
    request: { env: { AWS_PROFILE: "user", AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-1" } },
    expected: "AKIADEFAULT",
  },
  {
    name: "ignores keys in the environment",
    request: { profile: "user", env: { AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "x" } },
    expected: "AKIAUSER",
  },
  {
    name: "takes a session for a user with MFA",
    config: `[profile user]\nmfa_serial = ${mfa}`,
    request: { profile: "user" },
    expected: "AKIAUSER > session(me)",
  },
  {
    name: "takes no session with temporary keys",
    config: `[profile temporary]\nmfa_serial = ${mfa}`,
    request: { profile: "temporary" },
    expected: "ASIATEMP",
  },
  {
    name: "assumes a role",
    config: chain,
    request: { profile: "r1" },
    expected: "AKIAUSER > one(sessionName=r1)",
  },
  {
    name: "follows a chain of three",
    config: chain,
    request: { profile: "r3" },
    expected: "AKIAUSER > one(sessionName=r1) > two(sessionName=r2) > three(sessionName=r3)",
  },
  {
    name: "puts one session before a chain when the user has MFA",
    config: `${chain}[profile user]\nmfa_serial = ${mfa}`,
    request: { profile: "r2" },
    expected: "AKIAUSER > session(me) > one(sessionName=r1) > two(sessionName=r2)",
  },
  {
    name: "puts one session before a chain when the last role names the device",
    config: `${chain}[profile r4]\n${role("four")}\nsource_profile = r1\nmfa_serial = ${mfa}`,
    request: { profile: "r4" },
    expected: "AKIAUSER > session(me) > one(sessionName=r1) > four(sessionName=r4)",
  },
  {
    name: "lets the role's device win over the user's",
    config: `[profile r]\n${role("one")}\nsource_profile = user\nmfa_serial = a/role\n` +
      "[profile user]\nmfa_serial = a/user",
    request: { profile: "r" },
    expected: "AKIAUSER > session(role) > one(sessionName=r_)",
  },
  {
    name: "takes a role's session with temporary source keys as they are",
    config: `[profile r]\n${role("one")}\nsource_profile = temporary\nmfa_serial = ${mfa}`,
    request: { profile: "r" },
    expected: "ASIATEMP > one(sessionName=r_)",
  },
  {
    name: "puts the session before a role of up to an hour",
    config: `[profile r]\n${
      role("one")
    }\nsource_profile = user\nmfa_serial = ${mfa}\nduration_seconds = 1800`,
    request: { profile: "r" },
    expected: "AKIAUSER > session(me) > one(sessionName=r_ durationSeconds=1800)",
  },
  {
    name: "puts MFA on a single role that lives longer",
    config: `[profile r]\n${
      role("one")
    }\nsource_profile = user\nmfa_serial = ${mfa}\nduration_seconds = 7200`,
    request: { profile: "r" },
    expected: `AKIAUSER > one(sessionName=r_ durationSeconds=7200 mfaSerial=${mfa})`,
  },
  {
    name: "lets --role-duration 0 mean the role's default",
    config: `[profile r]\n${role("one")}\nsource_profile = user\nduration_seconds = 7200`,
    request: { profile: "r", durationSeconds: 0 },
    expected: "AKIAUSER > one(sessionName=r_)",
  },
  {
    name: "lets the profile's duration win over the default for all",
    config: `[profile r]\n${role("one")}\nsource_profile = user\nduration_seconds = 7200`,
    request: { profile: "r", defaults: { durationSeconds: 1000 } },
    expected: "AKIAUSER > one(sessionName=r_ durationSeconds=7200)",
  },
  {
    name: "uses the default duration for all",
    config: chain,
    request: { profile: "r1", defaults: { durationSeconds: 5400 } },
    expected: "AKIAUSER > one(sessionName=r1 durationSeconds=5400)",
  },
  {
    name: "cuts the default duration in a chain, where nobody asked for it",
    config: chain,
    request: { profile: "r2", defaults: { durationSeconds: 5400 } },
    expected: "AKIAUSER > one(sessionName=r1) > two(sessionName=r2 durationSeconds=3600)",
  },
  {
    name: "takes 0 in the settings file for no duration",
    config: chain,
    request: { profile: "r1", defaults: { durationSeconds: 0 } },
    expected: "AKIAUSER > one(sessionName=r1)",
  },
  {
    name: "keeps a passed-through role within the hour",
    config: `${chain}[profile long]\n${role("long")}\nsource_profile = user\nduration_seconds = 7200\n` +
      `[profile last]\n${role("last")}\nsource_profile = long\nduration_seconds = 900`,
    request: { profile: "last" },
    expected:
      "AKIAUSER > long(sessionName=long durationSeconds=3600) > last(sessionName=last durationSeconds=900)",
  },
  {
    name: "gives the role's flags to the last role only",
    config: chain,
    request: { profile: "r2", externalId: "x1", sessionName: "me", durationSeconds: 900 },
    expected: "AKIAUSER > one(sessionName=r1) > two(sessionName=me externalId=x1 durationSeconds=900)",
  },
  {
    name: "uses each role's own external id and session name",
    config: `${chain}[profile r1]\nexternal_id = e1\nrole_session_name = n1`,
    request: { profile: "r2" },
    expected: "AKIAUSER > one(sessionName=n1 externalId=e1) > two(sessionName=r2)",
  },
  {
    name: "prefers the settings file's session name to the profile's name",
    config: chain,
    request: { profile: "r1", defaults: { sessionName: "yaml" } },
    expected: "AKIAUSER > one(sessionName=yaml)",
  },
  {
    name: "makes session names valid for STS",
    config: `[profile 'a b/ç']\n${role("one")}\nsource_profile = user`,
    request: { profile: "a b/ç" },
    expected: "AKIAUSER > one(sessionName=a_b__)",
  },
  {
    name: "pads a session name of one character",
    config: `[profile d]\n${role("one")}\nsource_profile = user`,
    request: { profile: "d" },
    expected: "AKIAUSER > one(sessionName=d_)",
  },
  {
    name: "accepts a role that is its own source and has keys",
    config: `[profile user]\n${role("one")}\nsource_profile = user`,
    request: { profile: "user" },
    expected: "AKIAUSER > one(sessionName=user)",
  },
  {
    name: "stops at a source profile with keys, whatever role it names",
    config: `[profile user]\n${role("other")}\nsource_profile = default\n` +
      `[profile r]\n${role("one")}\nsource_profile = user`,
    request: { profile: "r" },
    expected: "AKIAUSER > one(sessionName=r_)",
  },
  {
    name: "takes the region of the profile, then of its source, then of default",
    config: `${chain}[profile user]\nregion = eu-west-3\n[default]\nregion = us-east-2`,
    request: { profile: "r3" },
    expected: "AKIAUSER > one(sessionName=r1) > two(sessionName=r2) > three(sessionName=r3) @ eu-west-3",
  },
  {
    name: "takes the region of default",
    config: "[default]\nregion = us-east-2",
    request: { profile: "user", defaults: { region: "eu-north-1" } },
    expected: "AKIAUSER @ us-east-2",
  },
  {
    name: "takes the region of the settings file last",
    request: { profile: "user", defaults: { region: "eu-north-1" } },
    expected: "AKIAUSER @ eu-north-1",
  },
  {
    name: "lets --region win",
    config: "[profile user]\nregion = us-east-2",
    request: { profile: "user", region: "ap-east-1" },
    expected: "AKIAUSER @ ap-east-1",
  },
  {
    name: "takes no region from a default that cannot be read",
    config: "[default]\ngarbage",
    request: { profile: "user" },
    expected: "AKIAUSER",
  },
  {
    name: "assumes --role-arn from the environment's keys",
    request: {
      roleArn: "arn:aws:iam::222222222222:role/any",
      env: { AWS_ACCESS_KEY_ID: "ASIAENV", AWS_SECRET_ACCESS_KEY: "x", AWS_SESSION_TOKEN: "t" },
    },
    expected: "ASIAENV > any(sessionName=awsume-cli-role)",
  },
  {
    name: "assumes --role-arn from default when the environment has no pair, but an old token",
    request: { roleArn: "arn:aws:iam::222222222222:role/any", env: { AWS_SESSION_TOKEN: "old" } },
    expected: "AKIADEFAULT > any(sessionName=awsume-cli-role)",
  },
  {
    name: "assumes --role-arn from --source-profile, its region and MFA too",
    config: `[profile user]\nmfa_serial = ${mfa}\nregion = eu-west-1`,
    request: {
      roleArn: "arn:aws:iam::222222222222:role/any",
      sourceProfile: "user",
      env: { AWS_ACCESS_KEY_ID: "ASIAENV", AWS_SECRET_ACCESS_KEY: "x" },
    },
    expected: "AKIAUSER > session(me) > any(sessionName=awsume-cli-role) @ eu-west-1",
  },
  {
    name: "assumes --role-arn from a role profile",
    config: chain,
    request: { roleArn: "arn:aws:iam::222222222222:role/any", sourceProfile: "r1" },
    expected: "AKIAUSER > one(sessionName=r1) > any(sessionName=awsume-cli-role)",
  },
];

for (const { name, config = "", request, expected } of plans) {
  Deno.test(`makePlan() ${name}`, async () => {
    assert.equal(show(await plan(config, request)), expected);
  });
}

const refusals: readonly {
  readonly name: string;
  readonly config: string;
  readonly request: Partial<AssumeRequest>;
  readonly message: RegExp;
  readonly exitCode: number;
}[] = [
  {
    name: "a profile that is not there, with the nearest name",
    config: chain,
    request: { profile: "usr" },
    message: /^Cannot find profile "usr"\nDid you mean "user"\?$/,
    exitCode: 3,
  },
  {
    name: "a source profile that is not there",
    config: `[profile r]\n${role("one")}\nsource_profile = gone`,
    request: { profile: "r" },
    message: /^Cannot find profile "gone", the source_profile of "r"/,
    exitCode: 3,
  },
  {
    name: "a source profile that is not there, with a device of its own",
    config: `[profile r]\n${role("one")}\nsource_profile = gone\nmfa_serial = ${mfa}`,
    request: { profile: "r" },
    message: /^Cannot find profile "gone"/,
    exitCode: 3,
  },
  {
    name: "a source profile that has nothing",
    config: `[profile r]\n${role("one")}\nsource_profile = empty\n[profile empty]\nregion = eu-west-1`,
    request: { profile: "r" },
    message:
      /^Cannot get credentials for profile "empty", the source_profile of "r" \(\S+config:3\): it has no access keys/,
    exitCode: 3,
  },
  {
    name: "a circle, its members in order",
    config: `[profile a]\n${role("a")}\nsource_profile = b\n[profile b]\n${role("b")}\nsource_profile = a`,
    request: { profile: "a" },
    message: /^Cannot follow the role chain "a" -> "b" -> "a": it is a circle/,
    exitCode: 3,
  },
  {
    name: "a circle that does not hold the profile asked for",
    config: `[profile top]\n${role("t")}\nsource_profile = a\n` +
      `[profile a]\n${role("a")}\nsource_profile = b\n[profile b]\n${role("b")}\nsource_profile = a`,
    request: { profile: "top" },
    message: /^Cannot follow the role chain "a" -> "b" -> "a"/,
    exitCode: 3,
  },
  {
    name: "an empty source_profile, rather than running the command beside it",
    config: `[profile a]\n${role("a")}\nsource_profile =\ncredential_process = x`,
    request: { profile: "a" },
    message: /^Cannot assume the role of profile "a": source_profile has no value at \S+config:3/,
    exitCode: 3,
  },
  {
    name: "a source profile with half a pair of keys, rather than taking its role",
    config: `[profile r]\n${role("one")}\nsource_profile = half\n` +
      `[profile half]\n${role("two")}\nsource_profile = user\naws_secret_access_key = x`,
    request: { profile: "r" },
    message: /^Cannot use the access keys of profile "half": aws_access_key_id is missing beside \S+config:7/,
    exitCode: 3,
  },
  {
    name: "a role from half a pair of keys in the environment, rather than taking those of default",
    config: "[default]\naws_access_key_id = AKIA\naws_secret_access_key = x",
    request: { roleArn: "arn:aws:iam::222222222222:role/any", env: { AWS_ACCESS_KEY_ID: "ASIAENV" } },
    message: /^Cannot assume arn:aws:iam::222222222222:role\/any: AWS_SECRET_ACCESS_KEY is not set/,
    exitCode: 3,
  },
  {
    name: "the same with the secret alone",
    config: "[default]\naws_access_key_id = AKIA\naws_secret_access_key = x",
    request: {
      roleArn: "arn:aws:iam::222222222222:role/any",
      env: { AWS_ACCESS_KEY_ID: " ", AWS_SECRET_ACCESS_KEY: "x" },
    },
    message: /: AWS_ACCESS_KEY_ID is not set/,
    exitCode: 3,
  },
  {
    name: "a command for an assertion beside an empty place of a token",
    config: `[profile a]\n${role("a")}\nsaml_process = x\nweb_identity_token_file =`,
    request: { profile: "a" },
    message: /web_identity_token_file \(\S+config:4\) and saml_process \(\S+config:3\) exclude each other/,
    exitCode: 3,
  },
  {
    name: "a command for an assertion beside half a pair of keys",
    config: `[profile a]\n${role("a")}\nsaml_process = x\naws_secret_access_key = y`,
    request: { profile: "a" },
    message: /saml_process \(\S+config:3\) and aws_secret_access_key \(\S+config:4\) exclude each other/,
    exitCode: 3,
  },
  {
    name: "a role that is its own source without keys",
    config: `[profile a]\n${role("a")}\nsource_profile = a`,
    request: { profile: "a" },
    message: /^Cannot get credentials for profile "a": it has no access keys/,
    exitCode: 3,
  },
  {
    name: "a role without a source, though it has keys",
    config: `[profile user]\n${role("a")}`,
    request: { profile: "user" },
    message: /config:2 names no source_profile/,
    exitCode: 3,
  },
  {
    name: "a role without a source_profile, whose own source is not supported yet",
    config: `[profile a]\n${role("a")}\nlogin_session = x`,
    request: { profile: "a" },
    message: /login_session \(\S+config:3\) is not supported yet/,
    exitCode: 3,
  },
  {
    name: "a role with two sources",
    config: `[profile a]\n${role("a")}\nsource_profile = user\ncredential_source = Environment`,
    request: { profile: "a" },
    message: /source_profile \(\S+config:3\) and credential_source \(\S+config:4\) exclude each other/,
    exitCode: 3,
  },
  {
    name: "two sources without a role",
    config: "[profile a]\nsource_profile = user\ncredential_source = Ec2InstanceMetadata",
    request: { profile: "a" },
    message: /source_profile \(\S+config:2\) and credential_source \(\S+config:3\) exclude each other/,
    exitCode: 3,
  },
  {
    name: "a role_arn without a value, rather than taking the keys beside it",
    config: "[profile user]\nrole_arn =\nsource_profile = default",
    request: { profile: "user" },
    message: /role_arn has no value at \S+config:2/,
    exitCode: 3,
  },
  {
    name: "a source_profile without a role",
    config: "[profile a]\nsource_profile = user",
    request: { profile: "a" },
    message: /it has a source_profile \(\S+config:2\) but no role_arn/,
    exitCode: 3,
  },
  {
    name: "a bad role ARN",
    config: "[profile a]\nrole_arn = arn:aws:iam::12345:role/x\nsource_profile = user",
    request: { profile: "a" },
    message: /^Cannot assume the role of profile "a": \S+config:2 is no role ARN/,
    exitCode: 3,
  },
  {
    name: "a bad duration",
    config: `[profile a]\n${role("a")}\nsource_profile = user\nduration_seconds = 1h`,
    request: { profile: "a" },
    message: /^Cannot use duration_seconds of profile "a" \(\S+config:4\): "1h"/,
    exitCode: 3,
  },
  {
    name: "a chained role of more than an hour, asked for by a flag",
    config: chain,
    request: { profile: "r2", durationSeconds: 7200 },
    message: /AWS limits role chaining to one hour/,
    exitCode: 2,
  },
  {
    name: "a chained role of more than an hour, asked for by its profile",
    config: `${chain}[profile r2]\nduration_seconds = 7200`,
    request: { profile: "r2" },
    message: /AWS limits role chaining to one hour\nSet duration_seconds of profile "r2"/,
    exitCode: 3,
  },
  {
    name: "half a pair of keys",
    config: "[profile half]\naws_access_key_id = AKIAHALF",
    request: { profile: "half" },
    message: /aws_secret_access_key is missing beside \S+config:2/,
    exitCode: 3,
  },
  {
    name: "a source that is not supported yet, though keys stand beside it",
    config: "[profile user]\nsso_session = corp",
    request: { profile: "user" },
    message: /sso_session \(\S+config:2\) is not supported yet/,
    exitCode: 3,
  },
  {
    name: "a region that is none",
    config: "[profile user]\nregion = eu west",
    request: { profile: "user" },
    message: /^Cannot use region "eu west"/,
    exitCode: 3,
  },
];

for (const { name, config, request, message, exitCode } of refusals) {
  Deno.test(`makePlan() refuses ${name}`, async () => {
    const error: unknown = await plan(config, request).then(() => undefined, (error) => error);
    assert.ok(error instanceof AwsumeError, `a plan was made, or a bug: ${error}`);
    assert.match(`${error.message}\n${error.hint}`, message);
    assert.equal(error.exitCode, exitCode);
  });
}

const uncallable: typeof refusals = [
  {
    name: "a region of another partition than the role's, with its place",
    config: `[profile a]\n${role("one")}\nsource_profile = user\nregion = cn-north-1`,
    request: { profile: "a" },
    message:
      /role\/one in region "cn-north-1" \(\S+config:4\): that is partition aws-cn\nUse a region of aws,/,
    exitCode: 3,
  },
  {
    name: "it from the command line as a wrong command",
    config: chain,
    request: { profile: "r1", region: "us-gov-west-1" },
    message: /role\/one in region "us-gov-west-1" \(--region\)/,
    exitCode: 2,
  },
  {
    name: "a default that cannot be read with the environment's keys: it may ask for FIPS",
    config: "[default]\ngarbage",
    request: {
      roleArn: "arn:aws:iam::222222222222:role/any",
      env: { AWS_ACCESS_KEY_ID: "ASIAENV", AWS_SECRET_ACCESS_KEY: "x" },
    },
    message: /^Cannot read profile "default": \S+config:2/,
    exitCode: 3,
  },
];

for (const { name, config, request, message, exitCode } of uncallable) {
  Deno.test(`endpointOf() refuses ${name}`, async () => {
    const made = await plan(config, request);
    assert.throws(() => endpointOf(made), (error) => {
      assert.ok(error instanceof AwsumeError);
      assert.match(`${error.message}\n${error.hint}`, message);
      assert.equal(error.exitCode, exitCode);
      return true;
    });
  });
}

Deno.test("makePlan() takes the role of a source profile whose keys are blank", async () => {
  const config = `[profile r]\n${role("one")}\nsource_profile = blank\n` +
    `[profile blank]\n${role("two")}\naws_access_key_id =\ncredential_source = Environment`;
  const env = { AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "x" };
  const { hops } = await plan(config, { profile: "r", env });
  assert.deepEqual(hops.map((hop) => "roleArn" in hop && hop.roleArn), [
    "arn:aws:iam::222222222222:role/two",
    "arn:aws:iam::222222222222:role/one",
  ]);
});

Deno.test("makePlan() says where --role-arn starts from", async () => {
  const roleArn = "arn:aws:iam::222222222222:role/any";
  const env = { AWS_ACCESS_KEY_ID: "ASIAENV", AWS_SECRET_ACCESS_KEY: "x" };
  assert.deepEqual((await plan("", { roleArn, env })).notes, [
    `Assuming ${roleArn} from the keys in the environment (ASIAENV)`,
  ]);
  assert.deepEqual((await plan("", { roleArn })).notes, [
    `Assuming ${roleArn} from the profile "default": the environment holds no keys`,
  ]);
  assert.deepEqual((await plan("", { roleArn, sourceProfile: "user", env })).notes, []);
});

Deno.test("makePlan() calls the partition of the role when no region is set", async () => {
  const govCloud = "[profile gov]\nrole_arn = arn:aws-us-gov:iam::222222222222:role/x\nsource_profile = user";
  const { network, region } = await plan(govCloud, { profile: "gov" });
  assert.equal(findStsEndpoint(network).url, "https://sts.us-gov-west-1.amazonaws.com");
  assert.equal(region, undefined);
});

const places: readonly {
  readonly name: string;
  readonly config: string;
  readonly request: Partial<AssumeRequest>;
  readonly url: string;
}[] = [
  {
    name: "calls where the flags say",
    config: chain,
    request: { profile: "r1", fips: true, dualstack: true, region: "us-west-2" },
    url: "https://sts-fips.us-west-2.api.aws",
  },
  {
    name: "calls the URL on the command line",
    config: chain,
    request: { profile: "r1", endpointUrl: "https://sts.example.com" },
    url: "https://sts.example.com",
  },
  {
    name: "calls the FIPS endpoint that a profile under the one asked for wants",
    config: `${chain}[profile user]\nuse_fips_endpoint = true`,
    request: { profile: "r3" },
    url: "https://sts-fips.us-east-1.amazonaws.com",
  },
  {
    name: "calls the URL of a services section",
    config: `${chain}[profile r1]\nservices = mine\n[services mine]\nsts =\n  endpoint_url = https://own`,
    request: { profile: "r1" },
    url: "https://own",
  },
  {
    name: "follows [default] with the environment's keys",
    config: "[default]\nuse_fips_endpoint = true",
    request: {
      roleArn: "arn:aws:iam::222222222222:role/any",
      env: { AWS_ACCESS_KEY_ID: "ASIAENV", AWS_SECRET_ACCESS_KEY: "x" },
    },
    url: "https://sts-fips.us-east-1.amazonaws.com",
  },
  {
    name: "follows [default] for no other profile",
    config: "[default]\nuse_fips_endpoint = true",
    request: { profile: "user" },
    url: "https://sts.us-east-1.amazonaws.com",
  },
  {
    name: "calls the partition of the MFA device when no region is set",
    config: "[profile user]\nmfa_serial = arn:aws-cn:iam::111111111111:mfa/me",
    request: { profile: "user" },
    url: "https://sts.cn-north-1.amazonaws.com.cn",
  },
];

for (const { name, config, request, url } of places) {
  Deno.test(`makePlan() ${name}`, async () => {
    assert.equal(findStsEndpoint((await plan(config, request)).network).url, url);
  });
}

const deviceOf = { user: `mfa_serial = ${mfa}`, other: "mfa_serial = arn:aws:iam::111111111111:mfa/other" };
const processes: readonly {
  readonly name: string;
  readonly config: string;
  readonly request: Partial<AssumeRequest>;
  readonly expected: string | undefined;
}[] = [
  {
    name: "takes mfa_process of the user's profile for a role",
    config: `${chain}[profile user]\n${deviceOf.user}\nmfa_process = own`,
    request: { profile: "r2" },
    expected: "own of user at /home/me/.aws/config:13",
  },
  {
    name: "prefers mfa_process of the profile with the device",
    config: `[profile r]\n${role("one")}\nsource_profile = user\nmfa_process = of role\n` +
      `[profile user]\n${deviceOf.user}\nmfa_process = of user`,
    request: { profile: "r" },
    expected: "of user of user at /home/me/.aws/config:7",
  },
  {
    name: "takes mfa_process of the role where the profile with the device has none",
    config: `[profile r]\n${role("one")}\nsource_profile = user\nmfa_process = of role\n` +
      `[profile user]\n${deviceOf.user}\nmfa_process =`,
    request: { profile: "r" },
    expected: "of role of r at /home/me/.aws/config:4",
  },
  {
    name: "takes mfa_process of the source where the role names the device",
    config: `[profile r]\n${role("one")}\nsource_profile = user\n${deviceOf.user}\n` +
      `[profile user]\n${deviceOf.user}\nmfa_process = of user`,
    request: { profile: "r" },
    expected: "of user of user at /home/me/.aws/config:7",
  },
  {
    name: "passes over mfa_process of another device",
    config: `[profile r]\n${role("one")}\nsource_profile = user\n${deviceOf.user}\n` +
      `[profile user]\n${deviceOf.other}\nmfa_process = of other`,
    request: { profile: "r" },
    expected: undefined,
  },
  {
    name: "takes mfa_process for a role that lives longer",
    config:
      `[profile r]\n${role("one")}\nsource_profile = user\nduration_seconds = 7200\n${deviceOf.user}\n` +
      "mfa_process = op get --otp | tail -1 # a comment",
    request: { profile: "r" },
    expected: "op get --otp | tail -1 of r at /home/me/.aws/config:6",
  },
  {
    name: "takes mfa_process of the profile behind --role-arn",
    config: `[profile user]\n${deviceOf.user}\nmfa_process = own`,
    request: { roleArn: "arn:aws:iam::222222222222:role/any", sourceProfile: "user" },
    expected: "own of user at /home/me/.aws/config:3",
  },
  {
    name: "needs no mfa_process without a device",
    config: "[profile user]\nmfa_process = own",
    request: { profile: "user" },
    expected: undefined,
  },
  {
    name: "needs no mfa_process with temporary keys",
    config: `[profile temporary]\n${deviceOf.user}\nmfa_process = own`,
    request: { profile: "temporary" },
    expected: undefined,
  },
];

for (const { name, config, request, expected } of processes) {
  Deno.test(`makePlan() ${name}`, async () => {
    const { mfaProcess } = await plan(config, request);
    const shown = mfaProcess && `${mfaProcess.command} of ${mfaProcess.profile} at ${mfaProcess.from}`;
    assert.equal(shown, expected);
  });
}

Deno.test("stepKeys() are the same for any mfa_process", async () => {
  const config = `${chain}[profile user]\n${deviceOf.user}`;
  using fake = fakeSystem();
  const keys = async (more: string): Promise<readonly unknown[]> =>
    await stepKeys(await plan(`${config}\n${more}`, { profile: "r2" }), undefined, fake.system);
  assert.deepEqual(await keys("mfa_process = one"), await keys(""));
  assert.equal((await keys("mfa_process = one")).length, 3);
});
