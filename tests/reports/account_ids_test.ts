import assert from "node:assert/strict";
import { exportFormats } from "../../src/cli/export_formats.ts";
import { run } from "../../src/cli/run.ts";
import { makeAssertion } from "../support/fake_federation.ts";
import { type FakeOptions, fakeSystem } from "../support/fake_system.ts";
import { given, succeed } from "../support/sts_xml.ts";

/**
 * The account of credentials is carried along and exported where it is known, and is never that of others: SDKs that want
 * one (AWS_ACCOUNT_ID_ENDPOINT_MODE=required) do not work without it, and with a wrong one call another account's endpoint.
 */
const keys = "aws_access_key_id = AKIAFAKE\naws_secret_access_key = s\n";
const user = `[user]\n${keys}aws_account_id = 111111111111\n`;
const role = "arn:aws:iam::222222222222:role/one";
const provider = "arn:aws:iam::222222222222:saml-provider/corp";

interface Row extends Pick<FakeOptions, "outputs"> {
  readonly config?: string;
  readonly credentials?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `p` unless told. */
  readonly words?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** What services answer. */
  readonly http?: readonly Response[];
  /** The account that is exported. */
  readonly gives: string | undefined;
  readonly says?: RegExp;
}

function sts(action: string, arn?: string): Response {
  const role = arn === undefined ? {} : { AssumedRoleUser: { AssumedRoleId: "AROAFAKE:x", Arn: arn } };
  return new Response(succeed(action, { Credentials: given, ...role }).body);
}

const assumed = "arn:aws:sts::222222222222:assumed-role/one/p";
const print = (more: object): string => JSON.stringify({ Version: 1, ...given, ...more });
const { SessionToken: Token, ...fields } = given;
const service = (more: object): Response => Response.json({ Code: "Success", ...fields, Token, ...more });
const container = {
  config: "[profile p]\ncredential_source = EcsContainer\n",
  env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/x" },
};
const instance = {
  config: "[profile p]\ncredential_source = Ec2InstanceMetadata\n",
};
const environment = {
  config: "[profile p]\ncredential_source = Environment\n",
  env: { AWS_ACCESS_KEY_ID: "AKIAFAKE", AWS_SECRET_ACCESS_KEY: "s", AWS_ACCOUNT_ID: "012345678901" },
};

