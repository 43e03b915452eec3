import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { callsOf, fail, issuedKey, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import { mfaSerial, roleArn, roleProfile, section, userKey, userSecret, writeText } from "../setup.ts";

/** A line of `credential_process` that adds its AWS_PROFILE to a file `ran` and prints the keys of `user`. */
function lineOf({ home }: World, words = "sh -c", more = ""): string {
  const output = `{"Version":1,"AccessKeyId":"${userKey}","SecretAccessKey":"${userSecret}"${more}}`;
  return `${words} 'echo "$AWS_PROFILE" >>"${home}/ran"' && printf %s '${output}'`;
}

/** The one profile `p` of the config file, with that line. */
async function writeProcess(world: World, line: string, more = ""): Promise<void> {
  await writeText(world, "config", section("profile p", { credential_process: line }) + more);
}

/** The rows of `credential_process`. */
export const processesRows: readonly Row[] = [
  {
    number: 67,
    ids: "H05",
    title: "`credential_process`",
    verdict: "same",
    original: "Runs the program, with the profile's name in `AWS_PROFILE`, and exports what it prints.",
    needs: ["bash"],
    test: async (world) => {
      await writeProcess(world, lineOf(world));
      const { exports } = await switchInBash(world, ["p"]);
      assert.deepEqual(exports, {
        AWS_ACCESS_KEY_ID: userKey,
        AWS_SECRET_ACCESS_KEY: userSecret,
        AWSUME_PROFILE: "p",
      });
      assert.equal(await Deno.readTextFile(`${world.home}/ran`), "p\n");
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 68,
    ids: "H06",
    title: "`credential_process` that says when its credentials end, in another time zone",
    verdict: "better",
    original: "Shows that time in UTC and all others in local time, and never says which.",
    ours: "Shows and exports every time in UTC, and says so.",
    why: "A time without its zone cannot be compared with another.",
    needs: ["bash"],
    test: async (world) => {
      await writeProcess(world, lineOf(world, "sh -c", ',"Expiration":"2099-01-02T03:04:05+02:00"'));
      const { exports, stderr } = await switchInBash(world, ["p"]);
      assert.equal(exports.AWSUME_EXPIRATION, "2099-01-02T01:04:05Z");
      assert.match(stderr, /will expire at 2099-01-02 01:04:05 UTC/);
    },
  },
  {
    number: 69,
    ids: "H08/H09",
    title: "`credential_process` with a program of the `PATH`, and with quoted words",
    verdict: "better",
    original: "Refuses a program without its path, and splits at every blank, quoted or not.",
    ours: "The shell runs the line.",
    why: "Most SDKs do that, so the lines that people have are written for it.",
    needs: ["bash"],
    test: async (world) => {
      for (const words of ["sh -c", "/bin/sh -c", "env 'A=b c' sh -c"]) {
        await writeProcess(world, lineOf(world, words));
        assert.equal((await switchInBash(world, ["p"])).exports.AWS_ACCESS_KEY_ID, userKey);
      }
    },
  },
  {
    number: 70,
    ids: "H10–H13",
    title: "`credential_process` that fails, prints no credentials or cannot be run",
    verdict: "better",
    original: "Ends with an error, for the last of them with a stack trace; takes a key without its secret.",
    ours: "Ends with an error of its own for each of them, which names the line, and for half a pair too.",
    why: "Half of a pair of keys is worth nothing, and a stack trace helps nobody.",
    test: async (world) => {
      const lines: readonly (readonly [string, number, string])[] = [
        ["false", 1, "its command ended with status 1"],
        ["echo no-json", 1, "what its command prints is no JSON"],
        ["echo {}", 1, "what its command prints is not of Version 1"],
        [
          `echo '{"Version":1,"AccessKeyId":"A"}'`,
          1,
          "in what its command prints, there is no SecretAccessKey",
        ],
        ["/dev/null", 3, "its program cannot be executed"],
      ];
      for (const [line, status, problem] of lines) {
        await writeProcess(world, line);
        const says = new RegExp(`credential_process of profile "p" \\(\\S+config:2\\): ${problem}\\n`);
        await fail(world, ["p"], { status, says });
      }
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 71,
    ids: "H14/H15",
    title: "a role whose source is a `credential_process`, without an `mfa_serial` and with one",
    verdict: "better",
    original: "Assumes the role with what the program prints, and forgets the MFA device without a word.",
    ours:
      "Assumes the role with what the program prints. A code of the device buys a session of these keys first, " +
      "which is kept for all roles.",
    why: "Who sets an `mfa_serial` needs MFA; without it, the role's policy refuses the call.",
    test: async (world) => {
      const from = { source_profile: "p" };
      const roles = roleProfile("r", "dev", from) +
        roleProfile("m", "locked", { ...from, mfa_serial: mfaSerial });
      await writeProcess(world, lineOf(world), roles);
      await succeed(world, ["r"]);
      await succeed(world, ["m"], { stdin: "123456\n" });
      const asked = callsOf(world).map(({ action, by, RoleArn, SerialNumber = "none" }) => [
        action,
        by,
        RoleArn,
        SerialNumber,
      ]);
      assert.deepEqual(asked, [
        ["AssumeRole", userKey, roleArn("dev"), "none"],
        ["GetSessionToken", userKey, undefined, mfaSerial],
        ["AssumeRole", issuedKey(world, 2), roleArn("locked"), "none"],
      ]);
    },
  },
  {
    number: 72,
    ids: "H17",
    title: "a profile with a `role_arn` and a `credential_process`",
    verdict: "better",
    original: "Exports what the program prints, and never assumes the role.",
    ours: "Assumes the role with what the program prints.",
    why: "Whoever asks for a profile with a role means that role, not the credentials under it.",
    needs: ["bash"],
    test: async (world) => {
      await writeText(world, "config", roleProfile("p", "dev", { credential_process: lineOf(world) }));
      const { exports } = await switchInBash(world, ["p"]);
      assert.equal(exports.AWS_ACCESS_KEY_ID, issuedKey(world, 1));
      assert.deepEqual(callsOf(world).map(({ by }) => by), [userKey]);
    },
  },
];
