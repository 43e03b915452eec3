import assert from "node:assert/strict";
import { callsOf, fail, issuedKey, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import {
  dev,
  keysSection,
  mfaSerial,
  otherKey,
  otherSecret,
  roleArn,
  rowAccounts,
  userKey,
  userWithMfa,
  writeText,
} from "../setup.ts";

const otherDefault = keysSection("default", otherKey, otherSecret);
const fromUser = ["--source-profile", "user"];

/** The call for a role that no profile names. */
function cliCall(arn: string, by: string): Readonly<Record<string, string>> {
  return { action: "AssumeRole", by, RoleArn: arn, RoleSessionName: "awsume-cli-role" };
}

const govArn = "arn:aws-us-gov:iam::222222222222:role/ops/dev";
const accountsWithGov = { ...rowAccounts, roles: [...rowAccounts.roles ?? [], { arn: govArn }] };

/** Each with what is refused about it. */
const notArns = ["x", "1:dev", "222222222222:", "a:b:c:d", "arn:aws:iam::1:role/dev", "arn:aws:s3:::dev"];

/** Command lines that contradict themselves, with the exit code and the message. */
const contradictions: readonly (readonly [words: readonly string[], status: number, says: RegExp])[] = [
  [["--principal-arn", roleArn("dev")], 2, /--principal-arn without --with-saml/],
  [["--role-arn", roleArn("dev"), "-a"], 3, /--auto-refresh with --role-arn[^]*Add a profile with that role/],
  [["--json", "{}", "-a"], 3, /--auto-refresh with --json/],
  [["--with-saml", "--with-web-identity"], 2, /--with-saml with --with-web-identity/],
  [["--with-saml", "--who"], 2, /--with-saml with --who/],
];

/** Roles that no profile names: `--role-arn` and `--source-profile`. */
export const roleArnRows: readonly Row[] = [
  {
    number: 51,
    ids: "F01",
    title: "`--role-arn` with credentials in the environment",
    verdict: "same",
    original: "Calls for the role with them, as the session `awsume-cli-role`; `AWSUME_PROFILE` is the ARN.",
    setup: { config: dev, credentials: keysSection() + otherDefault },
    needs: ["bash"],
    test: async (world) => {
      const before = await switchInBash(world, ["dev"]);
      const { exports } = await switchInBash(world, ["--role-arn", roleArn("r1")], { env: before.exports });
      assert.deepEqual(callsOf(world, 1), [cliCall(roleArn("r1"), issuedKey(world, 1))]);
      assert.equal(exports.AWSUME_PROFILE, roleArn("r1"));
      assert.equal(exports.AWS_ACCESS_KEY_ID, issuedKey(world, 2));
    },
  },
  {
    number: 52,
    ids: "F04/F05",
    title: "`--role-arn 222222222222:dev`, and with a partition before it",
    verdict: "better",
    original: "Makes full ARNs of both forms, and calls STS of the commercial partition for either of them.",
    ours: "The ARNs are the same; a role of another partition is asked for at the STS of that partition.",
    why: "Partitions are separate: the STS of one knows nobody of another, so that such a call always fails.",
    setup: { accounts: accountsWithGov },
    test: async (world) => {
      await succeed(world, ["--role-arn", "222222222222:dev", ...fromUser]);
      await succeed(world, ["--role-arn", "aws-us-gov:222222222222:ops/dev", ...fromUser]);
      assert.deepEqual(callsOf(world), [cliCall(roleArn("dev"), userKey), cliCall(govArn, userKey)]);
      assert.deepEqual(world.aws.calls.map(({ region }) => region), ["us-east-1", "us-gov-west-1"]);
      const env = { AWS_ENDPOINT_URL_STS: "" };
      const { stdout } = await succeed(world, ["explain", "--role-arn", govArn, ...fromUser], { env });
      assert.match(stdout, /AssumeRole at sts\.us-gov-west-1\.amazonaws\.com/);
    },
  },
  {
    number: 53,
    ids: "F06",
    title: "`--role-arn` with something that is no ARN of a role",
    verdict: "same",
    original: "Ends with 2, and says how it is written.",
    test: async (world) => {
      for (const word of notArns) {
        const says = new RegExp(
          `--role-arn "${word}"\\n +Write arn:aws:iam::\\d+:role/NAME, \\d+:NAME or aws-`,
        );
        await fail(world, ["--role-arn", word], { status: 2, says });
      }
    },
  },
  {
    number: 54,
    ids: "F07/F08",
    title: "`--role-arn` with `--source-profile`, whose user may have an MFA device",
    verdict: "same",
    original: "Calls with the keys of that profile; with a device, takes a session first and calls with " +
      "that.",
    test: async (world) => {
      const words = ["--role-arn", roleArn("dev"), ...fromUser];
      await succeed(world, words);
      await writeText(world, "config", userWithMfa);
      await succeed(world, [...words, "--mfa-token", "123456"]);
      assert.deepEqual(callsOf(world), [
        cliCall(roleArn("dev"), userKey),
        { action: "GetSessionToken", by: userKey, SerialNumber: mfaSerial, TokenCode: "123456" },
        cliCall(roleArn("dev"), issuedKey(world, 2)),
      ]);
    },
  },
  {
    number: 55,
    ids: "F10",
    title: "`--source-profile` names no profile",
    verdict: "same",
    original: "Ends with an error that names it.",
    setup: { credentials: keysSection() + otherDefault },
    test: async (world) => {
      const words = ["--role-arn", roleArn("dev"), "--source-profile", "nope"];
      await fail(world, words, { status: 3, says: /Cannot find profile "nope"/ });
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 56,
    ids: "F11",
    title: "`--source-profile` names a role profile",
    verdict: "better",
    original: "Calls with whatever credentials are in the environment or in `default`, without a word.",
    ours: "The profile is assumed as `awsume dev` would, and the role with its credentials.",
    why: "The words say whose credentials are meant, and those of somebody else are a danger.",
    setup: { config: dev, credentials: keysSection() + otherDefault },
    test: async (world) => {
      const env = { AWS_ACCESS_KEY_ID: otherKey, AWS_SECRET_ACCESS_KEY: otherSecret };
      await succeed(world, ["--role-arn", roleArn("r1"), "--source-profile", "dev"], { env });
      assert.deepEqual(callsOf(world), [
        { action: "AssumeRole", by: userKey, RoleArn: roleArn("dev"), RoleSessionName: "dev" },
        cliCall(roleArn("r1"), issuedKey(world, 1)),
      ]);
    },
  },
  {
    number: 57,
    ids: "F15/F16/I10/I12",
    title: "options that contradict each other",
    verdict: "same",
    original: "Ends with 2, or with 1 where `-a` has no profile to renew, and names both options.",
    test: async (world) => {
      for (const [words, status, says] of contradictions) await fail(world, words, { status, says });
      assert.deepEqual(callsOf(world), []);
    },
  },
];
