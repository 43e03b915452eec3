import assert from "node:assert/strict";
import { pluginText, startPlugged } from "../support/plugged.ts";

const adds = `collectProfiles: () => ({
  added: { role_arn: "arn:aws:iam::222222222222:role/one", source_profile: "alice", region: "eu-west-3" } })`;

Deno.test("explain, -l, ls and cdk-plugin know the profiles that a plugin adds", async () => {
  await using world = await startPlugged({ "add.mjs": pluginText("add", adds) });
  await Deno.remove(`${world.home}/.aws/config`);
  for (
    const [words, shows] of [
      [["explain", "added"], /role_arn +arn:aws:iam::222222222222:role\/one +plugin add/],
      [["-l"], /added +Role +alice +No +eu-west-3 +aws +222222222222/],
      [["-l", "--json"], /"name": "added"/],
      [["ls", "added"], /added +222222222222 +one/],
      [["cdk-plugin", "--account", "222222222222"], /^added\n$/m],
    ] as const
  ) {
    const { status, stdout, stderr } = await world.run(words);
    assert.equal(status, 0, stderr);
    assert.match(stdout, shows);
  }
  assert.deepEqual(world.calls(), []);
});

Deno.test("explain says which plugin may give the credentials, and shows what a plugin asks for", async () => {
  const hooks = "getCredentials() {}, preGetCredentials: ({ arguments: a }) => { a.region = 'eu-west-3'; }";
  await using world = await startPlugged({ "say.mjs": pluginText("say", hooks) });
  const { status, stdout, stderr } = await world.run(["explain", "one"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /note: the plugin "say" is asked first, and may give credentials of its own/);
  assert.match(stdout, /region +eu-west-3/);
  const without = await world.run(["explain", "one", "--no-plugins"]);
  assert.doesNotMatch(without.stdout, /plugin|eu-west-3/);
});
