import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { callsOf, fail, issuedKey, issuedVariables, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import {
  keysSection,
  mfaSerial,
  otherKey,
  otherSecret,
  roleArn,
  roleProfile,
  section,
  userKey,
  userWithMfa,
  writeText,
} from "../setup.ts";

type Settings = Readonly<Record<string, string>>;

/** `r1` from `user` and `r2` from `r1`, each with more settings. */
function twoRoles(first: Settings = {}, last: Settings = {}): string {
  return roleProfile("r1", "r1", { source_profile: "user", ...first }) +
    roleProfile("r2", "r2", { source_profile: "r1", ...last });
}

/** The call for a role whose profile is called the same. */
function roleCall(name: string, by: string, more: Settings = {}): Settings {
  return { action: "AssumeRole", by, RoleArn: roleArn(name), RoleSessionName: name, ...more };
}

const threeRoles = twoRoles() + roleProfile("r3", "r3", { source_profile: "r2" });
const policy = '{"Version":"2012-10-17","Statement":[]}';

/** `awsume r2` asks for the whole chain, that many seconds for the last role, with the keys of `user`. */
async function assertWholeChain(world: World, words: readonly string[], seconds: string): Promise<void> {
  const before = world.aws.calls.length;
  await succeed(world, ["r2", "-r", ...words]);
  assert.deepEqual(callsOf(world, before), [
    roleCall("r1", userKey),
    roleCall("r2", issuedKey(world, before + 1), { DurationSeconds: seconds }),
  ]);
}

/** Roles that lead to roles. */
export const chainsRows: readonly Row[] = [
  {
    number: 39,
    ids: "D01",
    title: "three roles, each from the one before",
    verdict: "same",
    original: "Three calls, each with the credentials of the one before, and a line about the end of each.",
    setup: { config: threeRoles },
    needs: ["bash"],
    test: async (world) => {
      const { exports, stderr } = await switchInBash(world, ["r3"]);
      assert.deepEqual(callsOf(world), [
        roleCall("r1", userKey),
        roleCall("r2", issuedKey(world, 1)),
        roleCall("r3", issuedKey(world, 2)),
      ]);
      assert.deepEqual({ ...exports, ...issuedVariables(world, 3) }, exports);
      assert.deepEqual(stderr.match(/^\[\w+\] Role credentials will expire/gm), [
        "[r1] Role credentials will expire",
        "[r2] Role credentials will expire",
        "[r3] Role credentials will expire",
      ]);
    },
  },
  {
    number: 40,
    ids: "D02–D04",
    title: "a chain of two with `mfa_serial` at the user, the last role or the first",
    verdict: "same",
    original: "Takes one session of the user, and both roles without a code.",
    test: async (world) => {
      const mfa = { mfa_serial: mfaSerial };
      for (const config of [userWithMfa + twoRoles(), twoRoles({}, mfa), twoRoles(mfa)]) {
        const before = world.aws.calls.length;
        await writeText(world, "config", config);
        await succeed(world, ["r2", "-r", "--mfa-token", "123456"]);
        assert.deepEqual(callsOf(world, before), [
          { action: "GetSessionToken", by: userKey, SerialNumber: mfaSerial, TokenCode: "123456" },
          roleCall("r1", issuedKey(world, before + 1)),
          roleCall("r2", issuedKey(world, before + 2)),
        ]);
      }
    },
  },
  {
    number: 41,
    ids: "D05",
    title: "two roles that are each other's source",
    verdict: "same",
    original: "Ends with 1 and names the profiles of the circle.",
    setup: {
      config: roleProfile("r1", "r1", { source_profile: "r2" }) +
        roleProfile("r2", "r2", { source_profile: "r1" }),
    },
    test: async (world) => {
      const says = /role chain "r1" -> "r2" -> "r1": it is a circle\n +Let the last source_profile/;
      await fail(world, ["r1"], { status: 3, says });
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 42,
    ids: "D06/D07",
    title: "`--external-id`, `--tags` and policies with a chain",
    verdict: "better",
    original: "Sends them with every role of the chain.",
    ours: "They go to the last role, the one that was asked for; the others get what their own profiles say.",
    why:
      "An external id is a secret between two parties, and a policy for the last role can forbid the step to it.",
    setup: { config: twoRoles({ external_id: "own" }) },
    test: async (world) => {
      const words = ["--external-id", "ext", "--tags", "k=v", "--session-policy", policy];
      await succeed(world, ["r2", ...words]);
      assert.deepEqual(callsOf(world), [
        roleCall("r1", userKey, { ExternalId: "own" }),
        roleCall("r2", issuedKey(world, 1), {
          "ExternalId": "ext",
          "Policy": policy,
          "Tags.member.1.Key": "k",
          "Tags.member.1.Value": "v",
        }),
      ]);
    },
  },
  {
    number: 43,
    ids: "D08/D12",
    title: "a chain with a duration, from an option or `config.yaml`, where `default` has keys",
    verdict: "better",
    original:
      "Drops the chain and calls for the last role with the keys of `default`: another person's, maybe.",
    ours: "The whole chain is followed, and the duration asked of the last role: up to an hour, which is " +
      "AWS's limit for a role from a role. More is refused with 2 or 3, and cut where only the settings say it.",
    why: "Credentials that the profiles do not name are never used.",
    setup: {
      config: twoRoles(),
      credentials: keysSection() + keysSection("default", otherKey, otherSecret),
    },
    test: async (world) => {
      await assertWholeChain(world, ["--role-duration", "1800"], "1800");
      await writeText(world, "settings", "role-duration: 7200\n");
      await assertWholeChain(world, [], "3600");
      const before = world.aws.calls.length;
      const says = /AWS limits role chaining to one hour\n +Ask for at most --role-duration 3600/;
      await fail(world, ["r2", "--role-duration", "7200"], { status: 2, says });
      await writeText(world, "config", twoRoles({}, { duration_seconds: "7200" }));
      await fail(world, ["r2"], { status: 3, says: /Set duration_seconds of profile "r2" to at most 3600/ });
      assert.equal(world.aws.calls.length, before);
    },
  },
  {
    number: 44,
    ids: "D09",
    title: "a chain with a duration, where `default` has no keys",
    verdict: "better",
    original: "Says that there are no credentials.",
    ours: "The whole chain is followed, as in row 43.",
    why: "The credentials are there, in the profile that the chain begins with.",
    setup: { config: section("default", { region: "eu-west-1" }) + twoRoles() },
    test: (world) => assertWholeChain(world, ["--role-duration", "900"], "900"),
  },
];
