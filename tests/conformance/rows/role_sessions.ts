import assert from "node:assert/strict";
import { callsOf, fail, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import {
  dev,
  keysSection,
  otherKey,
  otherSecret,
  roleArn,
  roleProfile,
  userKey,
  writeText,
} from "../setup.ts";

const devCall = { action: "AssumeRole", by: userKey, RoleArn: roleArn("dev"), RoleSessionName: "dev" };
const policy = '{"Version":"2012-10-17","Statement":[]}';
const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const own = "arn:aws:iam::222222222222:policy/own";

/** What is sent along with a role: the session's name, its policies and its tags. */
export const roleSessionsRows: readonly Row[] = [
  {
    number: 29,
    ids: "C09–C11",
    title: "`role_session_name`, `--session-name` and `role-session-name` of `config.yaml`",
    verdict: "same",
    original: "The option counts, else the profile, else the settings, else the profile's name.",
    setup: { config: dev },
    test: async (world) => {
      const named = roleProfile("dev", "dev", { source_profile: "user", role_session_name: "rsn" });
      await writeText(world, "settings", "role-session-name: yaml\n");
      await succeed(world, ["dev"]);
      await writeText(world, "config", named);
      await succeed(world, ["dev"]);
      await succeed(world, ["dev", "--session-name", "sn"]);
      const names = callsOf(world).map(({ RoleSessionName }) => RoleSessionName);
      assert.deepEqual(names, ["yaml", "rsn", "sn"]);
    },
  },
  {
    number: 30,
    ids: "C12",
    title: "a profile called `d`",
    verdict: "same",
    original: "Calls the session `d_`, because AWS takes no name of one letter.",
    setup: { config: roleProfile("d", "dev") },
    test: async (world) => {
      await succeed(world, ["d"]);
      assert.deepEqual(callsOf(world), [{ ...devCall, RoleSessionName: "d_" }]);
    },
  },
  {
    number: 31,
    ids: "C13",
    title: "a profile called `a b/c`",
    verdict: "better",
    original: "Sends the name as it is, and AWS refuses the call.",
    ours: "The session is called `a_b_c`: what AWS does not take in such a name becomes `_`.",
    why: "Nobody should have to know AWS's rules for the names of sessions to name a profile.",
    setup: { config: roleProfile('"a b/c"', "dev") },
    test: async (world) => {
      await succeed(world, ["a b/c"]);
      assert.deepEqual(callsOf(world), [{ ...devCall, RoleSessionName: "a_b_c" }]);
    },
  },
  {
    number: 32,
    ids: "C14",
    title: "a session policy, two policy ARNs and two tags",
    verdict: "same",
    original: "Sends all of them, in the order in which they were given.",
    setup: { config: dev },
    test: async (world) => {
      const words = ["-t", "k1=v1,k2=v2", "--session-policy", policy, "--session-policy-arns", readOnly, own];
      await succeed(world, ["dev", ...words]);
      assert.deepEqual(callsOf(world), [{
        ...devCall,
        "Policy": policy,
        "PolicyArns.member.1.arn": readOnly,
        "PolicyArns.member.2.arn": own,
        "Tags.member.1.Key": "k1",
        "Tags.member.1.Value": "v1",
        "Tags.member.2.Key": "k2",
        "Tags.member.2.Value": "v2",
      }]);
    },
  },
  {
    number: 33,
    ids: "C16",
    title: "`-t k1=a=b,k2=`: a value with `=` in it, and an empty one",
    verdict: "better",
    original: "Cuts the first value to `a`, without a word.",
    ours: "The first value is `a=b`; the second is empty, as before.",
    why: "Only the first `=` can stand between key and value, and AWS allows it in both.",
    setup: { config: dev },
    test: async (world) => {
      await succeed(world, ["dev", "-t", "k1=a=b,k2="]);
      assert.deepEqual(callsOf(world), [{
        ...devCall,
        "Tags.member.1.Key": "k1",
        "Tags.member.1.Value": "a=b",
        "Tags.member.2.Key": "k2",
        "Tags.member.2.Value": "",
      }]);
    },
  },
  {
    number: 34,
    ids: "C17",
    title: "`--session-policy-arns ARN dev`: the profile behind the list",
    verdict: "better",
    original: "Takes `dev` for one more ARN, and gives you the credentials of `default`.",
    ours: "The list ends at the first word that is no ARN, so `dev` is the profile. A value that is none, " +
      "behind the option itself, is refused with 2.",
    why: "The words say what is meant, and credentials of another profile than the named one are a danger.",
    setup: { config: dev, credentials: keysSection() + keysSection("default", otherKey, otherSecret) },
    needs: ["bash"],
    test: async (world) => {
      const { exports } = await switchInBash(world, ["--session-policy-arns", readOnly, own, "dev"]);
      assert.equal(exports.AWSUME_PROFILE, "dev");
      assert.deepEqual(callsOf(world), [{
        ...devCall,
        "PolicyArns.member.1.arn": readOnly,
        "PolicyArns.member.2.arn": own,
      }]);
      const says = /--session-policy-arns.*"dev"/;
      await fail(world, ["--session-policy-arns", "dev"], { status: 2, says });
    },
  },
];
