import assert from "node:assert/strict";
import { run } from "../../../src/cli/run.ts";
import { Interrupted } from "../../../src/errors.ts";
import { type FakeOptions, fakeSystem } from "../../support/fake_system.ts";

const configPath = "/home/me/.aws/config";
const credentialsPath = "/home/me/.aws/credentials";
const base =
  "[default]\nregion = eu-west-1\n\n[profile a]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = default\n";
const role = "--role-arn=arn:aws:iam::123456789012:role/other-role";

/** Runs a command line on the two files. */
async function add(
  line: string | readonly string[],
  options: FakeOptions = {},
): Promise<
  { code: number; told: string; config?: string; credentials?: string; questions: readonly string[] }
> {
  using fake = fakeSystem({ ...options, files: { [configPath]: base, ...options.files } });
  const code = await run(typeof line === "string" ? line.split(" ") : line, fake.system);
  const [config, credentials] = [configPath, credentialsPath].map((path) => fake.files.get(path));
  return {
    code,
    told: fake.told.join("\n"),
    ...(config === undefined ? {} : { config }),
    ...(credentials === undefined ? {} : { credentials }),
    questions: [...fake.questions.map(({ question, secret }) => `${question}${secret ? "(unseen)" : ""}`)],
  };
}

const written: readonly (readonly [line: string, section: string])[] = [
  [
    `add ${role} example --source-profile default`,
    "[profile example]\nrole_arn = arn:aws:iam::123456789012:role/other-role\nsource_profile = default\n",
  ],
  [
    "add example -r 123456789012:x -i ext -n me --source-profile a --region us-east-1 --output json --fips --duration 3600",
    "[profile example]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = a\nexternal_id = ext\n" +
    "role_session_name = me\nduration_seconds = 3600\nregion = us-east-1\nuse_fips_endpoint = true\noutput = json\n",
  ],
  [
    "add example --assume-role-arn 123456789012:x --assume-role-external-id ext --credential-source Environment",
    "[profile example]\nrole_arn = arn:aws:iam::123456789012:role/x\ncredential_source = Environment\nexternal_id = ext\n",
  ],
  [
    "add example --credential-process /bin/get --sts-endpoint https://sts-fips.us-east-1.amazonaws.com",
    "[profile example]\ncredential_process = /bin/get\nservices = example\n\n[services example]\nsts =\n" +
    "  endpoint_url = https://sts-fips.us-east-1.amazonaws.com\n",
  ],
  [
    "add example --sso-session corp --sso-start-url https://corp.awsapps.com/start --sso-region us-east-1 " +
    "--sso-account-id 123456789012 --sso-role-name view",
    "[profile example]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = view\n\n" +
    "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n",
  ],
  [
    "add example --sso-start-url https://corp.awsapps.com/start --sso-region us-east-1 " +
    "--sso-account-id 123456789012 --sso-role-name view",
    "[profile example]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n" +
    "sso_account_id = 123456789012\nsso_role_name = view\n",
  ],
];

