import assert from "node:assert/strict";
import { AuthError, ConfigError } from "../../src/errors.ts";
import { run } from "../../src/cli/run.ts";
import type { FakeOptions, FakeSystem } from "../support/fake_system.ts";
import { cache, entriesOf, entryText, secrets, withProfiles } from "../support/kept.ts";

const orphan = `${cache}/${"a".repeat(64)}.json`;
const end = "2026-01-01T01:00:00.000Z";
const later = "2026-01-01T12:00:00.000Z";

/** A cache with everything in it that awsume writes, and things of others. */
async function keptFiles(): Promise<Readonly<Record<string, string>>> {
  const [session = "", admin = ""] = await entriesOf("admin");
  const [one = "", two = ""] = await entriesOf("two");
  return {
    [session]: entryText(session, later),
    [admin]: entryText(admin, end),
    [one]: entryText(one, end),
    [two]: entryText(two, end),
    [orphan]: entryText(orphan, "2025-12-31T00:00:00.000Z", {
      for: { kind: "role", roleArn: "arn:aws:iam::999999999999:role/old", profile: "gone" },
    }),
    [`${cache}/${"c".repeat(64)}.json`]: "not JSON",
    [`${cache}/switch-two.json`]: '{"profile":"two"}',
    [`${cache}/switch-gone.json`]: '{"profile":"gone"}',
    [`${cache}/account-${"d".repeat(64)}.json`]: '{"account":"111111111111"}',
    [`${cache}/list-table.json`]: '{"text":"x"}',
    [`${cache}/notes.json`]: "somebody's own",
    [`${cache}/settings-file.lock`]: "",
    [two.replace(".json", ".lock")]: "",
  };
}

async function open(options: FakeOptions = {}): Promise<FakeSystem> {
  return withProfiles({ ...options, files: { ...await keptFiles(), ...options.files } });
}

/** The names of what lies in the cache, those of hashes cut. */
function left({ files }: FakeSystem): readonly string[] {
  return [...files.keys()].filter((path) => path.startsWith(cache)).map((path) =>
    path.slice(cache.length + 1)
  ).sort();
}

Deno.test("cache ls shows what is kept, for whom and until when, and no part of a key", async () => {
  using fake = await open();
  assert.equal(await run(["cache", "ls"], fake.system), 0);
  const text = fake.printed.join("");
  assert.equal(
    text,
    `KIND     FOR             WHAT                                     UNTIL
session  admin, device   arn:aws:iam::111111111111:mfa/me         2026-01-01 12:00:00 UTC (in 12 h 0 min)
role     admin           arn:aws:iam::444444444444:role/admin     2026-01-01 01:00:00 UTC (in 60 min)
role     gone (removed)  arn:aws:iam::999999999999:role/old       2025-12-31 00:00:00 UTC (expired)
role     one             arn:aws:iam::222222222222:role/one       2026-01-01 01:00:00 UTC (in 60 min)
role     two             arn:aws:iam::333333333333:role/team/two  2026-01-01 01:00:00 UTC (in 60 min)
switch   gone (removed)  -                                        -
switch   two             -                                        -
account  -               111111111111                             -
list     -               -                                        -
damaged  -               -                                        -
`,
  );
  for (const secret of [...secrets, "AKIA"]) assert.ok(!text.includes(secret), secret);
});

Deno.test("cache ls --json has every key, times in UTC", async () => {
  using fake = await open();
  assert.equal(await run(["cache", "ls", "--json"], fake.system), 0);
  const rows: readonly Readonly<Record<string, unknown>>[] = JSON.parse(fake.printed.join(""));
  assert.deepEqual(rows[2], {
    kind: "role",
    entry: "a".repeat(64),
    profiles: [],
    keptFor: "gone",
    fate: "removed",
    what: "arn:aws:iam::999999999999:role/old",
    state: "expired",
    expiresAt: "2025-12-31T00:00:00.000Z",
  });
  assert.deepEqual(
    rows.map((row) => Object.keys(row).join()),
    rows.map(() => Object.keys(rows[2] ?? {}).join()),
  );
});

