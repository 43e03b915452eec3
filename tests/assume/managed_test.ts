import assert from "node:assert/strict";
import { refuseForeign, removeExpired, writeOutputProfile } from "../../src/assume/managed.ts";
import { ConfigError } from "../../src/errors.ts";
import { type FakeOptions, fakeSystem } from "../support/fake_system.ts";
import { profilesOf } from "../support/profiles.ts";

const path = "/home/me/.aws/credentials";
const session = {
  profile: "one",
  region: "eu-west-1",
  credentials: {
    accessKeyId: "ASIAKEY",
    secretAccessKey: "secret/+=",
    sessionToken: "token==",
    expiresAt: new Date("2026-01-01T01:00:00.250Z"),
  },
};

const managed = "[out]\nmanager = awsume\n";
const foreign: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "in the credentials file",
    "",
    "[a]\n\n[out]\nregion = x\n",
    /"out": it is not managed .* \(.*credentials:3\)/,
  ],
  ["in the config file alone", "[profile out]\n", "", /config:1/],
  ["of another manager", "", "[out]\nmanager = other\n", /credentials:1/],
  ["with a line that cannot be read", "", "[out]\ngarbage\n", /credentials:1/],
  ["twice, once without a manager", "", `${managed}[out]\nregion = x\n`, /credentials:3/],
  ["in quotes", "", "['out']\nregion = x\n", /credentials:1/],
];

for (const [criterion, config, credentials, message] of foreign) {
  Deno.test(`refuseForeign() refuses a profile ${criterion}`, async () => {
    const profiles = await profilesOf(config, credentials);
    assert.throws(
      () => refuseForeign("out", profiles),
      (error) => error instanceof ConfigError && message.test(error.message),
    );
  });
}

const own: readonly (readonly [string, string, string])[] = [
  ["a name that is free", "[profile outer]\n", "[outer]\n"],
  ["a managed profile", "", managed],
  ["a managed profile with settings in the config file", "[profile out]\noutput = json\n", managed],
];

for (const [criterion, config, credentials] of own) {
  Deno.test(`refuseForeign() takes ${criterion}`, async () => {
    refuseForeign("out", await profilesOf(config, credentials));
  });
}

Deno.test("writeOutputProfile() writes what the original wrote, with a time that says its zone", async () => {
  using fake = fakeSystem({ files: { [path]: "# mine\n" } });
  await writeOutputProfile({ name: "out", of: { profile: "one" } }, session, fake.system);
  assert.equal(
    fake.files.get(path),
    "# mine\n\n[out]\nmanager = awsume\naws_access_key_id = ASIAKEY\naws_secret_access_key = secret/+=\n" +
      "aws_session_token = token==\nregion = eu-west-1\nexpiration = 2026-01-01T01:00:00Z\n",
  );
  assert.deepEqual(fake.locks, ["/home/me/.awsume/cache/credentials-file.lock"]);
});

Deno.test("writeOutputProfile() leaves out what there is not, and makes a file that is missing", async () => {
  using fake = fakeSystem();
  const credentials = { accessKeyId: "AKIAKEY", secretAccessKey: "secret" };
  await writeOutputProfile(
    { name: "out", of: { profile: "one" } },
    { profile: "one", credentials },
    fake.system,
  );
  assert.equal(
    fake.files.get(path),
    "[out]\nmanager = awsume\naws_access_key_id = AKIAKEY\naws_secret_access_key = secret\n",
  );
});

Deno.test("writeOutputProfile() looks again inside the lock, whose profile another has made meanwhile", async () => {
  const files: Record<string, string> = { [path]: managed };
  using fake = fakeSystem({
    files,
    others: () => void (fake.files as Map<string, string>).set(path, "[out]\nregion = x\n"),
  });
  await assert.rejects(
    writeOutputProfile({ name: "out", of: { profile: "one" } }, session, fake.system),
    ConfigError,
  );
  assert.equal(fake.files.get(path), "[out]\nregion = x\n");
});

const cleanings:
  readonly (readonly [criterion: string, before: string, after: string, told: readonly string[]])[] = [
    [
      "removes what has ended",
      "[a]\nb = 1\n\n[x]\nmanager = awsume\nexpiration = 2026-01-01T00:00:00Z\n# c\n",
      "[a]\nb = 1\n# c\n",
      ['Removed the expired profile "x"'],
    ],
    ["reads other zones", "[x]\nmanager = awsume\nexpiration = 2026-01-01T01:00:00+02:00\n", "", [
      'Removed the expired profile "x"',
    ]],
    ["reads the original's local time", "[my x]\nmanager = awsume\nexpiration = 2025-12-30 00:00:00\n", "", [
      'Removed the expired profile "my x"',
    ]],
    [
      "removes one of two of a name",
      "[x]\nmanager = awsume\nexpiration = 2025-01-01T00:00:00Z\n[x]\nk = 1\n",
      "[x]\nk = 1\n",
      ['Removed the expired profile "x"'],
    ],
  ];

const keepings: readonly (readonly [criterion: string, text: string, told: readonly string[]])[] = [
  ["what still works", "[x]\nmanager = awsume\nexpiration = 2026-01-01T00:00:01Z\n", []],
  ["the original's local time to come", "[x]\nmanager = awsume\nexpiration = 2026-01-03 00:00:00\n", []],
  ["what never ends", "[x]\nmanager = awsume\n", []],
  ["foreign profiles", "[x]\nexpiration = 2025-01-01T00:00:00Z\n", []],
  ["those of another manager", "[x]\nmanager = Awsume\nexpiration = 2025-01-01T00:00:00Z\n", []],
  [
    "those of the original's refresher",
    "[x]\nmanager = awsume\nautoawsume = true\nexpiration = 2025-01-01 00:00:00\n",
    [],
  ],
  ["a time it cannot read, with a word", "[x]\n[y]\nmanager = awsume\nexpiration = soon\n", [
    `Kept the profile "y": its expiration cannot be read (${path}:2)`,
  ]],
];

/** Nothing to do is nothing done: no lock, no write. */
const untouched: FakeOptions = { writeError: new Error("written"), others: () => assert.fail("locked") };

for (const [criterion, before, after, told] of cleanings) {
  Deno.test(`removeExpired() ${criterion}`, async () => {
    using fake = fakeSystem({ files: { [path]: before } });
    await removeExpired(fake.system);
    assert.equal(fake.files.get(path), after);
    assert.deepEqual(fake.told, told);
  });
}

for (const [criterion, text, told] of keepings) {
  Deno.test(`removeExpired() keeps ${criterion}`, async () => {
    using fake = fakeSystem({ ...untouched, files: { [path]: text } });
    await removeExpired(fake.system);
    assert.deepEqual(fake.told, told);
  });
}

Deno.test("removeExpired() makes no file", async () => {
  using fake = fakeSystem(untouched);
  await removeExpired(fake.system);
  assert.equal(fake.files.size, 0);
});
