import assert from "node:assert/strict";
import { cacheKey, readCached, renewalMargin, usualMargin, writeCached } from "../../src/assume/cache.ts";
import { ConfigError } from "../../src/errors.ts";
import { fakeSystem } from "../support/fake_system.ts";

const now = new Date("2026-01-01T00:00:00Z");
const env = { HOME: "/home/me" };
const credentials = {
  accessKeyId: "ASIA",
  secretAccessKey: "secret",
  sessionToken: "token",
  expiresAt: new Date("2026-01-01T01:00:00Z"),
};

Deno.test("cacheKey() is SHA-256 of the inputs' JSON", async () => {
  assert.equal(await cacheKey("x"), "ba2df4903a2c14e86dc3bcca58911b44ac1d2514b7227bf6eb08cfb978f55a1b");
  assert.notEqual(await cacheKey(["a", "b"]), await cacheKey(["ab"]));
});

Deno.test("readCached() gives back what writeCached() kept", async () => {
  using fake = fakeSystem({ now, env });
  await writeCached("k", credentials, fake.system);
  assert.deepEqual([...fake.files.keys()], ["/home/me/.awsume/cache/k.json"]);
  assert.deepEqual(await readCached("k", usualMargin, fake.system), { credentials, takenAt: now });
  assert.equal(await readCached("other", usualMargin, fake.system), undefined);
});

for (const [minutes, isFresh] of [[54.9, true], [55, false], [61, false]] as const) {
  Deno.test(`readCached() ${isFresh ? "uses" : "drops"} an hour's credentials after ${minutes} minutes`, async () => {
    let clock = now;
    using fake = fakeSystem({ now: () => clock, env });
    await writeCached("k", credentials, fake.system);
    clock = new Date(now.getTime() + minutes * 60_000);
    assert.equal(await readCached("k", usualMargin, fake.system) !== undefined, isFresh);
  });
}

Deno.test("writeCached() keeps nothing that does not expire", async () => {
  using fake = fakeSystem({ now, env });
  await writeCached("k", { accessKeyId: "AKIA", secretAccessKey: "secret" }, fake.system);
  assert.equal(fake.files.size, 0);
});

Deno.test("writeCached() warns when nothing can be written", async () => {
  using fake = fakeSystem({ now, env, writeError: new ConfigError("Cannot write: no space left") });
  await writeCached("k", credentials, fake.system);
  assert.deepEqual(fake.told, [
    "awsume: these credentials will not be remembered: Cannot write: no space left",
  ]);
});

Deno.test("writeCached() honours XDG_CACHE_HOME", async () => {
  using fake = fakeSystem({ now, env: { ...env, XDG_CACHE_HOME: "/xdg" } });
  await writeCached("k", credentials, fake.system);
  assert.deepEqual([...fake.files.keys()], ["/xdg/awsume/k.json"]);
});

for (
  const [lifeMinutes, minutes, isFresh] of [
    [60, 44, true],
    [60, 46, false],
    [720, 700, true],
    [720, 705, false],
    [20, 14, true],
    [20, 16, false],
  ] as const
) {
  Deno.test(`readCached() ${isFresh ? "serves" : "renews"} ${lifeMinutes} minutes after ${minutes} for an SDK`, async () => {
    const times = [0, minutes].map((passed) => new Date(now.getTime() + passed * 60_000));
    let time = times[0];
    using fake = fakeSystem({ env, now: () => time ?? now });
    const expiresAt = new Date(now.getTime() + lifeMinutes * 60_000);
    await writeCached("k", { ...credentials, expiresAt }, fake.system);
    time = times[1];
    assert.equal(await readCached("k", renewalMargin, fake.system) !== undefined, isFresh);
  });
}