Deno.test("cache ls tells apart what an older awsume kept, --role-arn, and a profile that was changed", async () => {
  const path = (letter: string): string => `${cache}/${letter.repeat(64)}.json`;
  const role = { kind: "role", roleArn: "arn:aws:iam::999999999999:role/x" };
  using fake = withProfiles({
    files: {
      [path("1")]: entryText(path("1"), end),
      [path("2")]: entryText(path("2"), end, { for: role }),
      [path("3")]: entryText(path("3"), end, { for: { ...role, profile: "one" } }),
    },
  });
  await run(["cache", "ls"], fake.system);
  assert.deepEqual(
    fake.printed.join("").split("\n").slice(1).map((line) => line.split(/ {2,}/).slice(0, 3)),
    [
      ["role", "-", "arn:aws:iam::999999999999:role/x"],
      ["role", "one (other settings)", "arn:aws:iam::999999999999:role/x"],
      ["credentials", "-", "-"],
      [""],
    ],
  );
});

Deno.test("cache clear removes all that is awsume's, and nothing else", async () => {
  const old = new Date("2025-12-31T23:00:00Z");
  const temporary = [`${cache}/.awsume-0a1b`, "/home/me/.aws/.awsume-2c3d"];
  const young = `${cache}/.awsume-4e5f`;
  using fake = await open({
    files: Object.fromEntries([...temporary, young].map((path) => [path, "x"])),
    statuses: {
      ...Object.fromEntries(temporary.map((path) => [path, { changedAt: old }])),
      [young]: { changedAt: new Date("2025-12-31T23:59:00Z") },
    },
  });
  assert.equal(await run(["cache", "clear"], fake.system), 0);
  assert.deepEqual(left(fake), [".awsume-4e5f", "notes.json", "settings-file.lock"]);
  assert.ok(!fake.files.has(temporary[1] ?? "") && fake.files.has("/home/me/.aws/credentials"));
  assert.deepEqual([fake.printed, fake.told], [[], [
    `Removed ${temporary[0]}, which a program that was killed has left`,
    `Removed ${temporary[1]}, which a program that was killed has left`,
    `Removed 10 entries from ${cache}`,
  ]]);
});

Deno.test("cache clear of an empty cache says so", async () => {
  using fake = withProfiles();
  assert.equal(await run(["cache", "clear"], fake.system), 0);
  assert.deepEqual(fake.told, [`There is nothing to remove in ${cache}`]);
});

/** What clearing a profile takes away, and what it says. */
async function clear(words: readonly string[], options: FakeOptions = {}): Promise<readonly string[]> {
  using fake = await open(options);
  const before = left(fake);
  assert.equal(await run(["cache", "clear", ...words], fake.system), 0, fake.told.join("\n"));
  assert.ok(left(fake).length < before.length);
  return fake.told;
}

const oneRole = 'the credentials of arn:aws:iam::222222222222:role/one for "one"';
const twoRole = 'the credentials of arn:aws:iam::333333333333:role/team/two for "two"';
const session = "the session of arn:aws:iam::111111111111:mfa/me";

Deno.test("cache clear PROFILE keeps what other profiles can use on their way", async () => {
  assert.deepEqual(await clear(["two"]), [
    `Removed ${twoRole}`,
    'Removed what was remembered of the switch to "two"',
    `Kept ${oneRole}, which "one" can use too (--all removes it)`,
  ]);
});

Deno.test("cache clear PROFILE removes what the profile itself comes to, also when others use it", async () => {
  assert.deepEqual(await clear(["one"]), [`Removed ${oneRole}`]);
  assert.deepEqual(await clear(["device"]), [`Removed ${session}`]);
});

