import assert from "node:assert/strict";
import type { Credentials } from "../../src/aws/credentials.ts";
import { AwsumeError } from "../../src/errors.ts";
import { fetchContainer, readContainer } from "../../src/sources/container.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { isAbsent, sharedUrl } from "../support/shared.ts";

const place = { profile: "p", from: "/h/config:2" };
const relative = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/x" };
const keys = {
  AccessKeyId: "ASIA",
  SecretAccessKey: "SECRET",
  Token: "TOKEN",
  Expiration: "2026-01-01T01:00:00Z",
};

/** Such a service is asked three times. */
const pauses = [() => {}, () => {}];

interface RequestCase {
  readonly description: string;
  readonly env: Readonly<Record<string, string>>;
  readonly token_file?: { readonly type: string; readonly content?: string };
  readonly expect:
    | { readonly type: "error"; readonly reason: string }
    | {
      readonly type: "success";
      readonly request: {
        readonly method: string;
        readonly uri: string;
        readonly headers: Readonly<Record<string, string>>;
      };
    };
}

interface ResponseCase {
  readonly description: string;
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly expect: { readonly type: "error" | "success"; readonly credentials?: Record<string, string> };
}

const vectors = sharedUrl("vectors/");
const ignore = isAbsent(vectors);

/** A list of cases; none where the data is absent, whose tests are ignored. */
async function load<Case>(path: string): Promise<readonly Case[]> {
  return ignore ? [] : JSON.parse(await Deno.readTextFile(new URL(path, vectors)));
}

for (
  const file of ["aws-sdk-php/ecs-uri-token-resolution.json", "aws-sdk-ruby/ecs_credentials_request.json"]
) {
  for (const { description, env, token_file: tokenFile, expect } of await load<RequestCase>(file)) {
    const path = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
    const files = path && tokenFile?.content ? { [path]: tokenFile.content } : {};
    Deno.test(`fetchContainer() asks as in ${file}: ${description}`, async () => {
      const isAsked = expect.type === "success";
      using fake = fakeSystem({ env, files, http: isAsked ? [Response.json(keys)] : [] });
      const take = (): Promise<Credentials> =>
        Promise.try(() => fetchContainer(readContainer(place, env), fake.system));
      if (!isAsked) return await assert.rejects(take, AwsumeError);
      assert.equal((await take()).accessKeyId, "ASIA");
      const [request] = fake.requests;
      const { method, uri, headers } = expect.request;
      assert.equal(request?.method, method);
      assert.equal(request?.url, uri);
      assert.equal(request?.headers.get("authorization"), headers.Authorization ?? null);
    });
  }
}

for (
  const { description, response, expect } of await load<ResponseCase>(
    "aws-sdk-ruby/ecs_credentials_response.json",
  )
) {
  Deno.test(`fetchContainer() reads the answer of Ruby's suite: ${description}`, async () => {
    const { status, headers = {}, body = null } = response;
    const answer = (): Response => new Response(body, { status, headers });
    const now = new Date("2023-01-01T00:00:00Z");
    using fake = fakeSystem({ env: relative, now, http: answer, pauses });
    const coming = fetchContainer(readContainer(place, relative), fake.system);
    if (expect.type === "error") return await assert.rejects(coming, AwsumeError);
    const { credentials } = expect;
    assert.deepEqual(await coming, {
      accessKeyId: credentials?.access_key_id,
      secretAccessKey: credentials?.secret_access_key,
      sessionToken: credentials?.session_token,
      expiresAt: new Date(credentials?.expiration ?? ""),
    });
  });
}

function thrice(text: string, status = 200): readonly Response[] {
  return [1, 2, 3].map(() => new Response(text, { status }));
}

