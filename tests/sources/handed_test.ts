import assert from "node:assert/strict";
import { fetchHanded, readHanded } from "../../src/sources/handed.ts";
import { fakeSystem } from "../support/fake_system.ts";

const keys = { AccessKeyId: "ASIA", SecretAccessKey: "secret" };
const credentials = { accessKeyId: "ASIA", secretAccessKey: "secret" };
const expiresAt = new Date("2026-01-31T12:00:00Z");

const good: readonly (readonly [what: string, value: unknown, expected: unknown])[] = [
  ["keys alone", keys, { credentials }],
  ["keys below Credentials", { Credentials: keys, AssumedRoleUser: { Arn: "x" } }, { credentials }],
  [
    "a session token",
    { ...keys, SessionToken: "token" },
    { credentials: { ...credentials, sessionToken: "token" } },
  ],
  ["null for what is absent", { ...keys, SessionToken: null, Expiration: null, Region: null }, {
    credentials,
  }],
  ["a region beside Credentials", { Credentials: keys, Region: "eu-west-3" }, {
    credentials,
    region: "eu-west-3",
  }],
  ["an end in UTC", { ...keys, Expiration: "2026-01-31T12:00:00Z" }, {
    credentials: { ...credentials, expiresAt },
  }],
  ["an end with a zone", { ...keys, Expiration: "2026-01-31T13:30:00+01:30" }, {
    credentials: { ...credentials, expiresAt },
  }],
  ["an end with fractions and no zone", { ...keys, Expiration: "2026-01-31T12:00:00.000" }, {
    credentials: { ...credentials, expiresAt },
  }],
  ["what credential-process prints", { Version: 1, ...keys, Expiration: "2026-01-31T12:00:00Z" }, {
    credentials: { ...credentials, expiresAt },
  }],
];

for (const [what, value, expected] of good) {
  Deno.test(`readHanded() takes ${what}`, () => {
    const source = readHanded(JSON.stringify(value));
    assert.deepEqual(source, { kind: "handed", ...(expected as Record<string, unknown>) });
  });
}

const bad: readonly (readonly [text: string, exitCode: number, message: RegExp])[] = [
  ["SECRET", 2, /its value is no JSON$/],
  ["[]", 2, /is no JSON object/],
  ['"SECRET"', 2, /is no JSON object/],
  ["{}", 4, /there are no credentials in it/],
  ['{"AccessKeyId":"SECRET"}', 4, /there are no credentials in it/],
  ['{"Credentials":{}}', 4, /there are no credentials in it/],
  ['{"AccessKeyId":"SECRET","SecretAccessKey":""}', 4, /there are no credentials in it/],
  ['{"AccessKeyId":["SECRET"],"SecretAccessKey":"SECRET"}', 2, /AccessKeyId is no text/],
  ['{"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"tomorrow"}', 2, /its Expiration is no time/],
];

for (const [text, exitCode, message] of bad) {
  Deno.test(`readHanded() refuses ${text} and repeats nothing of it`, () => {
    assert.throws(() => readHanded(text), (error: Error & { readonly exitCode?: number }) => {
      assert.equal(error.exitCode, exitCode);
      assert.match(error.message, message);
      assert.doesNotMatch(`${error.message}${error.stack}${error.cause}`, /SECRET/);
      return true;
    });
  });
}

Deno.test("fetchHanded() refuses credentials that have ended", () => {
  using fake = fakeSystem({ now: expiresAt });
  const source = { kind: "handed", credentials: { ...credentials, expiresAt } } as const;
  assert.throws(() => fetchHanded(source, fake.system), {
    exitCode: 4,
    message: /ended at 2026-01-31T12:00:00/,
  });
});
