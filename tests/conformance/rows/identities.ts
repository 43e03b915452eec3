import assert from "node:assert/strict";
import { makeAssertion } from "../../support/fake_federation.ts";
import type { World } from "../../support/world.ts";
import { callsOf, fail, succeed } from "../look.ts";
import type { Row } from "../row.ts";
import { roleArn, rowAccounts, section, writeText } from "../setup.ts";

const provider = "arn:aws:iam::222222222222:saml-provider/corp";
const federation = { samlProvider: provider };
const roles = ["dev", "r1"].map((name) => ({ arn: roleArn(name), federation }));

/** The roles that `awsume --with-saml WORDS` has taken, given an assertion of those roles in the file `assertion`. */
async function assertTakes(world: World, words: readonly string[], expected: string): Promise<void> {
  const before = callsOf(world).length;
  await succeed(world, ["--with-saml", "--saml-assertion", `${world.home}/.aws/assertion`, "-r", ...words]);
  const taken = callsOf(world, before).map(({ action, by, RoleArn }) => [action, by, RoleArn]);
  assert.deepEqual(taken, [["AssumeRoleWithSAML", "nobody", roleArn(expected)]]);
}

async function writeRoles(world: World, names: readonly string[]): Promise<void> {
  const values = names.map((name, index) =>
    index % 2 === 0 ? `${roleArn(name)},${provider}` : `${provider},${roleArn(name)}`
  );
  await writeText(world, "assertion", btoa(makeAssertion({ roles: values })));
}

/** The rows of roles that somebody else's proof opens. */
export const identitiesRows: readonly Row[] = [
  {
    number: 98,
    ids: "S01–S14",
    title: "`--with-saml`, and the choice among the roles of an assertion",
    verdict: "better",
    original: "Takes the one role that there is, else the one of both ARNs, else asks. From the options it " +
      "wants the provider's ARN before the role's, from a profile the other way round.",
    ours:
      "Makes the same choice, in either order and by the role's ARN alone, too. A role that was named and " +
      "is not offered is an error, even where there is one role only.",
    why: "Identity providers write the two ARNs in either order, and who names a role does not mean another.",
    setup: { accounts: { ...rowAccounts, roles } },
    test: async (world) => {
      const named = section("profile p", { role_arn: roleArn("r1"), principal_arn: provider });
      await writeText(world, "config", named);
      await writeRoles(world, ["dev", "r1"]);
      await assertTakes(world, ["p"], "r1");
      await assertTakes(world, ["--role-arn", roleArn("r1"), "--principal-arn", provider], "r1");
      await assertTakes(world, ["--role-arn", roleArn("dev")], "dev");
      const words = ["--with-saml", "--saml-assertion", `${world.home}/.aws/assertion`];
      await fail(world, words, {
        status: 4,
        says: /which role of the SAML assertion is meant: it offers 2\n/,
      });
      await writeRoles(world, ["dev"]);
      await assertTakes(world, [], "dev");
      await fail(world, [...words, "p"], {
        status: 4,
        says: /role\/r1 by .*: the SAML assertion does not offer it/,
      });
    },
  },
];
