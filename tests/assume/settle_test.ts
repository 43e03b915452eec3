import assert from "node:assert/strict";
import { type AssumeRequest, makePlan } from "../../src/assume/plan.ts";
import { findStsEndpoint } from "../../src/aws/endpoints.ts";
import { settle } from "../../src/assume/settle.ts";
import { AuthError, Interrupted } from "../../src/errors.ts";
import { makeAssertion } from "../support/fake_federation.ts";
import { type FakeOptions, fakeSystem } from "../support/fake_system.ts";
import { profilesOf } from "../support/profiles.ts";

const provider = "arn:aws:iam::222222222222:saml-provider/corp";
const [dev, ops] = ["arn:aws:iam::222222222222:role/dev", "arn:aws-us-gov:iam::222222222222:role/ops"];
const govProvider = "arn:aws-us-gov:iam::222222222222:saml-provider/corp";
const assertion = btoa(makeAssertion({ roles: [`${dev},${provider}`, `${govProvider},${ops}`] }));
const config = `
[profile saml]
saml_process = secret-command
[profile named]
saml_process = secret-command
role_arn = ${dev}
[profile top]
role_arn = arn:aws-us-gov:iam::333333333333:role/top
source_profile = saml
`;

async function settled(profile: string, options: FakeOptions): Promise<AssumeRequest> {
  using fake = fakeSystem(options);
  const request = { profile, refresh: false, env: {}, defaults: {} };
  return await settle(request, await profilesOf(config), fake.system);
}

Deno.test("settle() lets the person choose a role, and the role decides about the partition", async () => {
  using fake = fakeSystem({ outputs: [assertion], chosen: [ops] });
  const profiles = await profilesOf(config);
  const request = await settle(
    { profile: "saml", refresh: false, env: {}, defaults: {} },
    profiles,
    fake.system,
  );
  assert.deepEqual(fake.offers, [{
    question: "Which role? ",
    choices: [{ name: dev }, { name: ops }],
  }]);
  const { source, network, notes } = makePlan(request, profiles);
  assert.ok(source.kind === "saml");
  assert.deepEqual([source.roleArn, source.principalArn], [ops, govProvider]);
  assert.equal(findStsEndpoint(network).url, "https://sts.us-gov-west-1.amazonaws.com");
  assert.deepEqual(notes, [`Using ${ops}, a role that the SAML assertion offers`]);
  assert.deepEqual(
    fake.commands.map(({ options: { name, env, maxOutputBytes } }) => [name, env, maxOutputBytes]),
    [[
      'saml_process of profile "saml" (/home/me/.aws/config:3)',
      { AWSUME_PROFILE: "saml", AWSUME_PROCESS_CHAIN: "saml" },
      262_144,
    ]],
  );
});

Deno.test("settle() chooses for a source under a chain, too", async () => {
  const { proof } = await settled("top", { outputs: [assertion], chosen: [ops] });
  assert.deepEqual(proof?.role, { roleArn: ops, principalArn: govProvider });
});

Deno.test("settle() runs nothing for a role that is named", async () => {
  assert.equal((await settled("named", {})).proof, undefined);
});

Deno.test("settle() ends where nobody can choose, or the person leaves", async () => {
  await assert.rejects(settled("saml", { outputs: [assertion] }), (error) => {
    assert.ok(error instanceof AuthError);
    assert.match(
      error.hint ?? "",
      /--role-arn .*\n {2}arn:aws:iam::222222222222:role\/dev by .*\n {2}arn:aws-us-gov/,
    );
    return true;
  });
  await assert.rejects(settled("saml", { outputs: [assertion], chosen: [new Interrupted()] }), Interrupted);
});

Deno.test("settle() refuses a command that comes back for its own profile", async () => {
  await assert.rejects(settled("saml", { env: { AWSUME_PROCESS_CHAIN: "x,saml" } }), {
    message:
      'Cannot use saml_process of profile "saml" (/home/me/.aws/config:3): its command asks awsume for that profile',
  });
});

Deno.test("settle() tells the providers of one role apart", async () => {
  const twice = btoa(makeAssertion({ roles: [`${dev},${provider}`, `${dev},${provider}2`] }));
  const { proof } = await settled("saml", { outputs: [twice], chosen: [`${dev} by ${provider}2`] });
  assert.deepEqual(proof?.role, { roleArn: dev, principalArn: `${provider}2` });
});
