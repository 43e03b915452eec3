import assert from "node:assert/strict";
import { AwsError, AwsumeError } from "../../src/errors.ts";
import { fetchInstance, type InstanceSource, readInstance } from "../../src/sources/instance.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { profilesOf } from "../support/profiles.ts";
import { isAbsent, sharedUrl } from "../support/shared.ts";

const keys = {
  Code: "Success",
  AccessKeyId: "ASIA",
  SecretAccessKey: "SECRET",
  Token: "TOKEN",
  Expiration: "2026-01-01T01:00:00Z",
};
const rolesPath = "/latest/meta-data/iam/security-credentials/";

async function sourceOf(env: Readonly<Record<string, string>> = {}, more = ""): Promise<InstanceSource> {
  const profile = (await profilesOf(`[profile p]\ncredential_source = Ec2InstanceMetadata\n${more}`)).find(
    "p",
  );
  assert.ok(profile);
  return readInstance(profile, env);
}

Deno.test("fetchInstance() asks for a token, the role and its credentials, and shows the token", async () => {
  using fake = fakeSystem({ http: [new Response("T0K"), new Response("web\n"), Response.json(keys)] });
  assert.deepEqual(await fetchInstance(await sourceOf(), fake.system), {
    accessKeyId: "ASIA",
    secretAccessKey: "SECRET",
    sessionToken: "TOKEN",
    expiresAt: new Date("2026-01-01T01:00:00Z"),
  });
  const seen = fake.requests.map(({ method, url, headers }) => [
    method,
    url,
    headers.get("x-aws-ec2-metadata-token-ttl-seconds"),
    headers.get("x-aws-ec2-metadata-token"),
  ]);
  assert.deepEqual(seen, [
    ["PUT", "http://169.254.169.254/latest/api/token", "21600", null],
    ["GET", `http://169.254.169.254${rolesPath}`, null, "T0K"],
    ["GET", `http://169.254.169.254${rolesPath}web`, null, "T0K"],
  ]);
});

for (const status of [403, 404, 405]) {
  Deno.test(`fetchInstance() goes on without a token after ${status}, unless version 1 is turned off`, async () => {
    const refused = (): Response => new Response("", { status });
    using fake = fakeSystem({ http: [refused(), new Response("web"), Response.json(keys)] });
    assert.equal((await fetchInstance(await sourceOf(), fake.system)).accessKeyId, "ASIA");
    for (
      const [env, line] of [[{ AWS_EC2_METADATA_V1_DISABLED: "True" }, ""], [
        {},
        "ec2_metadata_v1_disabled = true",
      ]] as const
    ) {
      using strict = fakeSystem({ http: [refused()] });
      await assert.rejects(
        fetchInstance(await sourceOf(env, line), strict.system),
        /it gives no token \(status \d+\)$/,
      );
    }
  });
}

Deno.test("fetchInstance() uses credentials on that have ended, for a while, and says so", async () => {
  const ended = { ...keys, Expiration: "2025-12-31T23:00:00Z" };
  using fake = fakeSystem({ http: [new Response("T"), new Response("web"), Response.json(ended)] });
  const { expiresAt } = await fetchInstance(await sourceOf(), fake.system);
  assert.equal(expiresAt?.toISOString(), "2026-01-01T00:10:00.000Z");
  assert.match(fake.told.join(), /ended at 2025-12-31T23:00:00.000Z, and it has no new ones/);
});

const text = (body: string, status = 200) => (): Response => new Response(body, { status });
const json = (body: unknown) => (): Response => Response.json(body);
const answers: readonly (readonly [name: string, answers: readonly (() => Response)[], problem: RegExp])[] = [
  ["an empty token", [text("")], /it gives no token$/],
  ["HTML for a token", [text("<html>a page</html>")], /it gives no token$/],
  ["a 400 for a token", [text("", 400)], /it gives no token \(status 400\)$/],
  ["a 500 for a token", [text("", 500)], /it gives no token \(status 500\)$/],
  ["no role", [text("T"), text("", 404)], /this instance has no role$/],
  ["HTML for a role", [text("T"), text("<html>SECRET")], /what it names is no role$/],
  ["a way up for a role", [text("T"), text("../SECRET")], /what it names is no role$/],
  ["two roles", [text("T"), text("a\nb")], /what it names is no role$/],
  ["a 401", [text("T"), text("SECRET", 401), text("U"), text("SECRET", 401)], /it answers with status 401$/],
  ["a role without credentials", [text("T"), text("web"), text("", 404)], /it answers with status 404$/],
  ["HTML for credentials", [text("T"), text("web"), text("<html>SECRET")], /what it answers is no JSON$/],
  [
    "a Code",
    [text("T"), text("web"), json({ Code: "AssumeRoleUnauthorizedAccess" })],
    /\(AssumeRoleUnauthorizedAccess\)$/,
  ],
  [
    "half a pair",
    [text("T"), text("web"), json({ ...keys, SecretAccessKey: null })],
    /there is no SecretAccessKey$/,
  ],
  ["no session token", [text("T"), text("web"), json({ ...keys, Token: "" })], /there is no Token$/],
  ["no end", [text("T"), text("web"), json({ ...keys, Expiration: null })], /there is no Expiration$/],
];

for (const [name, replies, problem] of answers) {
  Deno.test(`fetchInstance() refuses ${name} and repeats nothing of it`, async () => {
    using fake = fakeSystem({ http: replies });
    await assert.rejects(fetchInstance(await sourceOf(), fake.system), (error) => {
      assert.ok(error instanceof AwsumeError);
      assert.match(
        error.message,
        /Ec2InstanceMetadata \(\/home\/me\/\.aws\/config:2\): asked at 169\.254\.169\.254, /,
      );
      assert.match(error.message, problem);
      assert.doesNotMatch(`${error.message} ${error.hint}`, /SECRET/);
      return true;
    });
  });
}

