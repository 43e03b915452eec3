import assert from "node:assert/strict";
import { pluginText, startPlugged, writePlugins } from "../support/plugged.ts";
import { testWith } from "../support/programs.ts";
import { runClean } from "../support/script.ts";
import { startWorld } from "../support/world.ts";

/** What `plugin new` writes: who runs its test, and what is added. */
const languages = [
  { lang: "js", program: "node", args: ["--test", "mine/plugin.test.mjs"], plugin: "mine/plugin.mjs" },
  { lang: "py", program: "python3", args: ["mine/test_plugin.py"], plugin: "mine/awsume-plugin-mine" },
  { lang: "sh", program: "sh", args: ["mine/test.sh"], plugin: "mine/awsume-plugin-mine" },
] as const;

for (const { lang, program, args, plugin } of languages) {
  testWith(program, `plugin new --lang ${lang} writes a plugin that works, and its test`, async () => {
    await using world = await startWorld();
    const written = await world.run(["plugin", "new", "mine", "--lang", lang]);
    assert.equal(written.status, 0, written.stderr);
    assert.match(written.stderr, new RegExp(`^  ${program} .*  run its test$`, "m"));
    assert.ok(written.stderr.includes(`  awsume plugin add ${plugin} `), written.stderr);
    const tested = await runClean([program, ...args], { folder: world.home });
    assert.equal(tested.status, 0, tested.stderr + tested.stdout);
    const checked = await world.run(["plugin", "check", plugin]);
    assert.equal(checked.status, 0, checked.stderr);
    assert.match(checked.stdout, /^mine \(\w+\) \S+: each hook with a sample\nok {2}postGetCredentials\n$/);
    const added = await world.run(["plugin", "add", plugin]);
    assert.match(added.stderr, /^Added the plugin "mine" to \S+\/\.awsume\/config\.yaml$/m);
    const { status, stdout, stderr } = await world.run(["one"]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^mine: .*credentials of one/m);
    assert.doesNotMatch(stdout, /mine/);
    assert.match((await world.run(["--list-plugins"])).stderr, /^mine \(\w+\) /m);
    assert.equal((await world.run(["plugin", "remove", "mine"])).status, 0);
    assert.doesNotMatch((await world.run(["one"])).stderr, /mine/);
  });
}

Deno.test("plugin new --lang ts writes a plugin whose types and test are right", async () => {
  await using world = await startWorld();
  assert.equal((await world.run(["plugin", "new", "mine", "--lang", "ts"])).status, 0);
  const env = { DENO_DIR: world.env.DENO_DIR ?? "", NO_COLOR: "1" };
  const tested = await runClean([Deno.execPath(), "test", "--check", "mine"], { folder: world.home, env });
  assert.equal(tested.status, 0, tested.stderr + tested.stdout);
  assert.match(tested.stdout, /1 passed/);
  const types = await world.run(["plugin", "types"]);
  assert.equal(types.stdout, await Deno.readTextFile(`${world.home}/mine/awsume.d.ts`));
});

Deno.test("plugin types refuse what a hook may not return", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/awsume.d.ts`, (await world.run(["plugin", "types"])).stdout);
  const wrong: Readonly<Record<string, string>> = {
    "getCredentials: () => ({ accessKeyId: 7, secretAccessKey: '' })": "number",
    "getCredential: () => undefined": "getCredential",
    "postGetCredentials({ credentials }) { credentials.accessKeyId = ''; }": "read-only",
  };
  const env = { DENO_DIR: world.env.DENO_DIR ?? "", NO_COLOR: "1" };
  for (const [hook, says] of Object.entries(wrong)) {
    await Deno.writeTextFile(
      `${world.home}/bad.ts`,
      `import type { Plugin } from "./awsume.d.ts";\nexport default { awsume: 1, hooks: { ${hook} } } satisfies Plugin;\n`,
    );
    const { status, stderr } = await runClean([Deno.execPath(), "check", "bad.ts"], {
      folder: world.home,
      env,
    });
    assert.notEqual(status, 0, hook);
    assert.ok(stderr.includes(says), stderr);
  }
});

Deno.test("plugin list has each plugin with its hooks, and what stands in its way", async () => {
  await using world = await startPlugged({
    "good.mjs": pluginText("good", "postGetCredentials() {}, getMfaToken() {}"),
    "bad.mjs": "throw new Error('boom');\n",
  });
  await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, "plugins: [/no/such.mjs]\n");
  const table = await world.run(["plugin", "list"]);
  assert.equal(table.status, 0);
  assert.match(table.stdout, /^NAME +KIND +LOAD +FILE +HOOKS$/m);
  assert.match(table.stdout, /^good +module +\d+ ms +\S+good\.mjs +postGetCredentials, getMfaToken$/m);
  assert.match(table.stdout, /^\S+bad\.mjs +! +\d+ ms +\S+bad\.mjs +cannot be used$/m);
  assert.match(table.stdout, /^\/no\/such\.mjs +! +- +- +cannot be used$/m);
  assert.match(table.stderr, /^awsume: Cannot load the plugin \S+bad\.mjs:1: boom$/m);
  const rows = JSON.parse((await world.run(["plugin", "list", "--json"])).stdout);
  assert.deepEqual(
    rows.map(({ loadMs, ...row }: { readonly loadMs: number | null }) => ({
      ...row,
      isTimed: loadMs !== null,
    })),
    [
      {
        name: `${world.home}/.awsume/plugins/bad.mjs`,
        kind: null,
        file: `${world.home}/.awsume/plugins/bad.mjs`,
        hooks: [],
        trouble: `Cannot load the plugin ${world.home}/.awsume/plugins/bad.mjs:1: boom`,
        hint: null,
        isTimed: true,
      },
      {
        name: "good",
        kind: "module",
        file: `${world.home}/.awsume/plugins/good.mjs`,
        hooks: ["postGetCredentials", "getMfaToken"],
        trouble: null,
        hint: null,
        isTimed: true,
      },
      {
        name: "/no/such.mjs",
        kind: null,
        file: null,
        hooks: [],
        trouble: 'Cannot find the plugin "/no/such.mjs"',
        hint: `Correct it in awsume's settings (plugins), or put it into ${world.home}/.awsume/plugins`,
        isTimed: false,
      },
    ],
  );
});

