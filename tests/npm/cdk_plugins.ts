/**
 * CDK plugins that people have published, as npm has them, inside awsume: `deno task test:plugins`. They bring 265 MB,
 * so the other tests do without them.
 */
import assert from "node:assert/strict";
import { installPackages, packagePath } from "../support/npm.ts";
import { startWorld } from "../support/world.ts";

const folder = await installPackages([
  "cdk-multi-profile-plugin@1.2.1",
  "cdk-assume-role-plugin@1.2.0",
  "@cdk-cosmos/cdk-credentials-plugin@0.8.12",
  "cdk-assume-role-credential-plugin@1.4.0",
  "aws-sdk@2.1693.0",
], ["--legacy-peer-deps"]);

/** How each is loaded, and what it says of an account that it does not know. */
const asked: Readonly<Record<string, RegExp>> = {
  // These two import two names of aws-cdk, for which awsume stands in: with the real one they fail in Node, too.
  "cdk-multi-profile-plugin": /none of these plugins has any: cdk-multi-profile-plugin$/m,
  "cdk-assume-role-plugin": /none of these plugins has any: cdk-assume-role-plugin$/m,
  "@cdk-cosmos/cdk-credentials-plugin": /none of these plugins has any: cdk-cosmos-credentials-plugin$/m,
  // What it imports of aws-cdk lacks packages of its own, as npm has it: it fails so in Node, too.
  "cdk-assume-role-credential-plugin":
    /Cannot load the plugin \S+: Cannot find module '@aws-cdk\/cloudformation-diff'; going on without it/,
};
for (const [name, told] of Object.entries(asked)) {
  Deno.test(`awsume --account with ${name}`, async () => {
    await using world = await startWorld();
    await listPlugin(name, world.home);
    const { status, stdout, stderr } = await world.run(["--account", "999999999999"], {
      env: { CDK_COSMOS_CREDENTIALS_PLUGIN_DISABLE: "true", AWS_EC2_METADATA_DISABLED: "true" },
    });
    assert.equal(status, 4, stderr);
    assert.doesNotMatch(stdout, /export/);
    assert.match(stderr, told);
  });
}

Deno.test("cdk-multi-profile-plugin gives awsume the credentials of its own file of accounts", async () => {
  await using world = await startWorld();
  await listPlugin("cdk-multi-profile-plugin", world.home);
  const mapping = JSON.stringify({ awsProfiles: { "111111111111": "alice" } });
  await Deno.writeTextFile(`${world.home}/.cdkmultiprofileplugin.json`, mapping);
  const { status, stdout, stderr } = await world.run(["--account", "111111111111"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /AWS_ACCESS_KEY_ID='AKIAFAKEALICEEXAMPLE'/);
  // It says on stdout, which the shell evaluates, which profile it uses.
  assert.doesNotMatch(stdout, /Using/);
  assert.match(stderr, /Using profile .*alice/);
});

async function listPlugin(name: string, home: string): Promise<void> {
  await Deno.mkdir(`${home}/.awsume`, { mode: 0o700 });
  const path = packagePath(folder, name);
  await Deno.writeTextFile(`${home}/.awsume/config.yaml`, `plugins: [${JSON.stringify(path)}]\n`);
}
