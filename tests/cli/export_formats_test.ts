import assert from "node:assert/strict";
import { exportFormats } from "../../src/cli/export_formats.ts";
import { run } from "../../src/cli/run.ts";
import { AwsumeError, ConfigError, UsageError } from "../../src/errors.ts";
import { expiring, longTerm, write } from "../support/exported.ts";
import { fakeSystem } from "../support/fake_system.ts";

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
  await assert.rejects(write("ini", { ...longTerm, profile: "a]b" }), UsageError);
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

Deno.test("export --format github-actions empties the end and the account of earlier credentials", async () => {
  const file = "AWS_CREDENTIAL_EXPIRATION=2026-01-01T00:00:00Z\n";
  using fake = fakeSystem({
    env: { GITHUB_ENV: "/job/env", AWS_ACCOUNT_ID: "999999999999" },
    files: { "/job/env": file },
  });
  const format = exportFormats.find(({ name }) => name === "github-actions");
  await format?.write(longTerm, fake.system);
  const added = fake.files.get("/job/env")?.slice(file.length);
  assert.match(added ?? "", /\nAWS_SESSION_TOKEN=\nAWS_CREDENTIAL_EXPIRATION=\nAWS_ACCOUNT_ID=\n$/);
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
