/**
 * Where a role, credentials or another profile were named, the `cdk_account` of `[default]` answered in their place; and
 * with `--account` a plugin that knows of no accounts.
 */
import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { fakeSystem } from "../support/fake_system.ts";

const config = `[default]
cdk_account = 111111111111
region = us-east-1
[profile work]
cdk_account = 222222222222
[profile keys]
region = us-east-1
[profile web]
role_arn = arn:aws:iam::333333333333:role/web
web_identity_token_file = /home/me/gone
`;
const files = {
  "/home/me/.aws/config": config,
  "/home/me/.aws/credentials": "[keys]\naws_access_key_id = AKIAFILE\naws_secret_access_key = s\n",
  "/home/me/cdk.cjs": "",
  "/home/me/other.mjs": "",
};
const cdk = {
  version: "1",
  init: (host: { registerCredentialProviderSource(source: unknown): void }) =>
    host.registerCredentialProviderSource({
      name: "cdk",
      isAvailable: () => Promise.resolve(true),
      canProvideCredentials: (account: string) => Promise.resolve(account !== "444444444444"),
      getProvider: (account: string, mode: number) =>
        Promise.resolve({ accessKeyId: `AKIA${account}X${mode}`, secretAccessKey: "s" }),
    }),
};
/** It gives its own credentials, whatever it is asked. */
const other = {
  default: {
    awsume: 1,
    name: "other",
    hooks: { getCredentials: () => ({ accessKeyId: "AKIAOTHER", secretAccessKey: "s" }) },
  },
};

interface Row {
  readonly words: readonly string[];
  readonly plugins?: "cdk" | "cdk and other";
  readonly chosen?: readonly string[];
  readonly settings?: string;
  /** The access key id that is exported, or the error. */
  readonly gives?: string;
  readonly says?: RegExp;
}

const given = '{"AccessKeyId":"AKIAGIVEN","SecretAccessKey":"s"}';
const rows: Readonly<Record<string, Row>> = {
  "no profile is that account's": { words: [], gives: "AKIA111111111111X0" },
  "a profile with an account": { words: ["work"], gives: "AKIA222222222222X0" },
  "credentials that are given": { words: ["--json", given], gives: "AKIAGIVEN" },
  "a role that is named": {
    words: ["--role-arn", "333333333333:x", "--source-profile", "gone"],
    says: /Cannot find profile "gone"/,
  },
  "a web identity": {
    words: ["--with-web-identity", "--role-arn", "333333333333:x", "--web-identity-token", "/home/me/gone"],
    says: /--web-identity-token/,
  },
  "a SAML assertion": { words: ["--with-saml"], says: /no source of an assertion/ },
  "a profile that is picked": { words: ["--pick"], chosen: ["keys"], gives: "AKIAFILE" },
  "a profile with an account that is picked": {
    words: ["--pick"],
    chosen: ["work"],
    gives: "AKIA222222222222X0",
  },
  "a profile that is picked because the settings say so": {
    words: [],
    chosen: ["keys"],
    settings: "pick: true\n",
    gives: "AKIAFILE",
  },
  "a name that is nearly right": {
    words: ["wor"],
    settings: "fuzzy-match: true\n",
    gives: "AKIA222222222222X0",
  },
  "an account, beside a plugin that knows of none": {
    words: ["--account", "333333333333"],
    plugins: "cdk and other",
    gives: "AKIA333333333333X0",
  },
  "an account for writing": {
    words: ["--account", "333333333333", "--mode", "write"],
    plugins: "cdk and other",
    gives: "AKIA333333333333X1",
  },
  "an account that nobody has, beside a plugin that knows of none": {
    words: ["--account", "444444444444"],
    plugins: "cdk and other",
    says: /Cannot get credentials for account 444444444444/,
  },
  "a profile without an account, for a plugin that gives": {
    words: ["keys"],
    plugins: "cdk and other",
    gives: "AKIAOTHER",
  },
};

for (const [title, { words, plugins = "cdk", chosen, settings = "", gives, says }] of Object.entries(rows)) {
  Deno.test(`whose credentials are meant: ${title}`, async () => {
    const list = plugins === "cdk" ? "/home/me/cdk.cjs" : "/home/me/other.mjs, /home/me/cdk.cjs";
    using fake = fakeSystem({
      env: { HOME: "/home/me", AWSUME_SHELL: "bash" },
      files: { ...files, "/home/me/.awsume/config.yaml": `plugins: [${list}]\n${settings}` },
      modules: { "/home/me/cdk.cjs": cdk, "/home/me/other.mjs": other },
      ...(chosen === undefined ? {} : { chosen }),
    });
    const status = await run(words, fake.system);
    const told = fake.told.join("\n");
    const key = /AWS_ACCESS_KEY_ID='?(\w+)/.exec(fake.printed.join(""))?.[1];
    assert.equal(key, gives, told);
    assert.equal(status === 0, gives !== undefined, told);
    if (says !== undefined) assert.match(told, says);
  });
}
