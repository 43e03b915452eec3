import assert from "node:assert/strict";
import type { World } from "../../support/world.ts";
import { callsOf, fail } from "../look.ts";
import type { Row } from "../row.ts";
import { otherKey, otherSecret, roleArn, section, writeText } from "../setup.ts";

type Settings = Readonly<Record<string, string>>;

const environment = { AWS_ACCESS_KEY_ID: otherKey, AWS_SECRET_ACCESS_KEY: otherSecret };
const role = { role_arn: roleArn("dev"), region: "eu-west-1" };
const sso = { sso_account_id: "222222222222", sso_role_name: "Dev" };

/** `awsume NAME` says which setting is not supported yet, and where it is; nothing is called or exported. */
async function assertNotYet(world: World, name: string, key: string): Promise<void> {
  const says = new RegExp(
    `: ${key} \\(\\S+config:\\d+\\) is not supported yet\\n +Use a profile with access`,
  );
  await fail(world, [name], { status: 3, says, env: environment });
  assert.deepEqual(callsOf(world), []);
}

/** The same for the one profile `p` of the config file with these settings. */
async function assertNoProfileYet(world: World, settings: Settings, key: string): Promise<void> {
  await writeText(world, "config", section("profile p", settings));
  await assertNotYet(world, "p", key);
}

const notYet = "Ends with 3 and says that the setting is not supported yet, with its file and line.";

/** Sources of credentials that are not supported yet. */
export const laterSourcesRows: readonly Row[] = [
  {
    number: 62,
    ids: "G12–G14",
    title: "profiles of IAM Identity Center (SSO) and of a web identity",
    verdict: "later",
    original: "Takes them for profiles without keys, or for roles without a source, and ends with an error.",
    ours: `${notYet} Both are to be supported.`,
    why: "The AWS CLI takes such profiles, and people keep them in the same files.",
    test: async (world) => {
      const start = { sso_start_url: "https://example.com/start", sso_region: "eu-west-1" };
      await assertNoProfileYet(world, { ...start, ...sso }, "sso_start_url");
      await writeText(
        world,
        "config",
        section("sso-session corp", start) + section("profile p", { sso_session: "corp", ...sso }),
      );
      await assertNotYet(world, "p", "sso_session");
      await assertNoProfileYet(
        world,
        { ...role, web_identity_token_file: "/token" },
        "web_identity_token_file",
      );
    },
  },
  {
    number: 98,
    ids: "S01–S14",
    title: "`--with-saml`, and the choice among the roles of an assertion",
    verdict: "later",
    original: "Takes the one role that there is, else the one of both ARNs, else asks. From the options it " +
      "wants the provider's ARN before the role's, from a profile the other way round.",
    ours: "Ends with 2 and says that there is no SAML yet. The choice is to be the same, in either order.",
    why: "Identity providers write the two ARNs in either order, and AWS takes both.",
    test: async (world) => {
      const provider = "arn:aws:iam::222222222222:saml-provider/corp";
      const choice = ["--role-arn", roleArn("dev"), "--principal-arn", provider];
      for (const words of [["p"], [], choice, ["--role-arn", roleArn("dev")]]) {
        await fail(world, ["--with-saml", ...words], { status: 2, says: /--with-saml: .*no SAML yet\n/ });
      }
      assert.deepEqual(callsOf(world), []);
    },
  },
];
