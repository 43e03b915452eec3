/**
 * Metadata services that are busy, or say why not: they are asked again a second later, and what they say is told. See
 * also `tests/sources/container_test.ts` and `instance_test.ts` for what is refused in their answers.
 */
import assert from "node:assert/strict";
import { quick } from "../../src/cli/quick.ts";
import { run } from "../../src/cli/run.ts";
import { fakeSystem } from "../support/fake_system.ts";

const keys = {
  Code: "Success",
  AccessKeyId: "ASIAFAKEPLACE",
  SecretAccessKey: "fake/place",
  Token: "fake/token",
  Expiration: "2026-01-01T01:00:00Z",
};

/** What a service says: a status and a text, or what it is as JSON. */
type Said = readonly [status: number, text: string] | Readonly<Record<string, unknown>>;

interface Row {
  readonly source: "EcsContainer" | "Ec2InstanceMetadata";
  readonly env?: Readonly<Record<string, string>>;
  /** In the order of the requests. */
  readonly said: readonly Said[];
  readonly pauses: number;
  /** What the error tells; absent where there is none. */
  readonly tells?: RegExp;
}

const uri = "http://127.0.0.1:9/creds";
const token = "a-token-of-the-pod/with+signs==";
const container = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: uri,
  AWS_CONTAINER_AUTHORIZATION_TOKEN: `Bearer ${token}`,
};
const twice = { AWS_METADATA_SERVICE_NUM_ATTEMPTS: "2" };
const busy = [429, ""] as const;

const rows: Readonly<Record<string, Row>> = {
  "container: a 429, and then credentials": { source: "EcsContainer", said: [busy, keys], pauses: 1 },
  "container: two empty answers, and then credentials": {
    source: "EcsContainer",
    said: [[200, ""], [200, " \n"], keys],
    pauses: 2,
  },
  "container: HTML, and then credentials": {
    source: "EcsContainer",
    said: [[200, "<html>starting</html>"], keys],
    pauses: 1,
  },
  "container: half an object, and then credentials": {
    source: "EcsContainer",
    said: [[200, '{"AccessKeyId": "ASIA'], keys],
    pauses: 1,
  },
  "container: a 404 while the agent starts": { source: "EcsContainer", said: [[404, "no"], keys], pauses: 1 },
  "container: a 400 while the pod's identity is made": {
    source: "EcsContainer",
    said: [[400, "no"], [503, ""], keys],
    pauses: 2,
  },
  "container: 429 thrice": {
    source: "EcsContainer",
    said: [busy, busy, busy],
    pauses: 2,
    tells: /127\.0\.0\.1:9 answers with status 429$/m,
  },
  "container: the words of EKS": {
    source: "EcsContainer",
    said: Array(3).fill([403, '{"code":"AccessDeniedException","message":"no association for it"}']),
    pauses: 2,
    tells: /answers with status 403 \(AccessDeniedException: no association for it\)$/m,
  },
  "container: words that hold the token, and what a terminal would obey": {
    source: "EcsContainer",
    said: Array(3).fill([401, JSON.stringify({ message: `Not ${token}:\u001b]0;x\u0007\nnext` })]),
    pauses: 2,
    tells: /answers with status 401 \(Not \*\*\*\*: ?\]0;x next\)$/m,
  },
  "container: words in an answer that holds no credentials": {
    source: "EcsContainer",
    said: [{ code: "Throttled", message: "slow down" }],
    pauses: 0,
    tells: /there is no AccessKeyId: Throttled: slow down$/m,
  },
  "instance: one try unless told": {
    source: "Ec2InstanceMetadata",
    said: [busy],
    pauses: 0,
    tells: /status 429/,
  },
  "instance: a 429 at each step": {
    source: "Ec2InstanceMetadata",
    env: twice,
    said: [busy, [200, "T"], busy, [200, "web"], busy, keys],
    pauses: 3,
  },
  "instance: a 404 while its role is on its way": {
    source: "Ec2InstanceMetadata",
    env: twice,
    said: [[200, "T"], [404, ""], [200, "web"], [404, ""], keys],
    pauses: 2,
  },
  "instance: an empty token, role and document": {
    source: "Ec2InstanceMetadata",
    env: twice,
    said: [[200, ""], [200, "T"], [200, ""], [200, "web"], [200, ""], keys],
    pauses: 3,
  },
  "instance: rubbish for a document": {
    source: "Ec2InstanceMetadata",
    env: twice,
    said: [[200, "T"], [200, "web"], [200, "{"], keys],
    pauses: 1,
  },
  "instance: a 401 for the role takes a new token, at once": {
    source: "Ec2InstanceMetadata",
    said: [[200, "T"], [401, ""], [200, "U"], [200, "web"], keys],
    pauses: 0,
  },
  "instance: a 401 for the document takes a new token, at once": {
    source: "Ec2InstanceMetadata",
    said: [[200, "T"], [200, "web"], [401, ""], [200, "U"], keys],
    pauses: 0,
  },
  "instance: a 401 again ends it": {
    source: "Ec2InstanceMetadata",
    said: [[200, "T"], [401, ""], [200, "U"], [401, ""]],
    pauses: 0,
    tells: /it answers with status 401$/m,
  },
  "instance: a code and its message": {
    source: "Ec2InstanceMetadata",
    said: [[200, "T"], [200, "web"], {
      Code: "AssumeRoleUnauthorizedAccess",
      Message: "EC2 cannot assume web",
    }],
    pauses: 0,
    tells: /no credentials \(AssumeRoleUnauthorizedAccess: EC2 cannot assume web\)$/m,
  },
};