Deno.test("cache clear PROFILE --all removes the whole way", async () => {
  assert.deepEqual(await clear(["admin", "--all"]), [
    `Removed ${session}`,
    'Removed the credentials of arn:aws:iam::444444444444:role/admin for "admin"',
  ]);
});

Deno.test("cache clear PROFILE works for a profile that is no more", async () => {
  assert.deepEqual(await clear(["gone"]), [
    'Removed the credentials of arn:aws:iam::999999999999:role/old for "gone"',
    'Removed what was remembered of the switch to "gone"',
  ]);
});

Deno.test("cache clear PROFILE says that there is nothing", async () => {
  using fake = withProfiles();
  assert.equal(await run(["cache", "clear", "sso"], fake.system), 0);
  assert.deepEqual(fake.told, ['There was nothing to remove of the profile "sso"']);
});

Deno.test("cache clear waits for who is getting the same, and removes what that one wrote", async () => {
  const [one = ""] = await entriesOf("one");
  const files = new Map<string, string>();
  using fake = await open({
    others: (path) => {
      files.set(path, "");
      // What the other wrote just before its lock was free.
      if (path === one.replace(".json", ".lock")) void fake.system.write(one, entryText(one, later));
    },
  });
  assert.equal(await run(["cache", "clear", "one"], fake.system), 0);
  assert.deepEqual([...files.keys()], [one.replace(".json", ".lock")]);
  assert.ok(!fake.files.has(one));
});

Deno.test("cache clear is not stopped by the failure of the one it waited for, and leaves the lock to others", async () => {
  const [one = "", two = ""] = await entriesOf("two");
  const lock = two.replace(".json", ".lock");
  using fake = await open({
    others: (path) => {
      if (path === lock) throw new AuthError("Cannot get a session: three codes were wrong");
    },
  });
  assert.equal(await run(["cache", "clear", "two", "--all"], fake.system), 0);
  assert.deepEqual([one, two, lock].map((path) => fake.files.has(path)), [false, false, true]);
});

Deno.test("cache clear leaves the locks on Windows, where they may be waited for unseen", async () => {
  using fake = await open({ os: "windows", env: { USERPROFILE: "/home/me" } });
  assert.equal(await run(["cache", "clear", "two", "--all"], fake.system), 0, fake.told.join("\n"));
  assert.deepEqual(left(fake).filter((name) => name.endsWith(".lock")).length, 2);
});

Deno.test("cache clear fails where a file cannot be removed", async () => {
  using fake = await open();
  const stuck = new ConfigError("Cannot remove it: permission denied");
  const system = { ...fake.system, remove: () => Promise.reject(stuck) };
  assert.equal(await run(["cache", "clear"], system), 3);
  assert.deepEqual(fake.told, ["awsume: Cannot remove it: permission denied"]);
});

for (
  const [words, code, message] of [
    [[], 2, /Cannot tell what to do with the cache\n +awsume cache ls /],
    [["cler"], 2, /Cannot understand "cache cler"\n +Did you mean "clear"/],
    [["x"], 2, /awsume cache clear \[PROFILE\]/],
    [["ls", "one"], 2, /Cannot use "one" with cache ls/],
    [["ls", "--all"], 2, /Cannot use --all with cache ls/],
    [["clear", "--json"], 2, /Cannot use --json with cache clear/],
    [["clear", "one", "two"], 2, /Cannot clear the cache of more than one profile/],
    [["clear", "tow"], 3, /Cannot find profile "tow", .*\n +Did you mean "two"/],
    [["clear", "gnoe"], 3, /Did you mean "gone"/],
    [["clear", "nothing-like-it"], 3, /Run awsume cache ls/],
  ] as const
) {
  Deno.test(`cache ${words.join(" ")} is answered with the next step`, async () => {
    using fake = await open();
    const before = left(fake);
    assert.equal(await run(["cache", ...words], fake.system), code);
    assert.match(fake.told.join("\n"), message);
    assert.deepEqual(left(fake), before);
  });
}
