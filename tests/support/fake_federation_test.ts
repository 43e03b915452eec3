import assert from "node:assert/strict";
import { startFakeAws } from "./fake_aws.ts";
import { makeAssertion, makeToken } from "./fake_federation.ts";
import { VERSION } from "./sts_xml.ts";

const role = "arn:aws:iam::222222222222:role/dev";
const provider = "arn:aws:iam::222222222222:saml-provider/corp";
const federation = { issuer: "https://ci.example.com", audience: "aws", samlProvider: provider };
const web = {
  Action: "AssumeRoleWithWebIdentity",
  RoleArn: role,
  RoleSessionName: "me",
  WebIdentityToken: makeToken({ iss: federation.issuer, aud: "aws" }),
};
const saml = {
  Action: "AssumeRoleWithSAML",
  RoleArn: role,
  PrincipalArn: provider,
  SAMLAssertion: btoa(makeAssertion({ roles: [`${role},${provider}`] })),
};

const calls: Readonly<Record<string, readonly [form: Record<string, string>, status: number, code: string]>> =
  {
    "takes a token": [web, 200, "<AccessKeyId>ASIA"],
    "takes an assertion": [saml, 200, "<AccessKeyId>ASIA"],
    "refuses an empty token": [{ ...web, WebIdentityToken: "" }, 400, "ValidationError"],
    "refuses a token for another audience": [
      { ...web, WebIdentityToken: makeToken({ iss: federation.issuer, aud: "x" }) },
      400,
      "InvalidIdentityToken",
    ],
    "refuses a token of another issuer": [
      { ...web, WebIdentityToken: makeToken({ iss: "https://x", aud: "aws" }) },
      403,
      "AccessDenied",
    ],
    "refuses a token that has ended": [
      { ...web, WebIdentityToken: makeToken({ iss: federation.issuer, aud: "aws", exp: 1 }) },
      400,
      "ExpiredTokenException",
    ],
    "refuses what is no token": [{ ...web, WebIdentityToken: "abcd" }, 400, "InvalidIdentityToken"],
    "refuses a role that the assertion does not offer": [
      { ...saml, SAMLAssertion: btoa(makeAssertion({ roles: [`${role}2,${provider}`] })) },
      403,
      "AccessDenied",
    ],
    "refuses a provider that is none": [{ ...saml, PrincipalArn: role }, 400, "ValidationError"],
    "refuses an assertion that has ended": [
      {
        ...saml,
        SAMLAssertion: btoa(
          makeAssertion({ roles: [`${role},${provider}`], notOnOrAfter: "2020-01-01T00:00:00Z" }),
        ),
      },
      400,
      "ExpiredTokenException",
    ],
    "refuses more time than the role grants": [{ ...saml, DurationSeconds: "7200" }, 400, "ValidationError"],
  };

for (const [name, [form, status, code]] of Object.entries(calls)) {
  Deno.test(`startFakeAws() ${name}`, async () => {
    await using aws = startFakeAws({ users: [], roles: [{ arn: role, federation }] });
    const response = await fetch(aws.url, {
      method: "POST",
      body: new URLSearchParams({ ...form, Version: VERSION }),
    });
    const text = await response.text();
    assert.equal(response.status, status, text);
    assert.ok(text.includes(code), text);
  });
}

Deno.test("startFakeAws() refuses a signature where a proof stands", async () => {
  await using aws = startFakeAws({ users: [], roles: [{ arn: role, federation }] });
  const response = await fetch(aws.url, {
    method: "POST",
    headers: { authorization: "AWS4-HMAC-SHA256 x" },
    body: new URLSearchParams({ ...web, Version: VERSION }),
  });
  assert.match(await response.text(), /not to be signed/);
});
