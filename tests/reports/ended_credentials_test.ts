import assert from "node:assert/strict";
import { run } from "../../src/cli/run.ts";
import { type FakeOptions, type FakeSystem, fakeSystem } from "../support/fake_system.ts";

/**
 * What has an end is never given out after it, and a known end is always exported: keys that a tool has written into a
 * file with their end beside them, those of the environment, and what is handed over.
 */
const now = new Date("2026-01-01T00:00:00Z");

const keys = "aws_access_key_id = ASIAFAKE\naws_secret_access_key = fake/secret\n";
const token = "aws_session_token = fake/token\n";
/** The variables of a session, but for its end. */
const session = { AWS_ACCESS_KEY_ID: "ASIAFAKE", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t" };

interface Row {
  readonly credentials?: string;
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `p` unless told. */
  readonly words?: readonly string[];
  /** The end that is exported, none where it is not certain; else how it is refused. */
  readonly gives?: string | undefined;
  readonly refused?: RegExp;
  readonly says?: RegExp;
}

const ended: Readonly<Record<string, Row>> = {
  "awsume's own, with a zone": {
    credentials: `[p]\nmanager = awsume\n${keys}${token}expiration = 2025-12-31T23:59:59Z\n`,
    refused:
      /Cannot use the keys of profile "p": they ended at 2025-12-31T23:59:59\.000Z \(expiration, \S+:6\)/,
    says: /Run awsume PROFILE -o p with the profile that they are of, or awsume --clean/,
  },
  "awsume's own, with the command that made them": {
    credentials:
      `[p]\nmanager = awsume\nawsume_command = awsume prod -o p\n${keys}${token}expiration = 2025-12-31T23:59:59Z\n`,
    refused: /they ended at/,
    says: /Run awsume prod -o p$/m,
  },
  "of version 4, in local time": {
    credentials: `[p]\nmanager = awsume\n${keys}${token}expiration = 2025-12-30 00:00:00\n`,
    refused: /they ended at/,
  },
  "of version 4's -a": {
    credentials:
      `[autoawsume-p]\nmanager = awsume\nautoawsume = true\n${keys}${token}expiration = 2025-12-30 00:00:00\n`,
    words: ["autoawsume-p"],
    refused: /they ended at/,
    says: /Run awsume p -a$/m,
  },
  "awsume's own, without a token": {
    credentials: `[p]\nmanager = awsume\n${keys.replace("ASIA", "AKIA")}expiration = 2025-12-31T23:59:59Z\n`,
    refused: /they ended at/,
  },
  "of saml2aws": {
    credentials: `[p]\n${keys}${token}x_security_token_expires = 2026-01-01T00:30:00+01:00\n`,
    refused: /they ended at 2025-12-31T23:30:00\.000Z \(x_security_token_expires, \S+credentials:5\)/,
    says: /Get new ones with the tool that wrote them/,
  },
  "of okta-aws-cli, with an offset without a colon": {
    credentials: `[p]\n${keys}${token}x_security_token_expires = 2025-12-31T23:00:00+0000\n`,
    refused: /they ended at/,
  },
  "of gsts, beside a command that would renew them": {
    config: "[profile p]\ncredential_process = gsts --json\n",
    credentials: `[p]\n${keys}${token}aws_session_expiration = 2025-12-31T23:00:00.000Z\n`,
    refused: /they ended at/,
    says: /Remove these keys: credential_process \(\S+config:2\) has its turn where there are none/,
  },
  "of aws-azure-login": {
    credentials: `[p]\n${keys}${token}aws_expiration = 2025-12-31T23:00:00.000Z\n`,
    refused: /they ended at/,
  },
  "of gimme-aws-creds": {
    credentials: `[p]\n${keys}${token}aws_credential_expiration = 2025-12-31T23:00:00+00:00\n`,
    refused: /they ended at/,
  },
  "of weep, in seconds since 1970": {
    credentials: `[p]\n${keys}${token}expiration = 1767225599\n`,
    refused: /they ended at 2025-12-31T23:59:59\.000Z/,
  },
  "in milliseconds since 1970": {
    credentials: `[p]\n${keys}${token}expiration = 1767225599000\n`,
    refused: /they ended at 2025-12-31T23:59:59\.000Z/,
  },
  "as Go prints a time": {
    credentials: `[p]\n${keys}${token}expiration = 2026-01-01 00:59:59.1234 +0100 CET\n`,
    refused: /they ended at 2025-12-31T23:59:59\.000Z/,
  },
  "of a source profile": {
    config: "[profile p]\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = saml\n",
    credentials: `[saml]\n${keys}${token}x_security_token_expires = 2025-12-31T23:00:00Z\n`,
    refused: /Cannot use the keys of profile "saml": they ended at/,
  },
  "of the environment": {
    config: "[profile p]\ncredential_source = Environment\n",
    env: {
      ...session,
      AWS_CREDENTIAL_EXPIRATION: "2025-12-31T23:00:00Z",
    },
    refused: /Cannot use the keys in the environment: they ended at \S+ \(AWS_CREDENTIAL_EXPIRATION\)/,
  },
  "of the environment, from a switch, for --role-arn": {
    words: ["--role-arn", "222222222222:one"],
    env: {
      ...session,
      AWS_CREDENTIAL_EXPIRATION: "2025-12-31T23:00:00Z",
      AWSUME_PROFILE: "prod",
    },
    refused: /Cannot use the keys in the environment/,
    says: /Run awsume prod$/m,
  },
  "of --json": {
    words: [
      "--json",
      '{"AccessKeyId":"ASIAFAKE","SecretAccessKey":"s","SessionToken":"t","Expiration":"2025-12-31T23:00:00Z"}',
    ],
    refused: /these credentials ended at/,
  },
};

const living: Readonly<Record<string, Row>> = {
  "awsume's own": {
    credentials: `[p]\nmanager = awsume\n${keys}${token}expiration = 2026-01-01T00:00:01Z\n`,
    gives: "2026-01-01T00:00:01Z",
  },
  "of saml2aws": {
    credentials: `[p]\n${keys}${token}x_security_token_expires = 2026-01-01T03:00:00+02:00\n`,
    gives: "2026-01-01T01:00:00Z",
  },
  "renewed by another tool than the one before": {
    credentials:
      `[p]\n${keys}${token}expiration = 2020-01-01T00:00:00Z\nx_security_token_expires = 2026-01-01T01:00:00Z\n`,
    gives: "2026-01-01T01:00:00Z",
  },
  "of a user, though an end stands beside them": {
    credentials: `[p]\n${
      keys.replace("ASIA", "AKIA")
    }expiration = 2025-12-31T23:00:00Z\naws_session_token =\n`,
    gives: undefined,
    says: /the keys of profile "p" may have ended at 2025-12-31T23:00:00\.000Z \(expiration, \S+\)/,
  },
  "of a user, with a token that another tool has left": {
    credentials: `[p]\n${keys.replace("ASIA", "AKIA")}${token}expiration = 2025-12-31T23:00:00Z\n`,
    gives: undefined,
    says: /may have ended/,
  },
  "without a zone": {
    credentials: `[p]\n${keys}${token}expiration = 2025-12-31 23:00:00\n`,
    gives: undefined,
    says: /may have ended/,
  },
  "without a zone, and not ended": {
    credentials: `[p]\n${keys}${token}expiration = 2026-01-01 01:00:00\n`,
    gives: undefined,
  },
  "with an end that is none": { credentials: `[p]\n${keys}${token}expiration = 12h\n`, gives: undefined },
  "with a day that no month has": {
    credentials: `[p]\n${keys}${token}expiration = 2025-02-30T00:00:00Z\n`,
    gives: undefined,
  },
  "with an end in the other file": {
    config: "[profile p]\nexpiration = 2025-12-31T23:00:00Z\n",
    credentials: `[p]\n${keys}${token}`,
    gives: undefined,
  },
  "of the environment": {
    config: "[profile p]\ncredential_source = Environment\n",
    env: {
      ...session,
      AWS_CREDENTIAL_EXPIRATION: "2026-01-01T01:00:00+00:00",
    },
    gives: "2026-01-01T01:00:00Z",
  },
  "of a user in the environment, beside the end of a session": {
    config: "[profile p]\ncredential_source = Environment\n",
    env: {
      AWS_ACCESS_KEY_ID: "AKIAFAKE",
      AWS_SECRET_ACCESS_KEY: "s",
      AWS_CREDENTIAL_EXPIRATION: "2025-12-31T23:00:00Z",
    },
    gives: undefined,
    says: /may have ended/,
  },
};

function worldOf({ config = "", credentials = "", env = {} }: Row, more: FakeOptions = {}): FakeSystem {
  return fakeSystem({
    now,
    env: { HOME: "/home/me", ...env },
    files: { "/home/me/.aws/config": config, "/home/me/.aws/credentials": credentials },
    ...more,
  });
}

for (const [what, row] of Object.entries(ended)) {
  Deno.test(`keys that have ended are given to nobody: ${what}`, async () => {
    const { words = ["p"], refused = /never/, says } = row;
    const others = [["export", ...words], ["exec", ...words, "--", "true"], ["credential-process", ...words]];
    // What is no profile is for a switch alone.
    for (const way of [words, ...words[0]?.startsWith("--") ? [] : others]) {
      using fake = worldOf(row);
      const system = { ...fake.system, removeLeftovers: () => Promise.resolve() };
      assert.equal(await run(way, system), 4, `${way}: ${fake.told.join("\n")}`);
      const told = fake.told.join("\n");
      assert.match(told, refused);
      if (says) assert.match(told, says);
      assert.doesNotMatch(fake.printed.join(""), /A[SK]IAFAKE|fake/);
    }
  });
}

for (const [what, row] of Object.entries(living)) {
  Deno.test(`keys that live are given with the end that is certain: ${what}`, async () => {
    using fake = worldOf(row);
    assert.equal(await run(["p"], fake.system), 0, fake.told.join("\n"));
    const [, end] = /AWS_CREDENTIAL_EXPIRATION='(.*)'/.exec(fake.printed.join("")) ?? [];
    assert.equal(end, row.gives);
    const told = fake.told.join("\n");
    if (row.says) assert.match(told, row.says);
    else assert.doesNotMatch(told, /ended/);
    using process = worldOf(row);
    assert.equal(await run(["credential-process", "p"], process.system), 0);
    assert.equal(JSON.parse(process.printed.join("")).Expiration, row.gives);
  });
}

Deno.test("ls and explain say when keys that another tool has written end", async () => {
  const credentials = `[p]\n${keys}${token}x_security_token_expires = 2025-12-31T23:30:00Z\n`;
  using listed = worldOf({ credentials });
  assert.equal(await run(["ls"], listed.system), 0);
  assert.match(listed.printed.join(""), /^p .*expired 30 min ago$/m);
  using explained = worldOf({ credentials });
  assert.equal(await run(["explain", "p"], explained.system), 0);
  assert.match(
    explained.printed.join(""),
    /at 2025-12-31T23:30:00\.000Z \(x_security_token_expires, \S+:5; this has passed, so a switch stops\)/,
  );
});

Deno.test("the command that renews is written beside the keys of --output-profile", async () => {
  const credentials = `[prod]\n${keys}${token}x_security_token_expires = 2026-01-01T01:00:00Z\n`;
  using fake = worldOf({ credentials });
  assert.equal(await run(["prod", "-o", "work", "--region=eu-west-1"], fake.system), 0, fake.told.join("\n"));
  const written = fake.files.get("/home/me/.aws/credentials") ?? "";
  assert.match(written, /^awsume_command = awsume prod --region=eu-west-1 --output-profile=work$/m);
  using later = worldOf({ credentials: written }, { now: new Date("2026-01-01T02:00:00Z") });
  assert.equal(await run(["work"], later.system), 4);
  assert.match(later.told.join("\n"), /Run awsume prod --region=eu-west-1 --output-profile=work$/m);
});

const given = { accessKeyId: "ASIAFAKE", secretAccessKey: "fake/secret", sessionToken: "t" };
const file = "/home/me/.awsume/plugins/a.mjs";

/** A world with a plugin that gives these credentials for any profile. */
function withPlugin(returned: unknown, hook = "getCredentials"): FakeSystem {
  const hooks = { [hook]: () => returned };
  return fakeSystem({
    now,
    env: { HOME: "/home/me" },
    files: {
      "/home/me/.aws/config": "[profile broken]\nrole_arn = no\n",
      "/home/me/.aws/credentials": "",
      [file]: "",
    },
    modules: { [file]: { default: { awsume: 1, name: "a", hooks } } },
  });
}

for (
  const [what, expiration, hook] of [
    ["a Date", new Date("2025-12-31T23:59:59Z")],
    ["a text", "2025-12-31T23:59:59Z"],
    ["a text without a zone, which is UTC", "2025-12-31T23:59:59"],
    ["milliseconds", Date.parse("2025-12-31T23:59:59Z")],
    ["seconds", Date.parse("2025-12-31T23:59:59Z") / 1000],
    [
      "a Date, of a hook that answers an error",
      new Date("2025-12-31T23:59:59Z"),
      "catchInvalidProfileException",
    ],
  ] as const
) {
  Deno.test(`credentials of a plugin that have ended are given to nobody: ${what}`, async () => {
    for (const words of [["broken"], ["export", "broken"], ["exec", "broken", "--", "true"]]) {
      using fake = withPlugin({ ...given, expiration }, hook);
      const system = { ...fake.system, removeLeftovers: () => Promise.resolve() };
      assert.equal(await run(words, system), 4, fake.told.join("\n"));
      assert.match(
        fake.told.join("\n"),
        /Cannot use the credentials of the plugin "a" \(\S+a\.mjs\): they ended at 2025-12-31T23:59:59\.000Z/,
      );
      assert.doesNotMatch(fake.printed.join(""), /ASIAFAKE/);
    }
  });
}

Deno.test("the end and the account of a plugin's credentials are exported", async () => {
  using fake = withPlugin({ ...given, expiration: "2026-01-01T01:00:00", accountId: "012345678901" });
  assert.equal(await run(["broken"], fake.system), 0, fake.told.join("\n"));
  assert.match(fake.printed.join(""), /AWS_CREDENTIAL_EXPIRATION='2026-01-01T01:00:00Z'/);
  assert.match(fake.printed.join(""), /AWS_ACCOUNT_ID='012345678901'/);
});

Deno.test("the end of a CDK plugin's credentials is exported in whatever form it comes, and counts", async () => {
  for (
    const [field, value, code] of [
      ["expiration", "2026-01-01T01:00:00Z", 0],
      ["expireTime", new Date("2026-01-01T01:00:00Z"), 0],
      ["expiration", "2025-12-31T23:00:00Z", 4],
      ["expireTime", new Date("2025-12-31T23:00:00Z"), 4],
    ] as const
  ) {
    const source = {
      name: "c",
      isAvailable: () => Promise.resolve(true),
      canProvideCredentials: () => Promise.resolve(true),
      getProvider: () => Promise.resolve({ ...given, [field]: value }),
    };
    const init = (host: { registerCredentialProviderSource: (given: unknown) => void }): void =>
      host.registerCredentialProviderSource(source);
    using fake = fakeSystem({
      now,
      env: { HOME: "/home/me" },
      files: { "/home/me/.aws/config": "", "/home/me/.aws/credentials": "", [file]: "" },
      modules: { [file]: { version: "1", init } },
    });
    assert.equal(await run(["--account", "222222222222"], fake.system), code, fake.told.join("\n"));
    const [, end] = /AWS_CREDENTIAL_EXPIRATION='(.*)'/.exec(fake.printed.join("")) ?? [];
    assert.equal(end, code === 0 ? "2026-01-01T01:00:00Z" : undefined);
  }
});
