import assert from "node:assert/strict";
import { makeToken } from "../../support/fake_federation.ts";
import type { World } from "../../support/world.ts";
import { callsOf, fail, succeed } from "../look.ts";
import type { Row } from "../row.ts";
import { otherKey, otherSecret, roleArn, rowAccounts, section, startRowWorld, writeText } from "../setup.ts";

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

/** A profile with a token gets its role, unsigned, whatever keys there are around it. */
async function assertWebIdentity(): Promise<void> {
  const federation = { issuer: "https://ci.example.com", audience: "sts.amazonaws.com" };
  await using world = await startRowWorld({
    accounts: { ...rowAccounts, roles: [{ arn: roleArn("dev"), federation }] },
  });
  const token = makeToken({ iss: federation.issuer, aud: federation.audience });
  await writeText(world, "token", token);
  const settings = { ...role, web_identity_token_file: `${world.home}/.aws/token` };
  await writeText(world, "config", section("profile p", settings));
  await succeed(world, ["p"], { env: environment });
  assert.deepEqual(callsOf(world), [{
    action: "AssumeRoleWithWebIdentity",
    by: "nobody",
    RoleArn: roleArn("dev"),
    RoleSessionName: "p_",
    WebIdentityToken: token,
  }]);
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
    ours: `Takes the role by the token of a web identity. For SSO: ${notYet.charAt(0).toLowerCase()}${
      notYet.slice(1)
    }`,
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
      await assertWebIdentity();
    },
  },
];
