import assert from "node:assert/strict";
import { callsOf, fail, issuedKey, succeed, switchInBash, withMfaCache } from "../look.ts";
import type { Row } from "../row.ts";
import { dev, mfaSerial, roleArn, roleProfile, userKey, userWithMfa, writeText } from "../setup.ts";

const devCall = { action: "AssumeRole", by: userKey, RoleArn: roleArn("dev"), RoleSessionName: "dev" };
const withDuration = roleProfile("dev", "dev", { source_profile: "user", duration_seconds: "5400" });

/** How long a role shall live. */
export const durationsRows: readonly Row[] = [
  {
    number: 45,
    ids: "E01–E04",
    title: "`--role-duration`, `duration_seconds` and `role-duration` of `config.yaml`",
    verdict: "same",
    original: "The option counts, else the profile, else the settings.",
    setup: { config: dev },
    test: async (world) => {
      await succeed(world, ["dev", "--role-duration", "900"]);
      await writeText(world, "settings", "role-duration: 1000\n");
      await succeed(world, ["dev"]);
      await writeText(world, "config", withDuration);
      await succeed(world, ["dev"]);
      await succeed(world, ["dev", "--role-duration", "7200"]);
      const durations = callsOf(world).map(({ DurationSeconds }) => DurationSeconds);
      assert.deepEqual(durations, ["900", "1000", "5400", "7200"]);
    },
  },
  {
    number: 46,
    ids: "E05",
    title: "`--role-duration 0` beside a `duration_seconds`",
    verdict: "better",
    original: "Asks for the profile's duration all the same.",
    ours: "No duration is sent: the role lives as long as AWS gives it by itself, an hour.",
    why: "0 is documented to mean that, and without it a duration could not be taken back for one run.",
    setup: { config: withDuration },
    test: async (world) => {
      await succeed(world, ["dev", "--role-duration", "0"]);
      assert.deepEqual(callsOf(world), [devCall]);
    },
  },
  {
    number: 47,
    ids: "E06",
    title: "two hours of a role with MFA, while a session is in the cache",
    verdict: "better",
    original:
      "Calls for the role with the long-term keys and a code, past the session, and asks for a code " +
      "every time.",
    ours: "The first time is the same; the role is then remembered, and no code is asked for until it ends.",
    why: "A session cannot buy a role longer than an hour, so the code goes to the role, once.",
    setup: { config: userWithMfa + dev },
    needs: ["bash"],
    test: async (world) => {
      const before = await withMfaCache(world);
      const words = ["dev", "--role-duration", "7200"];
      const first = await switchInBash(world, [...words, "--mfa-token", "123456"]);
      const code = { SerialNumber: mfaSerial, TokenCode: "123456" };
      assert.deepEqual(callsOf(world, before), [{ ...devCall, DurationSeconds: "7200", ...code }]);
      const second = await switchInBash(world, words);
      assert.deepEqual(second.exports, first.exports);
      assert.equal(world.aws.calls.length, before + 1);
    },
  },
  {
    number: 48,
    ids: "E07",
    title: "half an hour of a role with MFA",
    verdict: "same",
    original: "Takes a session with the code, and the role with that session for half an hour.",
    setup: { config: userWithMfa + dev },
    test: async (world) => {
      await succeed(world, ["dev", "--role-duration", "1800", "--mfa-token", "123456"]);
      assert.deepEqual(callsOf(world), [
        { action: "GetSessionToken", by: userKey, SerialNumber: mfaSerial, TokenCode: "123456" },
        { ...devCall, by: issuedKey(world, 1), DurationSeconds: "1800" },
      ]);
    },
  },
  {
    number: 49,
    ids: "E09",
    title: "two hours of a role that may be had for one",
    verdict: "same",
    original: "Ends with 1 and AWS's words about the role's maximum.",
    setup: { config: roleProfile("dev", "short") },
    test: async (world) => {
      const says = /ValidationError[^]*MaxSessionDuration[^]*\n +.*shorter --role-duration/;
      await fail(world, ["dev", "--role-duration", "7200"], { status: 1, says });
      assert.equal(world.aws.calls.length, 1);
    },
  },
  {
    number: 50,
    ids: "E10",
    title: "`--role-duration` 43201, 43202, -1 and `x`",
    verdict: "better",
    original: "Takes 43201, which AWS then refuses, and ends with 2 for the others.",
    ours: "All four end with 2 before any call; 43200 is the most, and less than 900 is refused too.",
    why: "AWS gives a role from 15 minutes to 12 hours, and the text of the original says 43200 as well.",
    setup: { config: dev },
    test: async (world) => {
      for (const text of ["43201", "43202", "-1", "x", "899"]) {
        const says = /--role-duration[^]*from 900 to 43200/;
        await fail(world, ["dev", `--role-duration=${text}`], { status: 2, says });
      }
      assert.deepEqual(callsOf(world), []);
      await succeed(world, ["dev", "--role-duration", "43200"]);
      assert.deepEqual(callsOf(world), [{ ...devCall, DurationSeconds: "43200" }]);
    },
  },
];
