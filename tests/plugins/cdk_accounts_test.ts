import assert from "node:assert/strict";
import { type AccountProfiles, findAccountProfiles } from "../../src/plugins/cdk_accounts.ts";
import { ConfigError } from "../../src/errors.ts";
import { profilesOf } from "../support/profiles.ts";

const config = `[profile one]
role_arn = arn:aws:iam::111111111111:role/one
source_profile = base

[profile short]
role_arn = 012345678901:team/short

[profile sso]
sso_account_id = 222222222222
sso_role_name = dev

[profile both]
role_arn = arn:aws:iam::333333333333:role/both
sso_account_id = 222222222229

[profile twin]
role_arn = arn:aws:iam::444444444444:role/a

[profile other-twin]
sso_account_id = 444444444444

[profile written]
autoawsume = true
credential_process = awsume credential-process one

[profile mfa]
mfa_serial = arn:aws:iam::555555555555:mfa/me

[profile odd]
role_arn = arn:aws:iam::5:role
sso_account_id = 666666666666

[profile broken]
role_arn = arn:aws:iam::777777777777:role/one
what
`;

const path = "/home/me/.awsume/config.yaml";

async function find(account: string, settings?: string): Promise<AccountProfiles> {
  return await findAccountProfiles(account, await profilesOf(config), {
    env: { HOME: "/home/me" },
    os: "linux",
    home: () => Promise.resolve("/home/me"),
    read: (file) => Promise.resolve(file === path ? settings : undefined),
  });
}

const found: Readonly<Record<string, readonly [account: string, settings: string, AccountProfiles]>> = {
  "the account of a role": ["111111111111", "", { read: "one", write: "one" }],
  "a short ARN, zeros in front": ["012345678901", "", { read: "short", write: "short" }],
  "sso_account_id": ["222222222222", "region: eu-west-1\n", { read: "sso", write: "sso" }],
  "the role before sso_account_id": ["333333333333", "", { read: "both", write: "both" }],
  "sso_account_id beside a role that decides": ["222222222229", "", {}],
  "a device, which says nothing of credentials": ["555555555555", "", {}],
  "sso_account_id beside a role that cannot be read": ["666666666666", "", {}],
  "a profile that cannot be read": ["777777777777", "", {}],
  "an account of nobody": ["999999999999", "", {}],
  "a section with one profile": ["999999999999", "cdk:\n  999999999999: mfa\n", {
    read: "mfa",
    write: "mfa",
  }],
  "a section with two": [
    "444444444444",
    'cdk:\n  "444444444444": {read: twin, write: other-twin}\n',
    { read: "twin", write: "other-twin" },
  ],
  "a section with one mode alone": [
    "111111111111",
    "cdk:\n  111111111111:\n    read: one\n",
    { read: "one" },
  ],
  "zeros that YAML would drop": ["012345678901", "cdk:\n  012345678901: mfa\n", {
    read: "mfa",
    write: "mfa",
  }],
  "a section of other accounts": [
    "111111111111",
    "cdk:\n  222222222222: sso\n",
    { read: "one", write: "one" },
  ],
  "an empty section": ["111111111111", "cdk:\n", { read: "one", write: "one" }],
  "what only looks like one": ["111111111111", "x:\n  cdk: 1\n", { read: "one", write: "one" }],
};
for (const [what, [account, settings, expected]] of Object.entries(found)) {
  Deno.test(`findAccountProfiles() answers for ${what}`, async () => {
    assert.deepEqual(await find(account, settings), expected);
  });
}

Deno.test("findAccountProfiles() does not guess between two: it names them, and what to write", async () => {
  await assert.rejects(find("444444444444"), (error: ConfigError) => {
    assert.equal(
      error.message,
      'Cannot tell which profile is for account 444444444444: it may be "other-twin" or "twin"',
    );
    assert.equal(
      error.hint,
      `Say it in ${path}:\ncdk:\n  "444444444444":\n    read: PROFILE\n    write: PROFILE`,
    );
    return error instanceof ConfigError;
  });
});

const refused: Readonly<Record<string, readonly [settings: string, message: string]>> = {
  "a profile that is not there": [
    "\ncdk:\n  111111111111: gone\n",
    `Cannot find profile "gone", which is for account 111111111111 (${path}:3)`,
  ],
  "a profile of another account": [
    "cdk:\n  111111111111:\n    read: one\n    write: sso\n",
    `Cannot use profile "sso" for account 111111111111 (${path}:2): it is of account 222222222222`,
  ],
  "no list": ["cdk: one\n", `Cannot read cdk in ${path}:1: it is no list of accounts`],
  "a list of YAML's": ["cdk:\n- one\n", `Cannot read cdk in ${path}:1: it is no list of accounts`],
  "no account": ["cdk:\n  11: one\n", `Cannot read cdk in ${path}:2: an account has twelve digits`],
  "another's entry that names nobody": [
    "cdk:\n  222222222222:\n",
    `Cannot read 222222222222 in ${path}:2: it names no profile`,
  ],
  "another mode": [
    "cdk:\n  111111111111:\n    deploy: one\n",
    `Cannot read 111111111111 in ${path}:2: it has a word that is neither read nor write`,
  ],
  "a mode that names nobody": [
    "cdk:\n  111111111111: {read: [one]}\n",
    `Cannot read 111111111111 in ${path}:2: read names no profile`,
  ],
};
for (const [what, [settings, message]] of Object.entries(refused)) {
  Deno.test(`findAccountProfiles() refuses a section with ${what}`, async () => {
    await assert.rejects(find("111111111111", settings), (error: Error) => {
      assert.equal(error.message, message);
      return error instanceof ConfigError;
    });
  });
}
