import assert from "node:assert/strict";
import { atTerminal } from "../../support/interactive.ts";
import { runClean } from "../../support/script.ts";
import { awsumeWords } from "../../support/world.ts";
import { loaded } from "../in_shells.ts";
import {
  assertExpiresIn,
  cacheEntries,
  callsOf,
  fail,
  issuedVariables,
  succeed,
  switchInBash,
  withMfaCache,
} from "../look.ts";
import type { Row } from "../row.ts";
import { keysSection, mfaSerial, userKey, userSecret, userWithMfa } from "../setup.ts";

const sessionCall = { action: "GetSessionToken", by: userKey, SerialNumber: mfaSerial, TokenCode: "123456" };

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

/** Where an MFA code comes from, and the session that it buys. */
export const mfaRows: readonly Row[] = [
  {
    number: 11,
    ids: "B01",
    title: "a user with an MFA device, and `--mfa-token`",
    verdict: "better",
    original:
      "Takes a session of twelve hours with one call, keeps it in a private file and exports it, with an " +
      "expiration in local time that names no time zone.",
    ours: "The same, and `AWSUME_EXPIRATION` is in UTC and says so: `2026-11-22T21:26:00Z`.",
    why:
      "A time without its zone is another instant for readers elsewhere, and ambiguous when the clocks change.",
    setup: { config: userWithMfa },
    needs: ["bash"],
    test: async (world) => {
      const switched = await switchInBash(world, ["user", "--mfa-token", "123456"]);
      assert.deepEqual(callsOf(world), [sessionCall]);
      const { AWSUME_EXPIRATION, AWS_CREDENTIAL_EXPIRATION, ...others } = switched.exports;
      assert.deepEqual(others, {
        ...issuedVariables(world, 1),
        AWS_REGION: "eu-west-1",
        AWS_DEFAULT_REGION: "eu-west-1",
        AWSUME_PROFILE: "user",
      });
      assertExpiresIn(12, switched);
      assert.equal(AWS_CREDENTIAL_EXPIRATION, AWSUME_EXPIRATION);
      const entries = await cacheEntries(world);
      assert.equal(entries.length, 1);
      assert.equal(await modeOf(entries[0] ?? ""), 0o600);
      assert.equal(await modeOf(`${world.home}/.awsume/cache`), 0o700);
    },
  },
  {
    number: 12,
    ids: "B02",
    title: "answers that are no code: `12ab`, nothing, `1234567`, then `123456`",
    verdict: "better",
    original: "Asks again after each, and makes one call with the code, typed or piped.",
    ours:
      "The same at a terminal. From a pipe one line is taken, and what is no code ends the command with 4.",
    why: "What is no code on standard input is somebody else's: `yes | awsume user` was read without end, " +
      "and a loop over names lost its list.",
    setup: { config: userWithMfa },
    // The first is how Linux is told: the `script` of other systems takes other options.
    needs: ["/proc/version", "script", "setsid", "bash"],
    test: async (world) => {
      const piped = await runClean(["setsid", "-w", ...awsumeWords(), "user"], {
        folder: world.home,
        env: world.env,
        stdin: "12ab\n\n1234567\n123456\n",
      });
      assert.deepEqual([piped.status, callsOf(world)], [4, []], piped.stderr);
      const { real, init } = loaded("bash");
      await Deno.writeTextFile(`${world.home}/init`, init);
      await using terminal = atTerminal(real.interactive, world.home, world.env);
      await terminal.type('. ./init; awsume user; echo "status=$?."\n');
      await terminal.until(/MFA code of \S+ for user: /);
      for (const answer of ["12ab", "", "1234567"]) {
        await terminal.type(`${answer}\r`);
        await terminal.until(/An MFA code has six digits\s+MFA code of \S+ for user: /);
      }
      await terminal.type("123456\r");
      await terminal.until(/status=0\./);
      assert.deepEqual(callsOf(world), [sessionCall]);
    },
  },
  {
    number: 13,
    ids: "B03",
    title: "the question for a code, and nobody who answers",
    verdict: "same",
    original: "Ends with 1 and the words of Python's end-of-file error.",
    setup: { config: userWithMfa },
    needs: ["setsid"],
    test: async (world) => {
      const setting = { folder: world.home, env: world.env };
      const { status, stdout, stderr } = await runClean(
        ["setsid", "-w", ...awsumeWords(), "user"],
        setting,
      );
      assert.equal(status, 4, stderr);
      assert.match(stderr, /^awsume: Cannot ask "MFA code of arn:\S+ for user": there is no terminal\n.+/m);
      assert.doesNotMatch(stdout, /AWS/);
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 14,
    ids: "B04",
    title: "a wrong code",
    verdict: "same",
    original: "Ends with 1 and AWS's words after one call, and remembers nothing.",
    setup: { config: userWithMfa },
    test: async (world) => {
      const says = /AWS refused the MFA code[^]*next code/;
      await fail(world, ["user", "--mfa-token", "000000"], { status: 4, says });
      assert.deepEqual(callsOf(world), [{ ...sessionCall, TokenCode: "000000" }]);
      assert.deepEqual(await cacheEntries(world), []);
    },
  },
  {
    number: 15,
    ids: "B06",
    title: "a session in the cache",
    verdict: "same",
    original: "Exports it without a call.",
    setup: { config: userWithMfa },
    needs: ["bash"],
    test: async (world) => {
      const before = await withMfaCache(world);
      const { exports } = await switchInBash(world, ["user"]);
      assert.deepEqual(callsOf(world, before), []);
      assert.deepEqual({ ...exports, ...issuedVariables(world, 1) }, exports);
    },
  },
  {
    number: 16,
    ids: "B07",
    title: "a session in the cache, and `-r`",
    verdict: "same",
    original: "Takes a new session, which takes the place of the old one.",
    setup: { config: userWithMfa },
    test: async (world) => {
      const before = await withMfaCache(world);
      const entries = await cacheEntries(world);
      const fresh = await succeed(world, ["user", "-r", "--mfa-token", "123456"]);
      assert.deepEqual(callsOf(world, before), [sessionCall]);
      assert.ok(fresh.stdout.includes(issuedVariables(world, 2).AWS_ACCESS_KEY_ID ?? ""));
      assert.deepEqual(await cacheEntries(world), entries);
      const again = await succeed(world, ["user"]);
      assert.equal(again.stdout, fresh.stdout);
    },
  },
  {
    number: 21,
    ids: "B16",
    title: "keys with a session token in a profile that has an `mfa_serial`",
    verdict: "better",
    original: "Asks for a code and then for a session, which AWS refuses: temporary keys cannot have one.",
    ours: "The token is exported as it is, without a question or a call.",
    why: "Such keys have been through MFA already, or cannot go through it.",
    setup: {
      config: userWithMfa,
      credentials: keysSection().trimEnd() + "\naws_session_token = fake/token+/==\n",
    },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["user"]);
      assert.equal(exports.AWS_ACCESS_KEY_ID, userKey);
      assert.equal(exports.AWS_SECRET_ACCESS_KEY, userSecret);
      assert.equal(exports.AWS_SESSION_TOKEN, "fake/token+/==");
      assert.deepEqual(callsOf(world), []);
    },
  },
];
