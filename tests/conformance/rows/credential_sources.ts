import assert from "node:assert/strict";
import { callsOf, fail, succeed, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import {
  keysSection,
  otherKey,
  otherSecret,
  roleArn,
  roleProfile,
  section,
  userKey,
  userSecret,
  writeText,
} from "../setup.ts";

const environment = { AWS_ACCESS_KEY_ID: userKey, AWS_SECRET_ACCESS_KEY: userSecret };

/** The rows of `credential_source`. */
export const credentialSourcesRows: readonly Row[] = [
  {
    number: 65,
    ids: "H01",
    title: "`credential_source` in a profile that is no role",
    verdict: "better",
    original: "Exports the name of the profile in `AWS_PROFILE`, and no keys.",
    ours: "Exports the credentials of that source.",
    why: "The SDKs pass over `credential_source` without a role, so nothing would work with that " +
      "`AWS_PROFILE`.",
    needs: ["bash"],
    test: async (world) => {
      const settings = { credential_source: "Environment", region: "eu-west-1" };
      await writeText(world, "config", section("profile p", settings));
      const { exports } = await switchInBash(world, ["p"], { env: environment });
      assert.equal(exports.AWS_ACCESS_KEY_ID, userKey);
      assert.equal(exports.AWS_REGION, "eu-west-1");
      assert.equal(exports.AWS_PROFILE, undefined);
    },
  },
  {
    number: 66,
    ids: "H02/H03",
    title: "a role with `credential_source = Environment`, without a profile `default` and with one",
    verdict: "better",
    original: "Calls with the keys in the environment, or with those of `default` where that exists.",
    ours: "Calls with the keys in the environment in both cases; without them it ends with an error.",
    why: "The profile names the source, and an unrelated profile must not decide whose credentials are used.",
    test: async (world) => {
      await writeText(world, "config", roleProfile("p", "dev", { credential_source: "Environment" }));
      await succeed(world, ["p"], { env: environment });
      await writeText(world, "credentials", keysSection() + keysSection("default", otherKey, otherSecret));
      await succeed(world, ["p", "-r"], { env: environment });
      await fail(world, ["p"], { status: 3, says: /Environment \(\S+config:3\): AWS_ACCESS_KEY_ID and / });
      const asked = callsOf(world).map(({ action, by, RoleArn }) => [action, by, RoleArn]);
      const call = ["AssumeRole", userKey, roleArn("dev")];
      assert.deepEqual(asked, [call, call]);
    },
  },
];
