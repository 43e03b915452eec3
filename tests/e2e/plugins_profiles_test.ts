import assert from "node:assert/strict";
import { pluginText, startPlugged } from "../support/plugged.ts";

const adds = `collectProfiles: () => ({
  added: { role_arn: "arn:aws:iam::222222222222:role/one", source_profile: "alice", region: "eu-west-3" } })`;

Deno.test("explain, -l, ls and cdk-plugin know the profiles that a plugin adds", async () => {
  await using world = await startPlugged({ "add.mjs": pluginText("add", adds) });
  await Deno.remove(`${world.home}/.aws/config`);
  for (
    const [words, shows] of [
      [["explain", "added"], /role_arn +arn:aws:iam::222222222222:role\/one +plugin add$/m],
      [["-l"], /added +Role +alice +No +eu-west-3 +aws +222222222222 +plugin add$/m],
      [["-l", "--json"], /"name": "added",[^}]*"from": "plugin add"/],
      [["ls", "added"], /added +222222222222 +one/],
      [["cdk-plugin", "--account", "222222222222"], /^added\n$/m],
      [["__complete", "bash", "awsume ad", "ad"], /^added$/m],
      [["__complete", "bash", "awsume ls ad", "ad"], /^added$/m],
      [["__complete", "bash", "awsume one --role-arn x --source-profile ad", "ad"], /^added$/m],
    ] as const
  ) {
    const { status, stdout, stderr } = await world.awsume(words);
    assert.equal(status, 0, stderr);
    assert.match(stdout, shows);
  }
  for (
    const [words, says] of [
      [["ls", "added", "--no-plugins"], /Cannot find profile "added"/],
      [["cdk-plugin", "--account", "222222222222", "--no-plugins"], /Cannot find a profile for reading/],
    ] as const
  ) {
    const { status, stderr } = await world.awsume(words);
    assert.equal(status, 3);
    assert.match(stderr, says);
  }
  assert.deepEqual(world.calls(), []);
});

Deno.test("explain says which plugin may give the credentials, and shows what a plugin asks for", async () => {
  const hooks = "getCredentials() {}, preGetCredentials: ({ arguments: a }) => { a.region = 'eu-west-3'; }";
  await using world = await startPlugged({ "say.mjs": pluginText("say", hooks) });
  const { status, stdout, stderr } = await world.awsume(["explain", "one"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /note: the plugin "say" is asked first, and may give credentials of its own/);
  assert.match(stdout, /region +eu-west-3/);
  const without = await world.awsume(["explain", "one", "--no-plugins"]);
  assert.doesNotMatch(without.stdout, /plugin|eu-west-3/);
});

Deno.test("a profile of a plugin is a name of its own, also where names are matched, and its faults name the plugin", async () => {
  const wrong =
    `wrong: { role_arn: "no ARN", source_profile: "alice" }, half: { aws_access_key_id: "AKIAHALF" }`;
  await using world = await startPlugged({
    "add.mjs": pluginText("add", adds.replace("added:", `${wrong}, added:`)),
    "../config.yaml": "fuzzy-match: true\n",
  });
  const { status, stderr } = await world.awsume(["added"]);
  assert.deepEqual([status, /Using profile/.test(stderr)], [0, false], stderr);
  assert.match(
    (await world.awsume(["wrong"])).stderr,
    /role of profile "wrong": plugin add is no role ARN$/m,
  );
  assert.match((await world.awsume(["half"])).stderr, /aws_secret_access_key is missing beside plugin add$/m);
});

Deno.test("cache ls and cache clear know a profile that a plugin adds", async () => {
  await using world = await startPlugged({ "add.mjs": pluginText("add", adds) });
  assert.equal((await world.awsume(["added"])).status, 0);
  assert.match(
    (await world.awsume(["cache", "ls"])).stdout,
    /^role +added +arn:aws:iam::222222222222:role\/one/m,
  );
  assert.match((await world.awsume(["cache", "ls", "--no-plugins"])).stdout, /^role +added \(removed\) /m);
  assert.match(
    (await world.awsume(["cache", "clear", "added"])).stderr,
    /^Removed .*role\/one for "added"$/m,
  );
  assert.equal((await world.awsume(["cache", "clear", "added"])).status, 0);
});
