import assert from "node:assert/strict";
import { AuthError, AwsError, AwsumeError, ConfigError } from "../../src/errors.ts";
import { describeSource } from "../../src/sources/mod.ts";
import {
  fetchProcess,
  type ProcessSource,
  readProcess,
  refuseProcessCircle,
} from "../../src/sources/process.ts";
import { fakeSystem } from "../support/fake_system.ts";
import { profilesOf } from "../support/profiles.ts";

const source: ProcessSource = {
  kind: "process",
  profile: "p",
  command: "print SECRET",
  file: "/h/config",
  from: "/h/config:2",
};
const keys = { Version: 1, AccessKeyId: "AKIA", SecretAccessKey: "SECRET" };

/** What of credentials a process may print; the clock shows the first second of 2026. */
const answers: readonly (readonly [name: string, printed: unknown, expected: unknown])[] = [
  ["keys alone", keys, { accessKeyId: "AKIA", secretAccessKey: "SECRET" }],
  ["a session token and unknown fields", { ...keys, SessionToken: "t", AccountId: "1", More: {} }, {
    accessKeyId: "AKIA",
    secretAccessKey: "SECRET",
    sessionToken: "t",
  }],
  ["null and empty fields", { ...keys, SessionToken: "", Expiration: null }, {
    accessKeyId: "AKIA",
    secretAccessKey: "SECRET",
  }],
  ["an end in another zone", { ...keys, Expiration: "2026-01-01T03:00:00+02:00" }, {
    accessKeyId: "AKIA",
    secretAccessKey: "SECRET",
    expiresAt: new Date("2026-01-01T01:00:00Z"),
  }],
  ["an end as Go prints a time", { ...keys, Expiration: "2026-01-01 01:00:00 +0000 UTC" }, {
    accessKeyId: "AKIA",
    secretAccessKey: "SECRET",
    expiresAt: new Date("2026-01-01T01:00:00Z"),
  }],
  ["an end as HTTP writes it", { ...keys, Expiration: "Thu, 01 Jan 2026 01:00:00 GMT" }, {
    accessKeyId: "AKIA",
    secretAccessKey: "SECRET",
    expiresAt: new Date("2026-01-01T01:00:00Z"),
  }],
  ["an account", { ...keys, AccountId: "012345678901" }, {
    accessKeyId: "AKIA",
    secretAccessKey: "SECRET",
    accountId: "012345678901",
  }],
  ["an end without a zone", { ...keys, Expiration: "2026-01-01T01:00:00.5" }, {
    accessKeyId: "AKIA",
    secretAccessKey: "SECRET",
    expiresAt: new Date("2026-01-01T01:00:00Z"),
  }],
];

for (const [name, printed, expected] of answers) {
  Deno.test(`fetchProcess() takes ${name}`, async () => {
    using fake = fakeSystem({ outputs: [`\n${JSON.stringify(printed)}\n`] });
    assert.deepEqual(await fetchProcess(source, fake.system), expected);
  });
}

const refusals: readonly (readonly [printed: string, problem: RegExp, type: typeof AwsumeError])[] = [
  ["", /its command prints nothing$/, AwsError],
  [" \n", /its command prints nothing$/, AwsError],
  ["SECRET", /what its command prints is no JSON$/, AwsError],
  ["[]", /what its command prints is no JSON object$/, AwsError],
  ["{}", /is not of Version 1$/, AwsError],
  [JSON.stringify({ ...keys, Version: 2 }), /is not of Version 1$/, AwsError],
  [JSON.stringify({ ...keys, Version: "1" }), /is not of Version 1$/, AwsError],
  [JSON.stringify({ ...keys, AccessKeyId: "" }), /there is no AccessKeyId$/, AwsError],
  [JSON.stringify({ Version: 1, AccessKeyId: "SECRET" }), /there is no SecretAccessKey$/, AwsError],
  [
    JSON.stringify({ ...keys, SecretAccessKey: ["SECRET"] }),
    /SecretAccessKey is no text of one line$/,
    AwsError,
  ],
  [
    JSON.stringify({ ...keys, SessionToken: "SECRET\nSECRET" }),
    /SessionToken is no text of one line$/,
    AwsError,
  ],
  [JSON.stringify({ ...keys, Expiration: 1767225600 }), /Expiration is no text of one line$/, AwsError],
  [JSON.stringify({ ...keys, Expiration: "tomorrow" }), /Expiration is no time such as/, AwsError],
  [
    JSON.stringify({ ...keys, Expiration: "2026-02-30T00:00:00Z" }),
    /Expiration is no time such as/,
    AwsError,
  ],
  [
    JSON.stringify({ ...keys, Expiration: "2026-01-01T00:00:00Z" }),
    /ended at 2026-01-01T00:00:00.000Z$/,
    AuthError,
  ],
];

for (const [printed, problem, type] of refusals) {
  Deno.test(`fetchProcess() refuses ${JSON.stringify(printed)} and repeats nothing of it`, async () => {
    using fake = fakeSystem({ outputs: [printed] });
    await assert.rejects(fetchProcess(source, fake.system), (error) => {
      assert.ok(error instanceof type);
      assert.match(error.message, /^Cannot use credential_process of profile "p" \(\/h\/config:2\): /);
      assert.match(error.message, problem);
      assert.doesNotMatch(`${error.message} ${error.hint}`, /SECRET/);
      return true;
    });
  });
}

Deno.test("fetchProcess() tells the command its profile, and those whose commands wait for it", async () => {
  using fake = fakeSystem({ outputs: [JSON.stringify(keys)], env: { AWSUME_PROCESS_CHAIN: "a%2Cb,c" } });
  await fetchProcess(source, fake.system);
  assert.deepEqual(fake.commands, [{
    command: "print SECRET",
    options: {
      name: 'credential_process of profile "p" (/h/config:2)',
      env: { AWS_PROFILE: "p", AWSUME_PROCESS_CHAIN: "a%2Cb,c,p" },
    },
  }]);
});

Deno.test("refuseProcessCircle() stops a profile that waits already, whatever its name", () => {
  const refuse = (profile: string, chain: string): void =>
    refuseProcessCircle({ ...source, profile }, fakeSystem({ env: { AWSUME_PROCESS_CHAIN: chain } }).system);
  assert.throws(() => refuse("p", "p"), ConfigError);
  assert.throws(() => refuse("a,b", "x,a%2Cb"), ConfigError);
  refuse("a", "x,a%2Cb");
  refuse("p", "%");
  refuse("p", "");
});

Deno.test("readProcess() wants a command", async () => {
  const read = async (line: string): Promise<ProcessSource | undefined> => {
    const profile = (await profilesOf(`[profile p]\n${line}\n`)).find("p");
    return profile && readProcess(profile);
  };
  assert.equal(await read("region = eu-west-1"), undefined);
  assert.equal((await read("credential_process = a b"))?.command, "a b");
  await assert.rejects(read("credential_process ="), /has no value at \/home\/me\/\.aws\/config:2$/);
});

Deno.test("describeSource() shows where a command stands, and not the command", () => {
  assert.deepEqual(describeSource(source), { kind: "process", profile: "p", from: "/h/config:2" });
});