Deno.test("plugin add keeps the other lines of the settings, and a plugin that is there is not added again", async () => {
  await using world = await startWorld();
  await writePlugins(world.home, {
    "a.mjs": pluginText("a", ""),
    "b.cjs": "module.exports = { awsume: 1 };\n",
  });
  const settings = `${world.home}/.awsume/config.yaml`;
  await Deno.mkdir(`${world.home}/.awsume`, { mode: 0o700 });
  await Deno.writeTextFile(settings, "# mine\nregion: eu-west-1 # near\n\n# the last\n");
  assert.equal((await world.run(["plugin", "add", "~/a.mjs"])).status, 0);
  assert.equal((await world.run(["plugin", "add", "./b.cjs"])).status, 0);
  const both = `plugins: ["${world.home}/a.mjs", "${world.home}/b.cjs"]\n`;
  assert.equal(await Deno.readTextFile(settings), `# mine\nregion: eu-west-1 # near\n\n# the last\n${both}`);
  assert.match((await world.run(["plugin", "add", "a.mjs"])).stderr, /"a" is there already/);
  assert.equal((await world.run(["plugin", "remove", "a.mjs"])).status, 0);
  assert.equal((await world.run(["plugin", "remove", `${world.home}/b.cjs`])).status, 0);
  assert.equal(await Deno.readTextFile(settings), "# mine\nregion: eu-west-1 # near\n\n# the last\n");
});

Deno.test("plugin add takes a package of the folder of plugins, and a program of the PATH", async () => {
  await using world = await startPlugged({
    "node_modules/@scope/pack/package.json": `{ "name": "@scope/pack", "main": "main.js" }`,
    "node_modules/@scope/pack/main.js": `module.exports = { awsume: 1, name: "pack", hooks: {} };`,
  });
  await writePlugins(`${world.home}/bin`, { "awsume-plugin-tool": "#!/bin/sh\necho '{}'\n" });
  const env = { PATH: `${world.home}/bin:/usr/bin:/bin` };
  assert.equal((await world.run(["plugin", "add", "@scope/pack"])).status, 0);
  assert.equal((await world.run(["plugin", "add", "awsume-plugin-tool"], { env })).status, 0);
  assert.equal(
    await Deno.readTextFile(`${world.home}/.awsume/config.yaml`),
    'plugins: ["@scope/pack", "awsume-plugin-tool"]\n',
  );
  const { stdout } = await world.run(["plugin", "list"], { env });
  assert.match(stdout, /^pack +module /m);
  assert.match(stdout, /^tool +executable /m);
});

