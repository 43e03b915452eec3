import assert from "node:assert/strict";
import { callsOf, fail, switchInBash } from "../look.ts";
import type { Row } from "../row.ts";
import { dev } from "../setup.ts";

const keys = {
  AccessKeyId: "ASIAGIVENEXAMPLE00",
  SecretAccessKey: "fake/given+secret/==",
  SessionToken: "fake/given+token",
};
const exported = {
  AWS_ACCESS_KEY_ID: keys.AccessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.SecretAccessKey,
  AWS_SESSION_TOKEN: keys.SessionToken,
  AWSUME_PROFILE: "json",
};

/** Credentials that are handed over on the command line. */
export const givenRows: readonly Row[] = [
  {
    number: 73,
    ids: "I01/I02/I05",
    title: "`--json` with credentials, with `Credentials` around them, and with none",
    verdict: "same",
    original: "Exports them as the profile `json`, with the `Region` in them; without any, ends with an " +
      "error.",
    setup: { config: dev },
    needs: ["bash"],
    test: async (world) => {
      const plain = await switchInBash(world, ["--json", JSON.stringify(keys)]);
      assert.deepEqual(plain.exports, exported);
      const around = JSON.stringify({ Credentials: { ...keys, Region: "eu-west-3" } });
      const { exports } = await switchInBash(world, ["--json", around]);
      assert.deepEqual(exports, { ...exported, AWS_REGION: "eu-west-3", AWS_DEFAULT_REGION: "eu-west-3" });
      await fail(world, ["--json", "{}"], { status: 4, says: /there are no credentials in it/ });
      assert.deepEqual(callsOf(world), []);
    },
  },
  {
    number: 74,
    ids: "I03/I04",
    title: "`--json` with an `Expiration`, and with text that is no JSON",
    verdict: "better",
    original: "Ends with a Python stack trace.",
    ours: "Exports the expiration; one that has passed is refused with 4, and what is no JSON with 2. The " +
      "text is never shown.",
    why: "What AWS prints has an `Expiration`, and the text is a secret.",
    needs: ["bash"],
    test: async (world) => {
      const given = JSON.stringify({ ...keys, Expiration: "2099-01-01T02:00:00+02:00" });
      const { exports } = await switchInBash(world, ["--json", given]);
      const end = "2099-01-01T00:00:00Z";
      assert.deepEqual(exports, { ...exported, AWS_CREDENTIAL_EXPIRATION: end, AWSUME_EXPIRATION: end });
      const over = JSON.stringify({ ...keys, Expiration: "2020-01-01T00:00:00Z" });
      await fail(world, ["--json", over], { status: 4, says: /ended at 2020/ });
      const { stderr } = await fail(world, ["--json", "SECRET"], {
        status: 2,
        says: /its value is no JSON\n/,
      });
      assert.doesNotMatch(stderr, /SECRET/);
    },
  },
];
