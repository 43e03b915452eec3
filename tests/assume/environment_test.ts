import assert from "node:assert/strict";
import { toEnvChange, unsetAll } from "../../src/assume/environment.ts";
import { toTimestamp } from "../../src/aws/credentials.ts";
import { ConfigError } from "../../src/errors.ts";

const credentials = { accessKeyId: "AKIA", secretAccessKey: "secret" };

function set(session: Parameters<typeof toEnvChange>[0]): Record<string, string> {
  return Object.fromEntries([...toEnvChange(session, {})].filter(([, value]) => value !== null)) as never;
}

Deno.test("toEnvChange() exports temporary credentials with their end in UTC", () => {
  const expiresAt = new Date("2026-01-02T03:04:05.678Z");
  const session = {
    profile: "p",
    region: "eu-west-1",
    credentials: { ...credentials, sessionToken: "t", expiresAt },
  };
  assert.deepEqual(set(session), {
    AWS_ACCESS_KEY_ID: "AKIA",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "t",
    AWS_CREDENTIAL_EXPIRATION: "2026-01-02T03:04:05Z",
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWSUME_PROFILE: "p",
    AWSUME_EXPIRATION: "2026-01-02T03:04:05Z",
  });
});

Deno.test("toEnvChange() unsets whatever it does not set", () => {
  assert.deepEqual(set({ profile: "None", credentials }), {
    AWS_ACCESS_KEY_ID: "AKIA",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWSUME_PROFILE: "None",
  });
  assert.deepEqual([...toEnvChange({ profile: "p", credentials }, {}).keys()], [...unsetAll.keys()]);
});

Deno.test("unsetAll holds the original's variables and those that lead AWS's tools elsewhere", () => {
  const names = ["AWS_SECURITY_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWSUME_COMMAND"];
  const others = ["AWS_CREDENTIAL_EXPIRATION", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"];
  for (const name of [...names, ...others]) assert.equal(unsetAll.get(name), null, name);
});

for (const text of ["a\nb", "a\rb", "\u001b[0m", "\u0000", "\u0085"]) {
  Deno.test(`toEnvChange() refuses ${JSON.stringify(text)}`, () => {
    const change = (): unknown => toEnvChange({ profile: text, credentials }, {});
    assert.throws(change, (error) => error instanceof ConfigError && /AWSUME_PROFILE/.test(error.message));
  });
}

Deno.test("toTimestamp() leaves out fractions of a second", () => {
  assert.equal(toTimestamp(new Date(0)), "1970-01-01T00:00:00Z");
});
