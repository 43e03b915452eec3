import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { cacheEntries, callsOf, fail, issuedKey, succeed, switchInBash, withMfaCache } from "../look.ts";
import type { Row } from "../row.ts";
import { dev, mfaSerial, section, userKey, userWithMfa, writeText } from "../setup.ts";

const sessionCall = { action: "GetSessionToken", by: userKey, SerialNumber: mfaSerial, TokenCode: "123456" };
const withoutRegion = section("profile user", { mfa_serial: mfaSerial });

/** Puts a text in the place of the one entry of the cache; `change` gets what is in it. */
async function spoilEntry(world: World, change: (entry: Record<string, unknown>) => string): Promise<void> {
  const [path = "", ...more] = await cacheEntries(world);
  assert.deepEqual(more, []);
  await Deno.writeTextFile(path, change(JSON.parse(await Deno.readTextFile(path))));
}

/** `awsume user` takes a new session, and the one after it is answered by the cache again. */
async function assertTakesNewOne(world: World): Promise<void> {
  const before = world.aws.calls.length;
  const { stdout } = await succeed(world, ["user", "--mfa-token", "123456"]);
  assert.deepEqual(callsOf(world, before), [sessionCall]);
  assert.ok(stdout.includes(issuedKey(world, before + 1)));
  assert.equal((await succeed(world, ["user"])).stdout, stdout);
}

/** What the cache of MFA sessions answers, and what it does not decide. */
export const mfaCacheRows: readonly Row[] = [
  {
    number: 17,
    ids: "B08/B10",
    title: "a session in the cache that has ended, or cannot be read",
    verdict: "same",
    original: "Takes a new one, which takes its place.",
    setup: { config: userWithMfa },
    test: async (world) => {
      await withMfaCache(world);
      for (const change of [ended, (): string => "{"]) {
        await spoilEntry(world, change);
        await assertTakesNewOne(world);
      }
    },
  },
  {
    number: 18,
    ids: "B11",
    title: "a session in the cache that does not say when it ends",
    verdict: "better",
    original: "Uses it for ever, long after AWS has stopped taking it.",
    ours: "A new session is taken.",
    why: "AWS gives every session an end; an entry without one is damaged.",
    setup: { config: userWithMfa },
    test: async (world) => {
      await withMfaCache(world);
      await spoilEntry(world, ({ expiresAt: _, ...entry }) => JSON.stringify(entry));
      await assertTakesNewOne(world);
    },
  },
  {
    number: 19,
    ids: "B12",
    title: "a session that was taken with a region, then a switch that has none",
    verdict: "better",
    original: "Exports the region of the switch that took the session.",
    ours: "No region is exported. One session serves all profiles of its user, each with its own region.",
    why: "A session is good in every region; where somebody was yesterday does not say where they are now.",
    setup: { config: withoutRegion },
    needs: ["bash"],
    test: async (world) => {
      await succeed(world, ["user", "--region", "eu-north-1", "--mfa-token", "123456"]);
      const { exports } = await switchInBash(world, ["user"]);
      assert.equal(exports.AWS_ACCESS_KEY_ID, issuedKey(world, 1));
      assert.equal(exports.AWS_REGION, undefined);
      assert.equal(exports.AWS_DEFAULT_REGION, undefined);
      assert.equal(world.aws.calls.length, 1);
    },
  },
  {
    number: 20,
    ids: "B13",
    title: "the same access key with another MFA device",
    verdict: "better",
    original: "Uses the session of the first device.",
    ours: "The second device is asked for a code, and its session is remembered beside the first one's.",
    why: "A policy may ask for a certain device, and its serial is part of what was asked for.",
    setup: { config: userWithMfa },
    test: async (world) => {
      const before = await withMfaCache(world);
      const serial = "arn:aws:iam::111111111111:mfa/second";
      await writeText(world, "config", section("profile user", { mfa_serial: serial }));
      // The device of this AWS is the first one, so it refuses: that it was asked is the point.
      await fail(world, ["user", "--mfa-token", "123456"], { status: 4, says: /MFA/ });
      assert.deepEqual(callsOf(world, before), [{ ...sessionCall, SerialNumber: serial }]);
      await writeText(world, "config", userWithMfa);
      await succeed(world, ["user"]);
      assert.equal(world.aws.calls.length, before + 1);
    },
  },
  {
    number: 22,
    ids: "B17/C21",
    title: "`AWS_DEFAULT_REGION` set, and no region in the profile",
    verdict: "decided",
    original: "Exports the region of the variable, when a call to AWS was made on the way.",
    ours: "The region never comes from the environment: without `--region` or a region in the profiles or " +
      "the settings, none is exported, and the variable is removed.",
    why:
      "awsume exports that variable itself, so its value belongs to the switch before and would stick to " +
      "every profile that has no region of its own.",
    setup: { config: withoutRegion },
    needs: ["bash"],
    test: async (world) => {
      const env = { AWS_DEFAULT_REGION: "ca-central-1", AWS_REGION: "ca-central-1" };
      const { exports } = await switchInBash(world, ["user", "--mfa-token", "123456"], { env });
      assert.equal(exports.AWS_ACCESS_KEY_ID, issuedKey(world, 1));
      assert.equal(exports.AWS_REGION, undefined);
      assert.equal(exports.AWS_DEFAULT_REGION, undefined);
      await writeText(world, "config", dev);
      const role = await switchInBash(world, ["dev"], { env });
      assert.equal(role.exports.AWS_ACCESS_KEY_ID, issuedKey(world, 2));
      assert.equal(role.exports.AWS_REGION, undefined);
      assert.notEqual(world.aws.calls.at(-1)?.region, "ca-central-1");
    },
  },
];

function ended(entry: Record<string, unknown>): string {
  return JSON.stringify({ ...entry, expiresAt: new Date(Date.now() - 1000) });
}
