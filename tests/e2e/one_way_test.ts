import assert from "node:assert/strict";
import { type Case, namespaces, type Report, runOneWay } from "../support/one_way.ts";
import { testWith } from "../support/shells.ts";
import { mfaSerial } from "../support/world.ts";

const plain = "sts.us-east-1.amazonaws.com";
const fips = "sts-fips.us-east-1.amazonaws.com";
const ownSts = "[::1]:8083";

interface Expected {
  readonly actions: readonly string[];
  /** Where all of them go. */
  readonly host?: string;
  readonly metadata?: string;
  readonly prints?: RegExp;
}

/** A switch, explained before by the same words. */
const toSwitch = (...words: readonly string[]): Case => ({ words, explain: words });

const role = (arn: string, lines: string): string => `[profile p]\nrole_arn = arn:${arn}\n${lines}\n`;

/** One role over a source of this computer's. */
const ambient = (source: string, env: Case["env"] = {}): Case => ({
  ...toSwitch("p"),
  config: role("aws:iam::222222222222:role/one", `credential_source = ${source}`),
  env,
});
const overAmbient = (metadata: string): Expected => ({ actions: ["AssumeRole"], metadata });

const web = role("aws:iam::777777777777:role/web", "web_identity_token_file = ~/token");
const saml = role("aws:iam::777777777777:role/saml", "saml_process = cat ~/assertion");
const chain = ["AssumeRole", "AssumeRole", "AssumeRole"];