const answers: readonly (readonly [name: string, answers: readonly Response[], problem: RegExp])[] = [
  ["HTML", thrice("<html>SECRET"), /the answer of 169\.254\.170\.2 is no JSON$/],
  ["nothing", thrice(""), /is no JSON$/],
  ["a list", thrice("[]"), /is no JSON object$/],
  ["half a pair", [Response.json({ ...keys, SecretAccessKey: "" })], /there is no SecretAccessKey$/],
  ["no token", [Response.json({ ...keys, Token: null })], /there is no Token$/],
  ["no end", [Response.json({ ...keys, Expiration: "" })], /there is no Expiration$/],
  ["a wrong type", [Response.json({ ...keys, AccessKeyId: 1 })], /AccessKeyId is no text of one line$/],
  [
    "credentials that have ended",
    [Response.json({ ...keys, Expiration: "2025-01-01T00:00:00Z" })],
    /ended at 2025/,
  ],
  ["megabytes", thrice("SECRET".repeat(200_000)), /is no JSON$/],
  ["403 thrice", thrice("SECRET", 403), /answers with status 403$/],
  ["500 thrice", [500, 502, 500].map((status) => new Response("SECRET", { status })), /with status 500$/],
];

for (const [name, http, problem] of answers) {
  Deno.test(`fetchContainer() refuses ${name} and repeats nothing of it`, async () => {
    using fake = fakeSystem({ env: relative, http, pauses });
    await assert.rejects(fetchContainer(readContainer(place, relative), fake.system), (error) => {
      assert.ok(error instanceof AwsumeError);
      assert.match(error.message, /^Cannot use credential_source = EcsContainer \(\/h\/config:2\): /);
      assert.match(error.message, problem);
      assert.doesNotMatch(`${error.message} ${error.hint}`, /SECRET/);
      return true;
    });
  });
}

const tokens:
  readonly (readonly [name: string, env: Record<string, string>, files: Record<string, string>, RegExp])[] = [
    [
      "with a line end",
      { AWS_CONTAINER_AUTHORIZATION_TOKEN: "SECRET\r\nX: y" },
      {},
      /_TOKEN: it holds a line end/,
    ],
    [
      "with one at its end",
      { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/t" },
      { "/t": "SECRET\n" },
      /"\/t": it holds a/,
    ],
    ["that is empty", { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/t" }, { "/t": "" }, /it is empty$/],
    [
      "that is absent",
      {
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/t",
        AWS_CONTAINER_AUTHORIZATION_TOKEN: "SECRET",
      },
      {},
      /there is no such file$/,
    ],
  ];

for (const [name, env, files, problem] of tokens) {
  Deno.test(`fetchContainer() refuses a token ${name}, and asks nobody`, async () => {
    using fake = fakeSystem({ env, files });
    await assert.rejects(fetchContainer(readContainer(place, relative), fake.system), (error) => {
      assert.ok(error instanceof AwsumeError);
      assert.match(error.message, problem);
      assert.doesNotMatch(error.message, /SECRET/);
      return true;
    });
  });
}

Deno.test("fetchContainer() refuses a token file that is a folder or huge", async () => {
  const env = { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/t" };
  for (const status of [{ kind: "folder" }, { kind: "other" }, { sizeBytes: 100_000 }] as const) {
    using fake = fakeSystem({ env, files: { "/t": "x" }, statuses: { "/t": status } });
    await assert.rejects(
      fetchContainer(readContainer(place, relative), fake.system),
      /it is (no file|too large)/,
    );
  }
});

const urls: readonly (readonly [env: Readonly<Record<string, string>>, expected: string | RegExp])[] = [
  [relative, "http://169.254.170.2/x"],
  [{ ...relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: "https://a/b" }, "http://169.254.170.2/x"],
  [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "@evil.example/x" }, /it is no path$/],
  [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: ".evil.example/x" }, /it is no path$/],
  [
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://[fd00:ec2::23]/v1/credentials" },
    "http://[fd00:ec2::23]/v1/credentials",
  ],
  [
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1.evil.example/" },
    /"127\.0\.0\.1\.evil\.example" is not an/,
  ],
  [
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.2@evil.example/" },
    /it is no URL of a service$/,
  ],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "file:///etc/passwd" }, /it is no URL of a service$/],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "x" }, /it is no URL of a service$/],
];

for (const [env, expected] of urls) {
  Deno.test(`readContainer() with ${JSON.stringify(env)}`, () => {
    if (typeof expected === "string") return assert.equal(readContainer(place, env).url, expected);
    assert.throws(() => readContainer(place, env), expected);
  });
}