const rows: Readonly<Record<string, Row>> = {
  "keys in the credentials file": {
    credentials: `[p]\n${keys}aws_account_id = 012345678901\n`,
    gives: "012345678901",
  },
  "keys in the credentials file, the account in the config file": {
    config: "[profile p]\naws_account_id = 111111111111\n",
    credentials: `[p]\n${keys}`,
    gives: "111111111111",
  },
  "keys that name none": { credentials: `[p]\n${keys}`, gives: undefined },
  "keys that name none, after a switch to another account": {
    credentials: `[p]\n${keys}`,
    env: { AWS_ACCOUNT_ID: "999999999999", AWSUME_PROFILE: "other" },
    gives: undefined,
  },
  "keys that name what is no account": {
    credentials: `[p]\n${keys}aws_account_id = 1111-1111-1111\n`,
    gives: undefined,
    says: /^aws_account_id \(\S+credentials:4\) is no account of twelve digits: it is not exported$/m,
  },
  "a role, whatever account its source names": {
    config: `[profile p]\nrole_arn = ${role}\nsource_profile = user\n`,
    credentials: user,
    http: [sts("AssumeRole", assumed)],
    gives: "222222222222",
  },
  "a role whose profile names another account": {
    config: `[profile p]\nrole_arn = ${role}\nsource_profile = user\naws_account_id = 999999999999\n`,
    credentials: user,
    http: [sts("AssumeRole", assumed)],
    gives: "222222222222",
  },
  "a role, where STS does not say whose it is": {
    config: `[profile p]\nrole_arn = ${role}\nsource_profile = user\n`,
    credentials: user,
    http: [sts("AssumeRole")],
    gives: "222222222222",
  },
  "--role-arn in its short form": {
    words: ["--role-arn", "222222222222:one", "--source-profile", "user"],
    credentials: user,
    http: [sts("AssumeRole", assumed)],
    gives: "222222222222",
  },
  "a session of a user, by the device": {
    words: ["p", "--mfa-token", "123456"],
    credentials: `[p]\n${keys}mfa_serial = arn:aws:iam::111111111111:mfa/me\naws_account_id = 999999999999\n`,
    http: [sts("GetSessionToken")],
    gives: "111111111111",
  },
  "a session of a user with a device of hardware": {
    words: ["p", "--mfa-token", "123456"],
    credentials: `[p]\n${keys}mfa_serial = GAHT12345678\naws_account_id = 111111111111\n`,
    http: [sts("GetSessionToken")],
    gives: "111111111111",
  },
  "a web identity": {
    config: `[profile p]\nrole_arn = ${role}\nweb_identity_token_file = /token\n`,
    files: { "/token": "eyJ.eyJ.x" },
    http: [sts("AssumeRoleWithWebIdentity", assumed)],
    gives: "222222222222",
  },
  "an assertion that names the role": {
    config: "[profile p]\nsaml_process = print\n",
    outputs: [btoa(makeAssertion({ roles: [`${role},${provider}`] }))],
    http: [sts("AssumeRoleWithSAML", assumed)],
    gives: "222222222222",
  },
  "a command that says it": {
    config: "[profile p]\ncredential_process = print\naws_account_id = 999999999999\n",
    outputs: [print({ AccountId: "012345678901" })],
    gives: "012345678901",
  },
  "a command that does not, in a profile that does": {
    config: "[profile p]\ncredential_process = print\naws_account_id = 111111111111\n",
    outputs: [print({})],
    gives: "111111111111",
  },
  "a command that says what is none": {
    config: "[profile p]\ncredential_process = print\n",
    outputs: [print({ AccountId: "prod" })],
    gives: undefined,
  },
  "a command that says nothing of it": {
    config: "[profile p]\ncredential_process = print\n",
    outputs: [print({ AccountId: null })],
    gives: undefined,
  },
  "a container of EKS": {
    ...container,
    http: [service({ AccountId: "111111111111" })],
    gives: "111111111111",
  },
  "a container of ECS, which names the role": {
    ...container,
    http: [service({ RoleArn: role })],
    gives: "222222222222",
  },
  "a container that says neither": { ...container, http: [service({})], gives: undefined },
  "a container whose role is an empty text": {
    ...container,
    http: [service({ RoleArn: "" })],
    gives: undefined,
  },
  "an instance that says it": {
    ...instance,
    http: [new Response("token"), new Response("role"), service({ AccountId: "111111111111" })],
    gives: "111111111111",
  },
  "the environment": { ...environment, gives: "012345678901" },
  "a role over the environment, not the account there": {
    ...environment,
    config: `[profile p]\nrole_arn = ${role}\ncredential_source = Environment\n`,
    http: [sts("AssumeRole", assumed)],
    gives: "222222222222",
  },
  "--json as aws sts assume-role prints it": {
    words: [
      "--json",
      JSON.stringify({ Credentials: given, AssumedRoleUser: { Arn: assumed, AssumedRoleId: "x" } }),
    ],
    gives: "222222222222",
  },
  "--json as credential-process prints it": {
    words: ["--json", print({ AccountId: "012345678901" })],
    gives: "012345678901",
  },
  "--json as aws sts get-session-token prints it": {
    words: ["--json", JSON.stringify({ Credentials: given })],
    gives: undefined,
  },
};

function worldOf(
  { config = "", credentials = "", files = {}, env = {}, ...more }: Row,
): ReturnType<typeof fakeSystem> {
  return fakeSystem({
    ...more,
    http: more.http?.map((each) => each.clone()) ?? [],
    env: { HOME: "/home/me", ...env },
    files: { "/home/me/.aws/config": config, "/home/me/.aws/credentials": credentials, ...files },
  });
}

for (const [what, row] of Object.entries(rows)) {
  const { words = ["p"], gives, says } = row;
  Deno.test(`the account is exported where it is known: ${what}`, async () => {
    using fake = worldOf(row);
    assert.equal(await run(words, fake.system), 0, fake.told.join("\n"));
    const text = fake.printed.join("");
    assert.match(
      text,
      gives === undefined
        ? /^unset AWS_ACCOUNT_ID;$/m
        : new RegExp(`^export AWS_ACCOUNT_ID='${gives}';$`, "m"),
    );
    if (says) assert.match(fake.told.join("\n"), says);
  });
  if (words[0]?.startsWith("--")) continue;
  Deno.test(`the account goes every other way, too: ${what}`, async () => {
    using process = worldOf(row);
    assert.equal(await run(["credential-process", ...words], process.system), 0, process.told.join("\n"));
    assert.equal(JSON.parse(process.printed.join("")).AccountId, gives);
    using written = worldOf(row);
    assert.equal(await run([...words, "-o", "work"], written.system), 0, written.told.join("\n"));
    const section = written.files.get("/home/me/.aws/credentials")?.split("[work]")[1] ?? "";
    assert.equal(/^aws_account_id = (.*)$/m.exec(section)?.[1], gives);
    using executed = worldOf(row);
    let child: Readonly<Record<string, string>> = {};
    const system = {
      ...executed.system,
      removeLeftovers: () => Promise.resolve(),
      runInPlace: (_: readonly string[], env: typeof child) => {
        child = env;
        return Promise.resolve({ kind: "ended", status: 0 } as const);
      },
    };
    assert.equal(await run(["exec", ...words, "--", "true"], system), 0, executed.told.join("\n"));
    assert.equal(child.AWS_ACCOUNT_ID, gives);
  });
}

