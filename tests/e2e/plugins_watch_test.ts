import assert from "node:assert/strict";
import { pluginText, startPlugged, writePlugins } from "../support/plugged.ts";
import type { World } from "../support/world.ts";

/** Plugins and switches from memory: the first switch takes credentials, those behind it find them there. */
const told = `import { appendFileSync } from "node:fs";
const tell = (what) => appendFileSync(process.env.HOME + "/told", JSON.stringify(what) + "\\n");
`;

async function readTold({ home }: World): Promise<readonly unknown[]> {
  return (await Deno.readTextFile(`${home}/told`)).trimEnd().split("\n").map((line) => JSON.parse(line));
}

async function isRemembered({ home }: World): Promise<boolean> {
  return await Deno.stat(`${home}/.awsume/cache/switch-one.json`).then(() => true, () => false);
}

Deno.test("a plugin that watches is shown the same by a switch from memory as by the first", async () => {
  await using world = await startPlugged({
    "watch.mjs": told + pluginText("watch", "postGetCredentials: (context) => tell(context)"),
  });
  const [first, second] = [await world.run(["one"]), await world.run(["one"])];
  assert.deepEqual([first.status, second.status], [0, 0]);
  assert.equal(second.stdout, first.stdout);
  assert.ok(await isRemembered(world));
  const [before, after] = await readTold(world);
  assert.deepEqual(after, before);
  const { arguments: given, credentials } = after as Record<string, Record<string, unknown>>;
  assert.equal(given?.profileName, "one");
  assert.match(first.stdout, new RegExp(`AWS_ACCESS_KEY_ID='${credentials?.accessKeyId}'`));
  assert.deepEqual(world.calls(), ["AssumeRole"]);
});

Deno.test("a plugin that watches sees what exec takes from memory, and not what credential-process answers", async () => {
  await using world = await startPlugged({
    "watch.mjs": told + pluginText("watch", "postGetCredentials: ({ arguments: a }) => tell(a.profileName)"),
  });
  for (const words of [["one"], ["exec", "one", "true"], ["credential-process", "one"]]) {
    assert.equal((await world.run(words)).status, 0);
  }
  assert.deepEqual(await readTold(world), ["one", "one"]);
});

Deno.test("a plugin that fails once it is shown what is in memory is called once, and nothing is exported", async () => {
  await using world = await startPlugged({ "watch.mjs": pluginText("watch", "postGetCredentials() {}") });
  assert.equal((await world.run(["one"])).status, 0);
  const fails = 'postGetCredentials() { tell(1); throw new Error("the log is full"); }';
  await writePlugins(`${world.home}/.awsume/plugins`, { "watch.mjs": told + pluginText("watch", fails) });
  const { status, stdout, stderr } = await world.run(["one"]);
  assert.equal(status, 3);
  assert.equal(stdout, "(exit 3);\n");
  assert.match(
    stderr,
    /^awsume: Cannot go on: postGetCredentials of the plugin "watch" \(\S+\) failed: the log is full$/m,
  );
  assert.equal((await readTold(world)).length, 1);
  const exec = await world.run(["exec", "one", "echo", "ran"]);
  assert.deepEqual([exec.status, exec.stdout], [3, ""]);
});

Deno.test("a plugin that comes to have a say is asked, whatever is in memory", async () => {
  await using world = await startPlugged({ "watch.mjs": pluginText("watch", "postGetCredentials() {}") });
  assert.equal((await world.run(["one"])).status, 0);
  const keys = '{ accessKeyId: "AKIASAY", secretAccessKey: "s" }';
  const folder = `${world.home}/.awsume/plugins`;
  await writePlugins(folder, { "say.mjs": pluginText("say", `getCredentials: () => (${keys})`) });
  assert.match((await world.run(["one"])).stdout, /AWS_ACCESS_KEY_ID='AKIASAY'/);
  assert.match((await world.run(["credential-process", "one"])).stdout, /"AKIASAY"/);
  await Deno.remove(`${folder}/say.mjs`);
  assert.match((await world.run(["one"])).stdout, /AWS_ACCESS_KEY_ID='ASIA/);
});

const broken = "export default { awsume: 1, hooks: {} ]";
for (
  const [where, entry] of [["the folder", undefined], [
    "the settings",
    "plugins: [~/listed/bad.mjs]\n",
  ]] as const
) {
  Deno.test(`a plugin of ${where} that cannot be loaded is told each time, memory or not`, async () => {
    await using world = await startPlugged(entry === undefined ? { "bad.mjs": broken } : {});
    if (entry !== undefined) {
      await writePlugins(`${world.home}/listed`, { "bad.mjs": broken });
      await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, entry);
    }
    for (const _ of [1, 2]) {
      const { status, stderr } = await world.run(["one"]);
      assert.equal(status, 0);
      assert.match(stderr, /^awsume: Cannot load the plugin \S+bad\.mjs.*; going on without it$/m);
    }
    assert.deepEqual(world.calls(), ["AssumeRole"]);
  });
}

Deno.test("plugins are left out of a switch from memory as well, by AWSUME_NO_PLUGINS", async () => {
  await using world = await startPlugged({
    "watch.mjs": told + pluginText("watch", 'postGetCredentials: () => tell("seen")'),
  });
  for (const env of [{}, { AWSUME_NO_PLUGINS: "1" }, { AWSUME_NO_PLUGINS: "1" }]) {
    assert.equal((await world.run(["one"], { env })).status, 0);
  }
  assert.deepEqual(await readTold(world), ["seen"]);
});

Deno.test("beside a plugin that watches, one that cannot be loaded is told each time, too", async () => {
  await using world = await startPlugged({
    "watch.mjs": told + pluginText("watch", 'postGetCredentials: () => tell("seen")'),
    "bad.mjs": broken,
  });
  for (const _ of [1, 2]) {
    const { status, stderr } = await world.run(["one"]);
    assert.equal(status, 0);
    assert.match(stderr, /^awsume: Cannot load the plugin \S+bad\.mjs.*; going on without it$/m);
  }
  assert.deepEqual(await readTold(world), ["seen", "seen"]);
});
