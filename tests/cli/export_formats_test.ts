import assert from "node:assert/strict";
import type { Session } from "../../src/assume/session.ts";
import { exportFormats } from "../../src/cli/export_formats.ts";
import { run } from "../../src/cli/run.ts";
import { AwsumeError, ConfigError, UsageError } from "../../src/errors.ts";
import { type FakeOptions, fakeSystem } from "../support/fake_system.ts";

async function write(name: string, session: Session, options: FakeOptions = {}): Promise<string> {
  using fake = fakeSystem(options);
  const format = exportFormats.find((format) => format.name === name);
  assert.ok(format);
  return await format.write(session, fake.system);
}

const longTerm = {
  profile: "dev",
  credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "se/cr+et=" },
};
const temporary = {
  profile: "dev",
  credentials: { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "se/cr+et=", sessionToken: "tok/en+==" },
};
const expiring = {
  profile: "dev",
  credentials: { ...temporary.credentials, expiresAt: new Date("2026-01-02T03:04:05.678Z") },
};
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

Deno.test("export --format fish and powershell quote what the AWS CLI's lines could not hold", async () => {
  const session = { profile: "dev", credentials: { accessKeyId: "A", secretAccessKey: "it's $x" } };
  assert.equal(
    await write("fish", session),
    "set -gx AWS_ACCESS_KEY_ID \"A\"\nset -gx AWS_SECRET_ACCESS_KEY 'it\\'s $x';\n",
  );
  assert.equal(
    await write("powershell", session),
    "$Env:AWS_ACCESS_KEY_ID=\"A\"\n$env:AWS_SECRET_ACCESS_KEY = 'it''s $x'\n",
  );
});

Deno.test("export --format powershell brings into line what the caller's environment has", async () => {
  const env = { AWS_SESSION_TOKEN: "old", AWS_REGION: "old", AWS_PROFILE: "", PATH: "/bin" };
  assert.equal(
    await write("powershell", { ...longTerm, region: "eu-west-1" }, { env }),
    '$Env:AWS_ACCESS_KEY_ID="AKIAEXAMPLE"\n$Env:AWS_SECRET_ACCESS_KEY="se/cr+et="\n' +
      "$env:AWS_SESSION_TOKEN = $null\n$env:AWS_REGION = 'eu-west-1'\n$env:AWS_PROFILE = $null\n",
  );
});

Deno.test("export writes files of variables, with an empty token beside long-term keys", async () => {
  const session = { ...longTerm, region: "eu-west-1" };
  const lines = [
    "AWS_ACCESS_KEY_ID=AKIAEXAMPLE",
    "AWS_SECRET_ACCESS_KEY=se/cr+et=",
    "AWS_SESSION_TOKEN=",
    "AWS_REGION=eu-west-1",
    "AWS_DEFAULT_REGION=eu-west-1",
  ];
  assert.equal(await write("docker-env", session), lines.join("\n") + "\n");
  assert.equal(
    await write("dotenv", session),
    lines.map((line) => `${line.replace("=", "='")}'\n`).join(""),
  );
  assert.match(await write("dotenv", expiring), /^AWS_CREDENTIAL_EXPIRATION='2026-01-02T03:04:05Z'$/m);
});

Deno.test("export --format dotenv refuses what its readers disagree about", async () => {
  for (const secretAccessKey of ["it's", "a\\b", "a$b"]) {
    const session = { profile: "dev", credentials: { accessKeyId: "A", secretAccessKey } };
    await assert.rejects(
      write("dotenv", session),
      /^ConfigError: Cannot write AWS_SECRET_ACCESS_KEY as dotenv: its readers disagree about a value with .$/,
    );
  }
});

Deno.test("export --format ini writes a section for a credentials file", async () => {
  assert.equal(
    await write("ini", { ...expiring, region: "eu-west-1" }),
    "[dev]\naws_access_key_id = ASIAEXAMPLE\naws_secret_access_key = se/cr+et=\n" +
      "aws_session_token = tok/en+==\nregion = eu-west-1\nexpiration = 2026-01-02T03:04:05Z\n",
  );
  await assert.rejects(write("ini", { ...longTerm, profile: "a]b" }), ConfigError);
});

Deno.test("export --format json writes what credential-process does", async () => {
  assert.equal(
    await write("json", longTerm),
    '{"Version":1,"AccessKeyId":"AKIAEXAMPLE","SecretAccessKey":"se/cr+et="}\n',
  );
});

Deno.test("export --format github-actions masks first, then adds to the file of GITHUB_ENV", async () => {
  const credentials = { accessKeyId: "A", secretAccessKey: "50%<<EOF", sessionToken: "t" };
  const session = { profile: "dev", credentials };
  const masks = "::add-mask::A\n::add-mask::50%25<<EOF\n::add-mask::t\n";
  const lines = "AWS_ACCESS_KEY_ID=A\nAWS_SECRET_ACCESS_KEY=50%<<EOF\nAWS_SESSION_TOKEN=t\n";
  using fake = fakeSystem({ env: { GITHUB_ENV: "/job/env" }, files: { "/job/env": "X=1" } });
  const format = exportFormats.find(({ name }) => name === "github-actions");
  assert.equal(await format?.write(session, fake.system), masks);
  assert.equal(fake.files.get("/job/env"), `X=1\n${lines}`);
  assert.equal(await write("github-actions", session), masks + lines);
});

for (const name of ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN"]) {
  Deno.test(`export --format github-actions refuses a job that has ${name}`, async () => {
    const env = { GITHUB_ENV: "/job/env", [name]: "other" };
    await assert.rejects(write("github-actions", longTerm, { env }), ConfigError);
  });
}

const completions: readonly (readonly [words: readonly string[], found: string])[] = [
  [["export", "dev", "--format", "d"], "dotenv\ndocker-env\n"],
  [["export", "--format=env"], "--format=env\n--format=env-no-export\n"],
  [["export", "--rot"], "--rotate\n"],
  [["expo"], "export\n"],
];

for (const [words, found] of completions) {
  Deno.test(`awsume ${words.join(" ")} is completed`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/me" } });
    const asked = ["__complete", "bash", ["awsume", ...words].join(" "), words.at(-1) ?? ""];
    assert.equal(await run(asked, fake.system), 0);
    assert.equal(fake.printed.join(""), found);
  });
}

for (const { name } of exportFormats) {
  if (name === "json") continue; // which has escapes for them
  Deno.test(`export --format ${name} refuses control characters, without the value`, async () => {
    for (const control of ["\n", "\r", "\0", "\x1b"]) {
      const credentials = { ...longTerm.credentials, secretAccessKey: `secret${control}X=1` };
      await assert.rejects(write(name, { ...longTerm, credentials }), (error) => {
        assert.ok(error instanceof AwsumeError);
        assert.doesNotMatch(error.message + error.hint, /secret.X/s);
        return true;
      });
    }
  });
}