for (const [name, { source, env = {}, said, pauses, tells }] of Object.entries(rows)) {
  Deno.test(`a metadata service that is busy: ${name}`, async () => {
    let paused = 0;
    using fake = fakeSystem({
      env: { HOME: "/home/me", ...container, ...env },
      files: { "/home/me/.aws/config": `[profile p]\ncredential_source = ${source}\n` },
      http: said.map((each) => () => toResponse(each)),
      pauses: Array(pauses).fill(() => void paused++),
    });
    const status = await answer(["p"], fake.system);
    assert.equal(status, tells === undefined ? 0 : 1, fake.told.join("\n"));
    assert.equal(fake.requests.length, said.length);
    assert.equal(paused, pauses);
    const told = fake.told.join("\n");
    if (tells === undefined) return assert.match(fake.printed.join(""), /AWS_ACCESS_KEY_ID='?ASIAFAKEPLACE/);
    assert.match(told, tells);
    assert.equal(told.includes(token), false);
    // deno-lint-ignore no-control-regex -- that is what must not be there
    assert.doesNotMatch(told, /[\x00-\x09\x0b-\x1f]/);
    assert.doesNotMatch(fake.printed.join(""), /AWS_/);
  });
}

for (const source of ["EcsContainer", "Ec2InstanceMetadata"]) {
  Deno.test(`credential_source = ${source} asks for JSON`, async () => {
    const said: readonly Said[] = source === "EcsContainer" ? [keys] : [[200, "T"], [200, "web"], keys];
    using fake = fakeSystem({
      env: { HOME: "/home/me", ...container },
      files: { "/home/me/.aws/config": `[profile p]\ncredential_source = ${source}\n` },
      http: said.map((each) => () => toResponse(each)),
    });
    assert.equal(await answer(["p"], fake.system), 0);
    assert.equal(fake.requests.at(-1)?.headers.get("accept"), "application/json");
  });
}

/** Where the service of an instance is asked over plain http. */
const addresses:
  readonly (readonly [url: string, env: Readonly<Record<string, string>>, isAsked: boolean])[] = [
    ["http://169.254.169.254", {}, true],
    ["http://169.254.169.254:80/", {}, true],
    ["http://[fd00:ec2::254]", {}, true],
    ["http://[fd00:0ec2:0::254]", {}, true],
    ["http://127.0.0.1:1338", {}, true],
    ["http://localhost:1338", {}, true],
    ["http://[::1]:1338", {}, true],
    ["https://metadata.example.com", {}, true],
    ["http://169.254.169.253", {}, false],
    ["http://169.254.170.2", {}, false],
    ["http://169.254.169.254.example.com", {}, false],
    ["http://[fd00:ec2::23]", {}, false],
    ["http://192.168.1.7:1338", {}, false],
    ["http://192.168.1.7:1338", { AWSUME_ALLOW_HTTP: "true" }, true],
  ];

for (const [url, env, isAsked] of addresses) {
  Deno.test(`the service of an instance at ${url} is ${isAsked ? "" : "not "}asked ${JSON.stringify(env)}`, async () => {
    const http = [[200, "T"], [200, "web"], keys].map((each) => () => toResponse(each as Said));
    using fake = fakeSystem({
      env: { HOME: "/home/me", AWS_EC2_METADATA_SERVICE_ENDPOINT: url, ...env },
      files: { "/home/me/.aws/config": "[profile p]\ncredential_source = Ec2InstanceMetadata\n" },
      ...(isAsked ? { http } : {}),
    });
    assert.equal(await answer(["p"], fake.system), isAsked ? 0 : 3, fake.told.join("\n"));
    assert.equal(fake.requests.length, isAsked ? 3 : 0);
  });
}

function toResponse(said: Said): Response {
  if (!Array.isArray(said)) return Response.json(said);
  const [status, text] = said as readonly [number, string];
  return new Response(text, { status });
}

async function answer(argv: readonly string[], system: Parameters<typeof run>[1]): Promise<number> {
  return await quick(argv, system) ?? await run(argv, system);
}