for (const [line, section] of written) {
  Deno.test(`awsume ${line} adds the section behind the others`, async () => {
    const { code, told, config, credentials } = await add(line);
    assert.equal(code, 0, told);
    assert.equal(config, `${base}\n${section}`);
    assert.equal(credentials, undefined);
    assert.match(told, /^\+ \[profile example\]$/m);
  });
  Deno.test(`awsume ${line} and rm example give the first bytes back`, async () => {
    const { config = "" } = await add(line);
    const removed = await add("rm example", { files: { [configPath]: config } });
    assert.equal(removed.code, 0, removed.told);
    const session = /\n\[sso-session[^]*/.exec(section)?.[0] ?? "";
    assert.equal(removed.config, `${base}${session}`);
  });
  Deno.test(`awsume ${line} --dry-run shows the same and writes nothing`, async () => {
    const { code, told, config } = await add(`${line} --dry-run`);
    assert.equal(code, 0, told);
    assert.equal(config, base);
    assert.match(told, /^\+ \[profile example\]$[^]*Nothing was written/m);
  });
}

const refused: readonly (readonly [line: string, code: number, says: RegExp])[] = [
  ["add", 2, /NAME is missing\n.*Write awsume add NAME/],
  ["add x y", 2, /takes one name/],
  ["add a --credential-process x", 2, /it is there already \(\/home\/me\/\.aws\/config:4\)\n.*--force/],
  ["add x", 2, /Cannot tell how profile "x" gets its credentials\n.*--role-arn/],
  [`add ${role} x`, 2, /without --source-profile/],
  [
    "add x --role-arn arn:aws:iam::12345:role/other-role --source-profile a",
    2,
    /12345 has 5 digits, an account has twelve/,
  ],
  ["add x --role-arn arn:aws:s3:::b --source-profile a", 2, /no ARN of a role/],
  [`add x ${role} --source-profile defualt`, 3, /Cannot find the source profile "defualt"\n.*"default"/],
  [`add x ${role} --source-profile x`, 3, /"x" -> "x" is a circle/],
  [`add default ${role} --source-profile a --force`, 3, /"default" -> "a" -> "default" is a circle/],
  [`add x ${role} --source-profile a --duration 7200`, 2, /role chaining to one hour/],
  [`add x ${role} --source-profile a --credential-source Environment`, 2, /one of them alone/],
  [`add x ${role} --access-key-id AKIAIOSFODNN7EXAMPLE`, 2, /one is of a role, the other of access keys/],
  ["add x --credential-process y --mfa-serial 123456789", 2, /--mfa-serial with a credential process/],
  [
    `add x ${role} --web-identity-token-file /t --external-id ab`,
    2,
    /--web-identity-token-file with --external-id/,
  ],
  [`add x ${role} --source-profile a -e https://s --fips`, 2, /--endpoint-url with --fips/],
  [`add x ${role} --source-profile a -e https://s --sts-endpoint https://t`, 2, /--sts-endpoint at once/],
  [`add x ${role} --source-profile a -e sts.example.com`, 2, /no URL/],
  [`add x ${role} --source-profile a -e http://sts.example.com`, 2, /could be read on the way/],
  [`add x ${role} --source-profile a -n a`, 2, /--session-name "a"/],
  [`add x ${role} --source-profile a -n me!`, 2, /--session-name "me!"/],
  [`add x ${role} --source-profile a --duration 899`, 2, /900 to 43200/],
  [`add x ${role} --source-profile a --duration 1h`, 2, /900 to 43200/],
  [`add x ${role} --source-profile a --region eu_west`, 2, /no name of a region/],
  [`add x ${role} --credential-source environment`, 2, /Write Environment/],
  ["add x --access-key-id ASIAIOSFODNN7EXAMPLE", 2, /temporary/],
  [
    "add x --sso-session corp --sso-account-id 123456789012 --sso-role-name v",
    3,
    /Cannot find \[sso-session corp\]/,
  ],
  ["add x! --credential-process y", 2, /Cannot call a profile "x!"/],
  ["add DEFAULT --credential-process y", 2, /Cannot call a profile "DEFAULT"/],
  ["add autoawsume-x --credential-process y", 2, /--auto-refresh begin so/],
  ["add x --secret-access-key S", 2, /Cannot understand the option --secret-access-key/],
];

for (const [line, code, says] of refused) {
  Deno.test(`awsume ${line} is refused and writes nothing`, async () => {
    const outcome = await add(line);
    assert.equal(outcome.code, code, outcome.told);
    assert.match(outcome.told, says);
    assert.equal(outcome.config, base);
    assert.equal(outcome.credentials, undefined);
  });
}

Deno.test("awsume add asks a person what kind, then what is needed, and again after a wrong answer", async () => {
  const { code, told, config, questions } = await add("add example", {
    chosen: ["role", "default"],
    answers: ["12345:x", "arn:aws:iam::123456789012:role/x", "", "short", "", ""],
  });
  assert.equal(code, 0, told);
  assert.deepEqual(questions, [
    "ARN of the role: ",
    "ARN of the role: ",
    "External id, if the role asks for one [none]: ",
    "MFA device, if there is one [none]: ",
    "MFA device, if there is one [none]: ",
    "Region [eu-west-1]: ",
  ]);
  assert.match(told, /^Cannot use that answer "12345:x": the account 12345 has 5 digits/m);
  assert.equal(
    config,
    `${base}\n[profile example]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = default\nregion = eu-west-1\n`,
  );
});

Deno.test("awsume add asks for nothing but what is missing", async () => {
  const { code, config } = await add(`add ${role} example`, { chosen: ["a"] });
  assert.equal(code, 0);
  assert.match(config ?? "", /^source_profile = a$/m);
});

Deno.test("awsume add asks for a secret unseen, and shows it nowhere", async () => {
  const secret = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
  const { code, told, config, credentials, questions } = await add(
    "add dev --access-key-id AKIAIOSFODNN7EXAMPLE",
    {
      chosen: [],
      answers: ["too short", secret],
    },
  );
  assert.equal(code, 0, told);
  assert.deepEqual(questions, ["Secret access key: (unseen)", "Secret access key: (unseen)"]);
  assert.equal(config, base);
  assert.equal(
    credentials,
    `[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`,
  );
  assert.ok(!told.includes(secret) && !told.includes("too short"));
});

for (
  const [at, options] of [
    ["the kind", { chosen: [new Interrupted()] }],
    ["the role", { chosen: ["role"], answers: [new Interrupted()] }],
    ["the source", { chosen: ["role", new Interrupted()], answers: ["123456789012:x"] }],
  ] as const
) {
  Deno.test(`awsume add writes nothing and returns 130 after Ctrl-C at ${at}`, async () => {
    const { code, config, credentials } = await add("add example", options);
    assert.equal(code, 130);
    assert.equal(config, base);
    assert.equal(credentials, undefined);
  });
}

Deno.test("awsume add asks for no keys where others could read them", async () => {
  const { code, told, credentials } = await add("add dev --access-key-id AKIAIOSFODNN7EXAMPLE", {
    files: { [credentialsPath]: "[x]\n" },
    statuses: { [credentialsPath]: { mode: 0o644 } },
  });
  assert.equal(code, 3);
  assert.match(told, /others can read it \(mode 644\)\n.*chmod 600/);
  assert.equal(credentials, "[x]\n");
});

Deno.test("awsume add --force shows the difference and replaces the profile, comments and all others kept", async () => {
  const config =
    "# first\n[profile a] # mine\n# why\nrole_arn = arn:aws:iam::123456789012:role/a\nregion = us-east-1\n\n[default]\n";
  const { code, told, config: after } = await add("add a --force --credential-process /bin/x", {
    files: { [configPath]: config },
  });
  assert.equal(code, 0, told);
  assert.equal(after, "# first\n[profile a] # mine\n# why\ncredential_process = /bin/x\n\n[default]\n");
  assert.match(
    told,
    /^ {2}\[profile a\]\n- role_arn = \S+\n- region = us-east-1\n\+ credential_process = \/bin\/x$/m,
  );
});

Deno.test("awsume add --force asks before access keys go", async () => {
  const keys = "[k]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n";
  const files = { [credentialsPath]: keys };
  const line = "add k --force --credential-process /bin/x";
  const unasked = await add(line, { files });
  assert.equal(unasked.code, 2);
  assert.equal(unasked.credentials, keys);
  const refused = await add(line, { files, chosen: [], answers: ["n"] });
  assert.equal(refused.credentials, keys);
  const agreed = await add(line, { files, chosen: [], answers: ["y"] });
  assert.equal(agreed.credentials, "");
  assert.match(agreed.config ?? "", /\n\[profile k\]\ncredential_process = \/bin\/x\n$/);
  assert.equal((await add(`${line} --yes`, { files })).credentials, "");
});

Deno.test("awsume add does not overwrite a services section or an SSO session that is there", async () => {
  const config =
    `${base}\n[services x]\ns3 =\n  endpoint_url = https://s3\n\n[sso-session corp]\nsso_region = us-east-1\n`;
  const files = { [configPath]: config };
  const services = await add("add x --credential-process y -e https://sts", { files });
  assert.equal(services.code, 3);
  assert.match(services.told, /Cannot write \[services x\]: it is there already \(\S+config:8\)/);
  const session = await add(
    "add x --sso-session corp --sso-start-url https://c.awsapps.com/start --sso-region eu-west-1 " +
      "--sso-account-id 123456789012 --sso-role-name v",
    { files },
  );
  assert.equal(session.code, 3);
  assert.match(session.told, /Cannot use another sso_/);
  assert.equal(session.config, config);
});

Deno.test("awsume add undoes the first file when the second cannot be written", async () => {
  using fake = fakeSystem({
    files: { [configPath]: base },
    answers: [{ text: "abcdefghijklmnopqrstuvwxyz0123456789ABCD", from: "pipe" }],
  });
  const system: typeof fake.system = {
    ...fake.system,
    write: (path, text, options) =>
      path === configPath
        ? fake.system.write(path, text, { edited: "other" })
        : fake.system.write(path, text, options),
  };
  assert.equal(
    await run(["add", "dev", "--access-key-id", "AKIAIOSFODNN7EXAMPLE", "--region", "us-east-1"], system),
    3,
  );
  assert.deepEqual([...fake.files], [[configPath, base]]);
});
