import assert from "node:assert/strict";
import type { Session } from "../../src/assume/session.ts";
import { UsageError } from "../../src/errors.ts";
import { expiring, longTerm, temporary, write } from "../support/exported.ts";

const sessions: Readonly<Record<string, Session>> = {
  "long-term": longTerm,
  "session": temporary,
  "session+expiry": expiring,
};

/** What `aws configure export-credentials` of the AWS CLI v2 printed for the same. */
const ofTheCli: readonly (readonly [session: string, format: string, lines: readonly string[]])[] = [
  ["long-term", "process", [
    "{",
    '  "Version": 1,',
    '  "AccessKeyId": "AKIAEXAMPLE",',
    '  "SecretAccessKey": "se/cr+et="',
    "}",
  ]],
  ["long-term", "env", ["export AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "export AWS_SECRET_ACCESS_KEY=se/cr+et="]],
  ["long-term", "env-no-export", ["AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY=se/cr+et="]],
  ["long-term", "powershell", [
    '$Env:AWS_ACCESS_KEY_ID="AKIAEXAMPLE"',
    '$Env:AWS_SECRET_ACCESS_KEY="se/cr+et="',
  ]],
  ["long-term", "windows-cmd", ["set AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "set AWS_SECRET_ACCESS_KEY=se/cr+et="]],
  ["long-term", "fish", [
    'set -gx AWS_ACCESS_KEY_ID "AKIAEXAMPLE"',
    'set -gx AWS_SECRET_ACCESS_KEY "se/cr+et="',
  ]],
  ["session", "process", [
    "{",
    '  "Version": 1,',
    '  "AccessKeyId": "ASIAEXAMPLE",',
    '  "SecretAccessKey": "se/cr+et=",',
    '  "SessionToken": "tok/en+=="',
    "}",
  ]],
  ["session", "env", [
    "export AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
    "export AWS_SECRET_ACCESS_KEY=se/cr+et=",
    "export AWS_SESSION_TOKEN=tok/en+==",
  ]],
  ["session", "env-no-export", [
    "AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
    "AWS_SECRET_ACCESS_KEY=se/cr+et=",
    "AWS_SESSION_TOKEN=tok/en+==",
  ]],
  ["session", "powershell", [
    '$Env:AWS_ACCESS_KEY_ID="ASIAEXAMPLE"',
    '$Env:AWS_SECRET_ACCESS_KEY="se/cr+et="',
    '$Env:AWS_SESSION_TOKEN="tok/en+=="',
  ]],
  ["session", "windows-cmd", [
    "set AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
    "set AWS_SECRET_ACCESS_KEY=se/cr+et=",
    "set AWS_SESSION_TOKEN=tok/en+==",
  ]],
  ["session", "fish", [
    'set -gx AWS_ACCESS_KEY_ID "ASIAEXAMPLE"',
    'set -gx AWS_SECRET_ACCESS_KEY "se/cr+et="',
    'set -gx AWS_SESSION_TOKEN "tok/en+=="',
  ]],
  ["session+expiry", "process", [
    "{",
    '  "Version": 1,',
    '  "AccessKeyId": "ASIAEXAMPLE",',
    '  "SecretAccessKey": "se/cr+et=",',
    '  "SessionToken": "tok/en+==",',
    '  "Expiration": "2026-01-02T03:04:05+00:00"',
    "}",
  ]],
  ["session+expiry", "env", [
    "export AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
    "export AWS_SECRET_ACCESS_KEY=se/cr+et=",
    "export AWS_SESSION_TOKEN=tok/en+==",
    "export AWS_CREDENTIAL_EXPIRATION=2026-01-02T03:04:05+00:00",
  ]],
  ["session+expiry", "env-no-export", [
    "AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
    "AWS_SECRET_ACCESS_KEY=se/cr+et=",
    "AWS_SESSION_TOKEN=tok/en+==",
    "AWS_CREDENTIAL_EXPIRATION=2026-01-02T03:04:05+00:00",
  ]],
  ["session+expiry", "powershell", [
    '$Env:AWS_ACCESS_KEY_ID="ASIAEXAMPLE"',
    '$Env:AWS_SECRET_ACCESS_KEY="se/cr+et="',
    '$Env:AWS_SESSION_TOKEN="tok/en+=="',
    '$Env:AWS_CREDENTIAL_EXPIRATION="2026-01-02T03:04:05+00:00"',
  ]],
  ["session+expiry", "windows-cmd", [
    "set AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
    "set AWS_SECRET_ACCESS_KEY=se/cr+et=",
    "set AWS_SESSION_TOKEN=tok/en+==",
    "set AWS_CREDENTIAL_EXPIRATION=2026-01-02T03:04:05+00:00",
  ]],
  ["session+expiry", "fish", [
    'set -gx AWS_ACCESS_KEY_ID "ASIAEXAMPLE"',
    'set -gx AWS_SECRET_ACCESS_KEY "se/cr+et="',
    'set -gx AWS_SESSION_TOKEN "tok/en+=="',
    'set -gx AWS_CREDENTIAL_EXPIRATION "2026-01-02T03:04:05+00:00"',
  ]],
];

for (const [session, format, lines] of ofTheCli) {
  Deno.test(`export --format ${format} writes the bytes of the AWS CLI: ${session}`, async () => {
    const found = { ...sessions[session] ?? longTerm, region: "eu-west-1" };
    assert.equal(await write(format, found), lines.map((line) => `${line}\n`).join(""));
  });
}

const odd = ["it's", "a b", "$x", "", "=ls", "a:=ls", "~", "é", "a&b", '"', "%PATH%", "a;b"];

for (const format of ["env", "env-no-export", "windows-cmd"]) {
  Deno.test(`export --format ${format} refuses what needs quotes, without saying it`, async () => {
    for (const value of odd) {
      const credentials = { ...longTerm.credentials, secretAccessKey: value };
      await assert.rejects(write(format, { ...longTerm, credentials }), (error) => {
        assert.ok(error instanceof UsageError);
        assert.equal(
          error.message,
          "Cannot write AWS_SECRET_ACCESS_KEY in this format of the AWS CLI: its value needs quotes",
        );
        return true;
      });
    }
  });
}

Deno.test("export --format process writes ASCII, as Python does", async () => {
  const credentials = { accessKeyId: "A", secretAccessKey: 'é"\u{1f511}\x7e' };
  assert.equal(
    await write("process", { profile: "dev", credentials }),
    '{\n  "Version": 1,\n  "AccessKeyId": "A",\n  "SecretAccessKey": "\\u00e9\\"\\ud83d\\udd11~"\n}\n',
  );
});