Deno.test("fetchInstance() asks as often as AWS_METADATA_SERVICE_NUM_ATTEMPTS says", async () => {
  const pauses = [() => {}, () => {}];
  using fake = fakeSystem({
    http: [text("", 500), text("T"), text("web"), text("", 503), json(keys)],
    pauses,
  });
  const source = await sourceOf({ AWS_METADATA_SERVICE_NUM_ATTEMPTS: "2" });
  assert.equal((await fetchInstance(source, fake.system)).accessKeyId, "ASIA");
});

Deno.test("fetchInstance() asks again when nobody answers, then names the line", async () => {
  const silence = (): Error => new AwsError('Cannot reach "169.254.169.254": no answer in time');
  using fake = fakeSystem({ http: [silence(), silence()], pauses: [() => {}] });
  const source = await sourceOf({ AWS_METADATA_SERVICE_NUM_ATTEMPTS: "2" });
  await assert.rejects(
    fetchInstance(source, fake.system),
    /Ec2InstanceMetadata \(\S+config:2\): asked at 169\.254\.169\.254, Cannot reach .*: no answer in time$/,
  );
});

const settings: readonly (readonly [
  env: Readonly<Record<string, string>>,
  lines: string,
  expected: string | RegExp,
])[] = [
  [{}, "", "http://169.254.169.254"],
  [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "ipv6" }, "", "http://[fd00:ec2::254]"],
  [{}, "ec2_metadata_service_endpoint_mode = IPv6", "http://[fd00:ec2::254]"],
  [
    { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv4" },
    "ec2_metadata_service_endpoint_mode = IPv6",
    "http://169.254.169.254",
  ],
  [
    { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6" },
    "ec2_metadata_service_endpoint = http://127.0.0.1:8080/",
    "http://127.0.0.1:8080",
  ],
  [
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: "https://imds.example" },
    "ec2_metadata_service_endpoint = http://127.0.0.1",
    "https://imds.example",
  ],
  [
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://imds.example", AWSUME_ALLOW_HTTP: "true" },
    "",
    "http://imds.example",
  ],
  [
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://imds.example" },
    "",
    /_SERVICE_ENDPOINT: "http:\/\/imds\.example"$/,
  ],
  [
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://me:SECRET@127.0.0.1" },
    "",
    /_SERVICE_ENDPOINT: it is no URL of a service$/,
  ],
  [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv5" }, "", /_MODE: "IPv5"$/],
  [{ AWS_METADATA_SERVICE_TIMEOUT: "0" }, "", /_TIMEOUT: "0"$/],
  [{}, "metadata_service_num_attempts = many", /num_attempts \(\/home\/me\/\.aws\/config:3\): "many"$/],
];

for (const [env, lines, expected] of settings) {
  Deno.test(`readInstance() with ${JSON.stringify(env)} and ${JSON.stringify(lines)}`, async () => {
    if (typeof expected === "string") return assert.equal((await sourceOf(env, lines)).url, expected);
    await assert.rejects(sourceOf(env, lines), expected);
  });
}

interface Vector {
  readonly summary: string;
  readonly config: {
    readonly ec2InstanceProfileName: string | null;
    readonly envVars?: Readonly<Record<string, string>>;
  };
  readonly expectations: readonly {
    readonly get: string;
    readonly response: { readonly status: number; readonly body?: unknown };
  }[];
  readonly outcomes: readonly { readonly result: string }[];
}

const data = sharedUrl("vectors/aws-sdk-php/imds-test-cases.json");
const ignore = isAbsent(data);
const vectors: readonly Vector[] = ignore ? [] : JSON.parse(await Deno.readTextFile(data));

/**
 * The suite is about the extended paths, which add the account's id: AWS's tools for the command line do not ask there,
 * nor does awsume, which has no use for it. So their answers are given below the usual paths.
 */
const isExtended = (path: string): boolean => path.includes("-extended");

/** What awsume does otherwise, by a part of the summary. */
const deviations = {
  "with a given profile name": "awsume has no setting for the role's name: it asks the instance",
} as const;

for (const { summary, config, expectations, outcomes } of vectors) {
  const isOther = Object.keys(deviations).some((part) => summary.includes(part));
  assert.equal(isOther, config.ec2InstanceProfileName !== null);
  if (isOther) continue;
  Deno.test(`fetchInstance() comes to what PHP's suite expects first: ${summary}`, async () => {
    const isLegacy = expectations.some(({ get }) => !isExtended(get));
    const own = expectations.filter(({ get }) => !isLegacy || !isExtended(get)).slice(0, 2);
    const replies = own.map(({ response: { status, body } }) =>
      new Response(typeof body === "string" ? body : JSON.stringify(body), { status })
    );
    const [outcome] = outcomes;
    if (outcome?.result !== "credentials") {
      return await assert.rejects(sourceOf(config.envVars), AwsumeError);
    }
    using fake = fakeSystem({ http: [new Response("T"), ...replies] });
    const { accessKeyId } = await fetchInstance(await sourceOf(config.envVars), fake.system);
    assert.equal(accessKeyId, "ASIAIOSFODNN7EXAMPLE");
    const asked = fake.requests.slice(1).map(({ url }) => new URL(url).pathname.replace(/\/$/, ""));
    assert.deepEqual(asked, own.map(({ get }) => get.replace("-extended", "")));
  });
}