const table: Readonly<Record<string, readonly [given: Case, expected: Expected]>> = {
  "a session with MFA and a chain of three": [
    {
      ...toSwitch("p", "--mfa-token", "123456"),
      config: "[profile device]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = mfa\n" +
        "[profile second]\nrole_arn = arn:aws:iam::333333333333:role/two\nsource_profile = device\n" +
        "external_id = x2\n" +
        role("aws:iam::444444444444:role/three", `source_profile = second\nmfa_serial = ${mfaSerial}`),
    },
    { actions: ["GetSessionToken", ...chain] },
  ],
  "a chain of three elsewhere": [toSwitch("three"), { actions: chain, host: "sts.eu-west-1.amazonaws.com" }],
  "--fips": [toSwitch("one", "--fips"), { actions: ["AssumeRole"], host: fips }],
  "a chain of three whose last source asks for FIPS": [{
    ...toSwitch("three", "--region", "us-east-1"),
    config: "[profile alice]\nuse_fips_endpoint = true\n",
  }, { actions: chain, host: fips }],
  "dualstack": [
    { ...toSwitch("one"), env: { AWS_USE_DUALSTACK_ENDPOINT: "true" } },
    { actions: ["AssumeRole"], host: "sts.us-east-1.api.aws" },
  ],
  "China": [{
    ...toSwitch("p"),
    config: role("aws-cn:iam::777777777777:role/china", "source_profile = alice\nregion = cn-north-1"),
  }, { actions: ["AssumeRole"], host: "sts.cn-north-1.amazonaws.com.cn" }],
  "GovCloud with FIPS": [{
    ...toSwitch("p", "--fips"),
    config: role("aws-us-gov:iam::777777777777:role/gov", "source_profile = alice\nregion = us-gov-west-1"),
  }, { actions: ["AssumeRole"], host: "sts.us-gov-west-1.amazonaws.com" }],
  "an endpoint of one's own at an IPv6 address": [
    toSwitch("one", "--endpoint-url", `http://${ownSts}`),
    { actions: ["AssumeRole"], host: ownSts },
  ],
  "a web identity": [
    { ...toSwitch("p"), config: web },
    { actions: ["AssumeRoleWithWebIdentity"] },
  ],
  "--with-web-identity": [{
    ...toSwitch("p", "--with-web-identity", "--web-identity-token", "token"),
    config: role("aws:iam::777777777777:role/web", "source_profile = alice"),
  }, { actions: ["AssumeRoleWithWebIdentity"] }],
  "SAML": [{ ...toSwitch("p"), config: saml }, { actions: ["AssumeRoleWithSAML"] }],
  "--output-profile": [
    { words: ["one", "-o", "kept"], explain: ["one"] },
    { actions: ["AssumeRole"] },
  ],
  "--auto-refresh": [{ words: ["one", "-a"], explain: ["one"] }, { actions: ["AssumeRole"] }],
  "credential-process, which --auto-refresh sets up": [
    { words: ["credential-process", "one"], explain: ["one"] },
    { actions: ["AssumeRole"], prints: /^\{"Version":1,"AccessKeyId":"ASIA/ },
  ],
  "exec": [
    { words: ["exec", "one", "--", "printenv", "AWS_ACCESS_KEY_ID"], explain: ["one"] },
    { actions: ["AssumeRole"], prints: /^ASIA\w+\n$/ },
  ],
  "export": [
    { words: ["export", "one", "--format", "dotenv"], explain: ["one"] },
    { actions: ["AssumeRole"], prints: /^AWS_ACCESS_KEY_ID=/m },
  ],
  "an instance": [ambient("Ec2InstanceMetadata"), overAmbient("169.254.169.254")],
  "an instance by IPv6": [
    ambient("Ec2InstanceMetadata", { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6" }),
    overAmbient("[fd00:ec2::254]"),
  ],
  "an instance's service of one's own, at an IPv6 address": [
    ambient("Ec2InstanceMetadata", { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://[::1]:8081" }),
    overAmbient("[::1]:8081"),
  ],
  "a container": [
    ambient("EcsContainer", { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v1/credentials" }),
    overAmbient("169.254.170.2"),
  ],
  "a container by IPv6": [
    ambient("EcsContainer", {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://[fd00:ec2::23]/v1/credentials",
    }),
    overAmbient("[fd00:ec2::23]"),
  ],
  "a container's service of one's own": [
    ambient("EcsContainer", { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:8082/v1/credentials" }),
    overAmbient("127.0.0.1:8082"),
  ],
  "a container's service of one's own, at an IPv6 address": [
    ambient("EcsContainer", { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://[::1]:8084/v1/credentials" }),
    overAmbient("[::1]:8084"),
  ],
  "the list of accounts": [
    { words: ["-l", "more"] },
    { actions: ["GetCallerIdentity"], prints: /111111111111/ },
  ],
  "ca_bundle of the profile": [{
    ...toSwitch("p"),
    config: role("aws:iam::222222222222:role/one", "source_profile = alice\nca_bundle = CA_FILE"),
    env: { AWS_CA_BUNDLE: "" },
  }, { actions: ["AssumeRole"] }],
  "ALL_PROXY": [
    { ...toSwitch("one"), env: { HTTPS_PROXY: null, HTTP_PROXY: null, ALL_PROXY: "PROXY" } },
    { actions: ["AssumeRole"] },
  ],
  "a network whose name server never answers": [
    { ...toSwitch("one"), isSilent: true },
    { actions: ["AssumeRole"] },
  ],
  "a proxy that itself speaks TLS": [{ ...toSwitch("one"), isTls: true }, { actions: ["AssumeRole"] }],
};

/** All cases are run at once, by the first test that wants to know. */
let reports: Promise<ReadonlyMap<Partial<Case>, Report | string>> | undefined;

async function runAll(): Promise<ReadonlyMap<Partial<Case>, Report | string>> {
  const given = [...Object.values(table), ...Object.values(failing)].map(([given]) => given);
  const cases = [...given, doctor];
  const found = await runOneWay(
    cases.map((each) => ({ ...each.words ? {} : toSwitch("one"), ...each }) as Case),
  );
  return new Map(cases.map((each, index) => [each, found[index] ?? "not run"]));
}

async function reportOf(given: Partial<Case>): Promise<Report> {
  const report = (await (reports ??= runAll())).get(given);
  assert.ok(typeof report === "object", String(report));
  return report;
}

/** What each run has to show, whatever it was. */
function assertOneWay({ lost, contactsOfExplain, names, heads }: Report, host: string): void {
  assert.deepEqual([lost, contactsOfExplain], [0, 0]);
  // The runtime may ask for the name of the host, though it leaves the connection to the proxy.
  assert.deepEqual(names.filter((name) => name !== host), []);
  for (const head of heads) {
    assert.ok(head.startsWith(`CONNECT ${host}:443 `), head);
    assert.match(head, /^proxy-authorization: Basic bWU6c0BjcmV0\r$/im);
  }
}

for (const [name, [given, { actions, host = plain, metadata, prints }]] of Object.entries(table)) {
  testWith(namespaces, `awsume has one way out, the proxy, for ${name}`, async () => {
    const report = await reportOf(given);
    assert.equal(report.status, 0, report.stderr);
    assert.match(report.stdout, prints ?? /^export (AWS_ACCESS_KEY_ID|AWS_PROFILE)=/m);
    assertOneWay(report, host);
    assert.equal(report.heads.length > 0, host !== ownSts);
    const called = actions.map((action) => `${action} ${host}`);
    assert.deepEqual(report.calls, called);
    assert.deepEqual(report.metadata, metadata ? [metadata] : []);
    if (given.explain === undefined) return;
    assert.deepEqual(report.explained, [...report.metadata, ...actions.map(() => host)]);
  });
}

testWith(namespaces, "awsume doctor has one way out, the proxy", async () => {
  const report = await reportOf(doctor);
  assert.match(report.stdout, /ok +network +sts\.us-east-1\.amazonaws\.com answers/);
  assertOneWay(report, plain);
  assert.deepEqual([report.heads.length, report.metadata], [1, []]);
});

const byRule = "sts-fips.eu-west-1.amazonaws.com";

const doctor: Case = { words: ["doctor"] };

const failing: Readonly<Record<string, readonly [given: Partial<Case>, says: RegExp, host?: string]>> = {
  "that is down": [
    { env: { HTTPS_PROXY: "http://127.0.0.1:9" } },
    /through the proxy "127\.0\.0\.1:9": the proxy cannot be reached: connection refused\n +Correct HTTPS_PROXY/,
  ],
  "that nobody knows": [
    { env: { HTTPS_PROXY: "http://proxy.example:8080" } },
    /the proxy cannot be reached: the name of the host is not known\n +Correct HTTPS_PROXY/,
  ],
  "that takes no such password": [
    { reply: "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n" },
    /the proxy does not accept the user name and the password\n +Correct them in HTTPS_PROXY/,
  ],
  "that hangs up": [{ reply: "" }, /it does not answer as a proxy\n +Correct HTTPS_PROXY/],
  "that hangs up once connected": [
    { reply: "HTTP/1.1 200 OK\r\n\r\n" },
    /Cannot reach "sts\.us-east-1\S+ through the proxy/,
  ],
  "that hangs up in the middle of the answer": [
    { fault: { kind: "half" } },
    /Cannot reach "sts\.us-east-1\S+ through the proxy/,
  ],
  "whose authority is not trusted": [
    { env: { AWS_CA_BUNDLE: "" } },
    /issued by (".+", )?an authority that is not trusted\n.* AWS_CA_BUNDLE, or as ca_bundle in the profile/,
  ],
  "that finds no FIPS host": [
    { words: ["three", "--fips"], explain: ["three", "--fips"], reply: "HTTP/1.1 502 Bad Gateway\r\n\r\n" },
    /"sts-fips\.eu-west-1\.amazonaws\.com" through the proxy .*: the proxy refuses\n[^]*AWS lists no FIPS endpoint/,
    byRule,
  ],
  "that NO_PROXY goes round": [
    { env: { NO_PROXY: "localhost,.amazonaws.com" } },
    /Cannot reach "sts\.us-east-1\.amazonaws\.com": the name of the host is not known\n +Check .* HTTPS_PROXY/,
  ],
};

for (const [name, [given, says, host = plain]] of Object.entries(failing)) {
  testWith(namespaces, `awsume goes no other way round a proxy ${name}`, async () => {
    const report = await reportOf(given);
    assert.deepEqual([report.status, report.stdout], [1, "(exit 1);\n"], report.stderr);
    assert.match(report.stderr, says);
    assert.doesNotMatch(report.stderr, /s%40cret|s@cret/);
    assertOneWay({ ...report, names: report.names.filter((each) => each !== "proxy.example") }, host);
    assert.deepEqual(report.calls.length > 0, given.fault !== undefined);
  });
}
