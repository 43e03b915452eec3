import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import {
  assertExpiresIn,
  callsOf,
  fail,
  inBash,
  issuedKey,
  issuedVariables,
  succeed,
  switchInBash,
  withMfaCache,
} from "../look.ts";
import type { Row } from "../row.ts";
import {
  dev,
  keysSection,
  mfaSerial,
  roleArn,
  roleProfile,
  section,
  userKey,
  userWithMfa,
  writeText,
} from "../setup.ts";

const sessionCall = { action: "GetSessionToken", by: userKey, SerialNumber: mfaSerial, TokenCode: "123456" };
const devCall = { action: "AssumeRole", by: userKey, RoleArn: roleArn("dev"), RoleSessionName: "dev" };
const withCode = ["--mfa-token", "123456"];

/** `awsume dev` with a code asks for one session, on that device, and for the bare role with it. */
async function assertSessionThenRole(world: World, config: string): Promise<void> {
  const before = world.aws.calls.length;
  await writeText(world, "config", config);
  await succeed(world, ["dev", "-r", ...withCode]);
  assert.deepEqual(callsOf(world, before), [sessionCall, { ...devCall, by: issuedKey(world, before + 1) }]);
}

/** One role from one user: the calls, with MFA and without. */
export const rolesRows: readonly Row[] = [
  {
    number: 23,
    ids: "C01",
    title: "a role from a user with keys",
    verdict: "same",
    original: "One call, with the keys of the source and the profile's name for the session; lasts an hour.",
    setup: { config: dev },
    needs: ["bash"],
    test: async (world) => {
      const switched = await switchInBash(world, ["dev"]);
      assert.deepEqual(callsOf(world), [devCall]);
      assert.deepEqual({ ...switched.exports, ...issuedVariables(world, 1) }, switched.exports);
      assert.equal(switched.exports.AWSUME_PROFILE, "dev");
      assertExpiresIn(1, switched);
    },
  },
  {
    number: 24,
    ids: "C02",
    title: "a role from a user with an MFA device",
    verdict: "same",
    original:
      "Takes a session of the user with the code, and the role with that session and without the code.",
    setup: { config: userWithMfa + dev },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["dev", ...withCode]);
      assert.deepEqual(callsOf(world), [sessionCall, { ...devCall, by: issuedKey(world, 1) }]);
      assert.deepEqual({ ...exports, ...issuedVariables(world, 2) }, exports);
    },
  },
  {
    number: 25,
    ids: "C03/C04",
    title: "`mfa_serial` in the role's profile only, or in both profiles",
    verdict: "same",
    original: "The device of the role's profile is asked for the session of the user.",
    test: async (world) => {
      const role = roleProfile("dev", "dev", { source_profile: "user", mfa_serial: mfaSerial });
      await assertSessionThenRole(world, role);
      const other = section("profile user", { mfa_serial: "arn:aws:iam::111111111111:mfa/other" });
      await assertSessionThenRole(world, other + role);
    },
  },
  {
    number: 26,
    ids: "C05",
    title: "a role from a user whose MFA session is in the cache",
    verdict: "same",
    original: "Asks for no code, and calls for the role alone.",
    setup: { config: userWithMfa + dev },
    test: async (world) => {
      const before = await withMfaCache(world);
      await succeed(world, ["dev"]);
      assert.deepEqual(callsOf(world, before), [{ ...devCall, by: issuedKey(world, 1) }]);
    },
  },
  {
    number: 27,
    ids: "C06",
    title: "the same role twice",
    verdict: "better",
    original: "Calls for it twice.",
    ours:
      "The second switch is answered by the cache, in a fraction of the time and without a network, until " +
      "five minutes before the role ends. `-r` takes it anew.",
    why: "The credentials are the same, and whoever opens several shells waits for one call instead of many.",
    setup: { config: dev },
    test: async (world) => {
      const first = await succeed(world, ["dev"]);
      const second = await succeed(world, ["dev"]);
      assert.equal(second.stdout, first.stdout);
      assert.deepEqual(callsOf(world), [devCall]);
      await succeed(world, ["dev", "-r"]);
      assert.deepEqual(callsOf(world), [devCall, devCall]);
    },
  },
  {
    number: 28,
    ids: "C07/C08",
    title: "`external_id` in the profile, and `--external-id`",
    verdict: "same",
    original: "Sends the profile's, or the option's in its place.",
    setup: { config: roleProfile("dev", "dev", { source_profile: "user", external_id: "ext1" }) },
    test: async (world) => {
      await succeed(world, ["dev"]);
      await succeed(world, ["dev", "--external-id", "ext2"]);
      assert.deepEqual(callsOf(world), [
        { ...devCall, ExternalId: "ext1" },
        { ...devCall, ExternalId: "ext2" },
      ]);
    },
  },
  {
    number: 35,
    ids: "C18",
    title: "a role that AWS does not give",
    verdict: "same",
    original: "Ends with 1 and AWS's words; the environment stays as it was.",
    setup: { config: roleProfile("dev", "closed") },
    needs: ["bash"],
    test: async (world) => {
      const env = { AWSUME_PROFILE: "before", AWS_ACCESS_KEY_ID: "AKIABEFORE" };
      const { status, stdout, stderr, exports } = await inBash(world, ["dev"], { env });
      assert.equal(status, 1, stderr);
      assert.match(stderr, /AccessDenied[^]*not authorized to perform: sts:AssumeRole/);
      assert.equal(stdout, "");
      assert.deepEqual(exports, env);
    },
  },
  {
    number: 36,
    ids: "C19/C20",
    title: "the region of the source, and of the role's own profile",
    verdict: "same",
    original: "The role's own region counts, else the one of its source.",
    setup: { config: section("profile user", { region: "eu-west-3" }) + dev },
    needs: ["bash"],
    test: async (world) => {
      const first = await switchInBash(world, ["dev"]);
      assert.equal(first.exports.AWS_REGION, "eu-west-3");
      const own = roleProfile("dev", "dev", { source_profile: "user", region: "eu-west-2" });
      await writeText(world, "config", section("profile user", { region: "eu-west-3" }) + own);
      const second = await switchInBash(world, ["dev"]);
      assert.equal(second.exports.AWS_REGION, "eu-west-2");
      assert.equal(second.exports.AWS_DEFAULT_REGION, "eu-west-2");
    },
  },
  {
    number: 37,
    ids: "C22",
    title: "a source profile that has a session token",
    verdict: "same",
    original: "Calls for the role with that token.",
    setup: { config: userWithMfa + dev },
    test: async (world) => {
      const before = await withMfaCache(world);
      const [session] = world.aws.issued;
      assert.ok(session?.sessionToken);
      const keys = keysSection("user", session.accessKeyId, session.secretAccessKey).trimEnd();
      await writeText(world, "credentials", `${keys}\naws_session_token = ${session.sessionToken}\n`);
      await writeText(world, "config", dev);
      await succeed(world, ["dev"]);
      assert.deepEqual(callsOf(world, before), [{ ...devCall, by: session.accessKeyId }]);
    },
  },
  {
    number: 38,
    ids: "C26/C27",
    title: "a role profile with keys of its own that names itself as its source, or names none",
    verdict: "better",
    original: "Refuses both, the first as a circle.",
    ours:
      "A profile that names itself is assumed with its own keys. Without a `source_profile` it is refused " +
      "with 3, and the message names the line to add.",
    why: "The AWS CLI takes the first and refuses the second.",
    setup: { config: roleProfile("user", "dev") },
    test: async (world) => {
      await succeed(world, ["user"]);
      assert.deepEqual(callsOf(world), [{ ...devCall, RoleSessionName: "user" }]);
      await writeText(world, "config", roleProfile("user", "dev", {}));
      const says = /"user": \S+config:2 names no source_profile\n +Add source_profile = NAME/;
      await fail(world, ["user"], { status: 3, says });
      assert.equal(world.aws.calls.length, 1);
    },
  },
];