const refused: readonly (readonly [words: readonly string[], status: number, says: RegExp])[] = [
  [[], 2, /Cannot tell what to do with plugins\n +awsume plugin list /],
  [["lst"], 2, /Cannot understand "plugin lst"\n +Did you mean "list"/],
  [["list", "x"], 2, /it takes no more words/],
  [["add"], 2, /it takes one PATH\|PACKAGE\n +Write awsume plugin add/],
  [["add", "a", "b"], 2, /it takes one PATH\|PACKAGE/],
  [["add", "--json", "a"], 2, /Cannot use --json with plugin add\n +It belongs to awsume plugin list/],
  [["list", "--lang", "js"], 2, /Cannot use --lang with plugin list/],
  [
    ["add", "some-pack"],
    3,
    /Cannot find the package "some-pack" in \S+\n +Run: npm install --prefix \S+ some-pack/,
  ],
  [["add", "./gone.mjs"], 3, /Cannot find the plugin "\.\/gone\.mjs"/],
  [["add", "broken.mjs"], 3, /Cannot load the plugin \S+broken\.mjs:1: boom/],
  [["add", "awsume-plugin-gone"], 3, /Cannot find the plugin "awsume-plugin-gone"/],
  [
    ["add", "/dev/null"],
    3,
    /Cannot use "\/dev\/null" as a plugin: it is neither a file nor a folder\n +A plugin is/,
  ],
  [
    ["add", "bin"],
    3,
    /bin" as a plugin: it is a folder without a package\.json\n +Name the plugin's file in it/,
  ],
  [["add", "open.mjs"], 3, /open\.mjs can be written by other users\n +Run: chmod go-w/],
  [["remove", "nobody"], 3, /Cannot find the plugin "nobody"\n +Run awsume plugin list/],
  [["remove", "lies"], 3, /the settings do not name it, it lies in \S+\n +Run: rm -r \S+lies\.mjs/],
  [["new", "Not Good"], 2, /Cannot call a plugin "Not Good"/],
  [["new", "mine", "--lang", "jsx"], 2, /Cannot write a plugin in "jsx"\n +Did you mean "js"/],
  [["new", "bin"], 2, /Cannot write the plugin "bin": there is something of that name here/],
  [["check", "open.mjs"], 3, /can be written by other users/],
];
for (const [words, status, says] of refused) {
  Deno.test(`plugin ${words.join(" ")} is refused, and nothing is written`, async () => {
    await using world = await startPlugged({ "lies.mjs": pluginText("lies", "") });
    await writePlugins(world.home, { "broken.mjs": "throw new Error('boom');", "open.mjs": "" });
    await Deno.chmod(`${world.home}/open.mjs`, 0o666);
    await Deno.mkdir(`${world.home}/bin`);
    const outcome = await world.run(["plugin", ...words]);
    assert.equal(outcome.status, status, outcome.stderr);
    assert.match(outcome.stderr, says);
    assert.equal(outcome.stdout, "");
    await assert.rejects(Deno.stat(`${world.home}/.awsume/config.yaml`));
  });
}

Deno.test("plugin check names each hook that is at fault, and what is wrong with it", async () => {
  await using world = await startWorld();
  await writePlugins(world.home, {
    "bad.mjs": pluginText(
      "bad",
      `addArguments: () => [{ long: "region", doc: "" }], getCredentials: () => undefined,
       getMfaToken: ({ serial }) => serial, preGetCredentials() { throw new Error("boom"); },
       collectProfiles: () => 7, getProfileNames: () => ["a"], postGetCredentials() {}`,
    ),
  });
  const { status, stdout } = await world.run(["plugin", "check", "bad.mjs"]);
  assert.equal(status, 3);
  assert.deepEqual(
    stdout.trimEnd().split("\n").slice(1).map((line) => line.replaceAll(/\(\/\S+\)/g, "(FILE)")),
    [
      `wrong  addArguments        Cannot go on: the plugin "bad" (FILE) declares --region, which awsume has`,
      `wrong  collectProfiles     Cannot use what the plugin "bad" (FILE) returns from collectProfiles: it is no object`,
      `wrong  preGetCredentials   Cannot go on: preGetCredentials of the plugin "bad" (FILE) failed: boom`,
      `ok     getCredentials`,
      `wrong  getMfaToken         Cannot use what the plugin "bad" (FILE) returns from getMfaToken: a code has six digits`,
      `ok     postGetCredentials`,
      `ok     getProfileNames`,
    ],
  );
});

Deno.test("plugin has help and completion", async () => {
  await using world = await startWorld();
  const complete = async (line: string, word: string): Promise<string> =>
    (await world.run(["__complete", "bash", line, word])).stdout;
  assert.equal(await complete("awsume plug", "plug"), "plugin\n");
  assert.equal(await complete("awsume plugin ", ""), "list\nadd\nremove\nnew\ncheck\ntypes\npython\n");
  assert.equal(await complete("awsume plugin new x --lang ", ""), "js\nts\npy\nsh\n");
  assert.match((await world.run(["help", "plugin"])).stdout, /awsume plugin new hello/);
});
