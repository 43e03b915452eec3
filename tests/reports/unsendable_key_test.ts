/** Keys that no header can hold: "look for a proxy", though nothing had been sent. */
import assert from "node:assert/strict";
import { keys, keyVariables, role } from "../support/oracle_people.ts";
import { testReport, tryWords } from "../support/tried.ts";

const alice = keys("alice");
const signs = {
  "a byte order mark": "\ufeff",
  "an invisible character": "\u200b",
  "a typographic quote": "\u201c",
  "a no-break space": "a\u00a0b",
  "a control character": "\x07",
};

testReport([
  ...Object.entries(signs).flatMap(([name, sign]) => [
    {
      title: `${name} in a key is said with its line`,
      credentials: `[p]\n${alice.replace("AKIA", `AK${sign}IA`)}`,
      says: new RegExp(`aws_access_key_id \\(\\S+credentials:2\\) holds ${name} \\(U\\+`),
      place: "/home/me/.aws/credentials:2",
    },
    {
      title: `${name} in a secret is said with its line, and the secret is not`,
      credentials: `[p]\n${alice.trimEnd()}SECRET${sign}SECRET\n`,
      says: new RegExp(`aws_secret_access_key \\(\\S+credentials:3\\) holds ${name} \\(U\\+`),
      place: "/home/me/.aws/credentials:3",
    },
    {
      title: `${name} in a token is said with its line, before a role is taken`,
      config: `[profile p]\n${role("one")}source_profile = hub\n`,
      credentials: `[hub]\n${alice}aws_session_token = SECRET${sign}SECRET\n`,
      says: new RegExp(`aws_session_token \\(\\S+credentials:4\\) holds ${name} \\(U\\+`),
      place: "/home/me/.aws/credentials:4",
    },
  ]),
  {
    title: "a letter beyond ASCII in a key is said with its number",
    credentials: `[p]\n${alice.replace("AKIA", "\u0410KIA")}`,
    says: /aws_access_key_id \(\S+credentials:2\) holds U\+0410, which/,
    place: "credentials:2",
  },
  {
    title: "a secret of any letters is for the service to refuse",
    credentials: `[p]\n${alice.trimEnd()}p\u00e4ss w\u00f6rt\n`,
    gives: "alice with another secret",
  },
  {
    title: "a lone carriage return ends a line, and is no part of a key",
    credentials: `[p]\r${alice.replaceAll("\n", "\r\r")}`,
    gives: "alice",
  },
  ...Object.entries({ ...signs, "a carriage return": "\r", "a line end": "\n" }).map(([name, sign]) => ({
    title: `${name} in a variable is said with its name`,
    config: `[profile p]\n${role("one")}credential_source = Environment\n`,
    env: { ...keyVariables("alice"), AWS_ACCESS_KEY_ID: `AK${sign}IA` },
    says: new RegExp(`AWS_ACCESS_KEY_ID holds ${name} \\(U\\+`),
  })),
  {
    title: "two tokens in variables that differ are said with their names",
    config: `[profile p]\n${role("one")}credential_source = Environment\n`,
    env: { ...keyVariables("alice"), AWS_SESSION_TOKEN: "SECRET1", AWS_SECURITY_TOKEN: "SECRET2" },
    says: /AWS_SESSION_TOKEN and AWS_SECURITY_TOKEN differ/,
  },
]);

Deno.test("what --json hands over is looked at, too", async () => {
  for (const field of ["AccessKeyId", "SecretAccessKey", "SessionToken"]) {
    const given = {
      AccessKeyId: "AKIA",
      SecretAccessKey: "x",
      SessionToken: "y",
      [field]: "SECRET\u200bSECRET",
    };
    const { status, stderr, gives } = await tryWords(["--json", JSON.stringify(given)], {});
    assert.deepEqual([status, gives], [3, undefined]);
    assert.match(stderr, new RegExp(`${field} holds an invisible character \\(U\\+200B\\)`));
    assert.ok(!stderr.includes("SECRET\u200b"));
  }
});

Deno.test("what a command prints is looked at, too, and a temporary key without a token is half an identity", async () => {
  const config = "[profile p]\ncredential_process = helper\n";
  const print = (fields: Readonly<Record<string, string>>): string =>
    JSON.stringify({ Version: 1, ...fields });
  const rows = [
    [{ AccessKeyId: "AK\u200bIA", SecretAccessKey: "SECRET" }, /AccessKeyId is no text of one line/],
    [{ AccessKeyId: "ASIAX", SecretAccessKey: "SECRET" }, /there is no SessionToken/],
  ] as const;
  for (const [fields, says] of rows) {
    const { status, stderr, gives } = await tryWords(["p"], { config, outputs: [print(fields)] });
    assert.deepEqual([status, gives], [1, undefined]);
    assert.match(stderr, says);
    assert.ok(!stderr.includes("SECRET"));
  }
});