Deno.test("the account is remembered with the credentials", async () => {
  const row = rows["a role, whatever account its source names"];
  assert.ok(row);
  using first = worldOf(row);
  assert.equal(await run(["p"], first.system), 0);
  const { http: _, ...again } = row;
  using second = worldOf({ ...again, files: Object.fromEntries(first.files) });
  assert.equal(await run(["p"], second.system), 0, second.told.join("\n"));
  assert.match(second.printed.join(""), /^export AWS_ACCOUNT_ID='222222222222';$/m);
  using quick = worldOf({ ...again, files: Object.fromEntries(first.files) });
  const { quick: answer } = await import("../../src/cli/quick.ts");
  assert.equal(await answer(["p"], quick.system), 0);
  assert.match(quick.printed.join(""), /^export AWS_ACCOUNT_ID='222222222222';$/m);
});

Deno.test("an account that is corrected is not the one that is remembered", async () => {
  const profile = (account: string): string =>
    `[p]\n${keys}mfa_serial = GAHT12345678\naws_account_id = ${account}\n`;
  const row = { words: ["p", "--mfa-token", "123456"], http: [sts("GetSessionToken")], gives: undefined };
  using first = worldOf({ ...row, credentials: profile("999999999999") });
  assert.equal(await run(row.words, first.system), 0);
  const kept = [...first.files].filter(([path]) => path.includes("/cache/"));
  using second = worldOf({ ...row, credentials: profile("111111111111"), files: Object.fromEntries(kept) });
  assert.equal(await run(row.words, second.system), 0, second.told.join("\n"));
  assert.match(second.printed.join(""), /^export AWS_ACCOUNT_ID='111111111111';$/m);
});

Deno.test("-a leaves the account to the profile that renews itself, and -u removes it", async () => {
  const row = { credentials: `[p]\n${keys}aws_account_id = 111111111111\n`, gives: undefined };
  for (const words of [["p", "-a"], ["-u"]]) {
    using fake = worldOf(row);
    assert.equal(await run(words, fake.system), 0, fake.told.join("\n"));
    assert.match(fake.printed.join(""), /^unset AWS_ACCOUNT_ID;$/m);
  }
});

const session = {
  profile: "p",
  credentials: { accessKeyId: "AKIAFAKE", secretAccessKey: "s", accountId: "111111111111" },
};
/** The AWS CLI's own formats have no room for an account; with a variable of others in the way, its place is taken. */
const silent = ["process", "env", "env-no-export", "windows-cmd", "fish", "powershell"];

for (const format of exportFormats) {
  Deno.test(`the account is in each format that is not the AWS CLI's: ${format.name}`, async () => {
    using fake = fakeSystem();
    const text = await format.write(session, fake.system);
    assert.equal(text.includes("111111111111"), !silent.includes(format.name), text);
    if (format.name !== "fish" && format.name !== "powershell") return;
    const { system } = fakeSystem({ env: { AWS_ACCOUNT_ID: "999999999999" } });
    assert.match(await format.write(session, system), /AWS_ACCOUNT_ID.*111111111111/);
  });
}

Deno.test("-l shows the account of keys, and asks for none that a profile names", async () => {
  const credentials = `[a]\n${keys}aws_account_id = 111111111111\n[b]\n${keys}aws_account_id = prod\n`;
  using fake = worldOf({
    credentials,
    config: `[profile c]\nrole_arn = ${role}\nsource_profile = a\naws_account_id = 999999999999\n`,
    gives: undefined,
  });
  assert.equal(await run(["-l", "--json"], fake.system), 0);
  const found = JSON.parse(fake.printed.join("")).map((each: { name: string; account: unknown }) => [
    each.name,
    each.account,
  ]);
  assert.deepEqual(found, [["a", "111111111111"], ["b", null], ["c", "222222222222"]]);
});
