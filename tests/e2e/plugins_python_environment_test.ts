/** Plugins that are installed in a Python environment, and which Python runs one that is a file. */
import assert from "node:assert/strict";
import { testWith } from "../support/programs.ts";
import { putPlugin, startPlugged } from "../support/python_plugins.ts";
import type { World } from "../support/world.ts";

/** An environment with these packages, each a module with one entry point of its name. */
async function makeEnvironment({ home }: World, modules: Readonly<Record<string, string>>): Promise<string> {
  const folder = `${home}/venv`;
  const made = await new Deno.Command("python3", { args: ["-m", "venv", "--without-pip", folder] }).output();
  assert.ok(made.success, new TextDecoder().decode(made.stderr));
  for (const [name, text] of Object.entries(modules)) await install(folder, name, text);
  return folder;
}

async function install(folder: string, name: string, text: string): Promise<void> {
  const packages = await findPackages(folder);
  await Deno.writeTextFile(`${packages}/awsume_${name}.py`, text);
  const info = `${packages}/awsume_${name}-1.0.dist-info`;
  await Deno.mkdir(info);
  await Deno.writeTextFile(`${info}/METADATA`, `Metadata-Version: 2.1\nName: awsume-${name}\nVersion: 1.0\n`);
  await Deno.writeTextFile(`${info}/entry_points.txt`, `[awsume]\n${name} = awsume_${name}\n`);
}

async function findPackages(folder: string): Promise<string> {
  for await (const { name } of Deno.readDir(`${folder}/lib`)) return `${folder}/lib/${name}/site-packages`;
  throw new Error("no packages");
}

async function list({ home }: World, entry: string): Promise<void> {
  await Deno.writeTextFile(`${home}/.awsume/config.yaml`, `plugins: ["${entry}"]\n`);
}

function saying(word: string): string {
  return `from awsume.awsumepy import hookimpl\n@hookimpl\ndef post_get_credentials():\n    print("${word}")\n`;
}

const codes = `from awsume.awsumepy import hookimpl
@hookimpl
def add_arguments(parser):
    parser.add_argument("-cl", "--code-later", action="store_true")
@hookimpl(trylast=True)
def get_profile_names():
    return ["spare"]
@hookimpl
def collect_aws_profiles():
    return {"added": {"role_arn": "arn:aws:iam::222222222222:role/one", "source_profile": "alice"}}
`;
const more = `from awsume.awsumepy import hookimpl
@hookimpl
def get_profile_names():
    return ["more"]
@hookimpl
def collect_aws_profiles():
    return {"added": {"role_arn": "arn:aws:iam::333333333333:role/none"}, "again": {}}
`;

testWith(
  "python3",
  "all plugins that are installed in an environment are one, by its folder and by its python",
  async () => {
    await using world = await startPlugged({});
    const folder = await makeEnvironment(world, { codes, more, said: saying("said") });
    for (const entry of [folder, `${folder}/bin/python3`]) {
      await list(world, entry);
      const { status, stdout, stderr } = await world.awsume(["added", "-cl"]);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /AWSUME_PROFILE='added'/);
      assert.match(stderr, /^said$/m);
      const names = await world.awsume(["__complete", "bash", "awsume ", ""]);
      assert.match(names.stdout, /^more\nspare$/m);
      assert.match(
        (await world.awsume(["--list-plugins"])).stderr,
        new RegExp(`^python \\(python\\) ${entry}$`, "m"),
      );
    }
  },
);

testWith(
  "python3",
  "one that cannot be loaded is told each time, and the others of the environment work",
  async () => {
    await using world = await startPlugged({});
    const broken = "import os\nfrom awsume.awsumepy.lib import cache\n";
    await list(world, await makeEnvironment(world, { broken, said: saying("said") }));
    for (const _ of ["first", "again"]) {
      const { status, stderr } = await world.awsume(["one"]);
      assert.equal(status, 0, stderr);
      assert.match(stderr, /^said$/m);
      assert.match(
        stderr,
        /^awsume: Cannot load the plugin broken \(awsume_broken\), .*awsume_broken\.py:2: awsume\.awsumepy\.lib\.cache is not there; going on without it$/m,
      );
    }
  },
);

testWith("python3", "an environment without a plugin, and one whose Python is gone, are told", async () => {
  await using world = await startPlugged({});
  const folder = await makeEnvironment(world, {});
  await list(world, folder);
  const none = await world.awsume(["one", "-r"]);
  assert.equal(none.status, 0, none.stderr);
  assert.match(
    none.stderr,
    /Cannot find a plugin in .*venv: nothing there is an entry point of the group awsume/,
  );
  await Deno.remove(`${folder}/bin/python3`);
  const gone = await world.awsume(["one", "-r"]);
  assert.equal(gone.status, 0, gone.stderr);
  assert.match(gone.stderr, /the plugin .*venv: its program is not found; going on without it/);
});

testWith("python3", "a package that is installed, changed or removed is seen at once", async () => {
  await using world = await startPlugged({});
  const folder = await makeEnvironment(world, { one: saying("one said") });
  await list(world, folder);
  assert.match((await world.awsume(["one"])).stderr, /^one said$/m);
  await install(folder, "two", codes);
  assert.equal((await world.awsume(["added", "-cl"])).status, 0);
  const packages = await findPackages(folder);
  await Deno.writeTextFile(`${packages}/awsume_one.py`, saying("x").replace("post_", "pre_"));
  assert.match((await world.awsume(["one"])).stderr, /^x$/m);
  await Deno.remove(`${packages}/awsume_two-1.0.dist-info`, { recursive: true });
  assert.equal((await world.awsume(["added"])).status, 3);
});

testWith("python3", "a file may name its Python in its #! line, and import modules beside it", async () => {
  await using world = await startPlugged({ "_words.py": "word = 'beside'\n" });
  const folder = await makeEnvironment(world, {});
  await Deno.writeTextFile(`${await findPackages(folder)}/installed.py`, "word = 'installed'\n");
  await putPlugin(
    world,
    "mine.py",
    `#!${folder}/bin/python3\nimport installed, _words\n${saying("%s %s")}`.replace(
      '"%s %s"',
      "installed.word, _words.word",
    ),
  );
  const { status, stderr } = await world.awsume(["one"]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^installed beside$/m);
  await putPlugin(world, "_words.py", "from awsume.awsumepy import hookimpl\nword = 'changed'\n");
  assert.match((await world.awsume(["one"])).stderr, /^installed changed$/m);
});

testWith(
  "python3",
  "Python is started for describe once, and then only for hooks that a plugin has",
  async () => {
    const text = `from awsume.awsumepy import hookimpl
open("STARTS", "a").write("started\\n")
@hookimpl
def get_mfa_token(): return "123456"
@hookimpl
def add_arguments(parser): parser.add_argument("--x")
`;
    await using world = await startPlugged({});
    const starts = `${world.home}/starts`;
    await putPlugin(world, "codes.py", text.replace("STARTS", starts));
    const count = async (): Promise<number> => (await Deno.readTextFile(starts)).split("\n").length - 1;
    assert.equal((await world.awsume(["mfa"])).status, 0);
    assert.equal(await count(), 2);
    for (const words of [["mfa"], ["one"], ["-h"], ["one", "--x", "a"]]) {
      assert.equal((await world.awsume(words)).status, 0, words.join(" "));
    }
    assert.equal(await count(), 2);
    await putPlugin(world, "codes.py", text.replace("STARTS", starts).replace("--x", "--other"));
    assert.equal((await world.awsume(["one", "--other", "a"])).status, 0);
    assert.equal(await count(), 3);
    await Deno.writeTextFile(`${world.home}/.awsume/config.yaml`, "mine: 1\n");
    assert.equal((await world.awsume(["one"])).status, 0);
    assert.equal(await count(), 4, "what it declares may depend on the settings");
  },
);

testWith("python3", "tests of plugins, notes and folders of Python's are no plugins", async () => {
  const text = "raise Exception('loaded')\n";
  await using world = await startPlugged({ "test_mine.py": text, "mine_test.py": text, "_helper.py": text });
  await Deno.mkdir(`${world.home}/.awsume/plugins/__pycache__`);
  const { status, stderr } = await world.awsume(["one"]);
  assert.equal(status, 0);
  assert.doesNotMatch(stderr, /loaded|plugin/);
});

testWith("python3", "a Python plugin that others could write is refused", async () => {
  await using world = await startPlugged({ "open.py": saying("said") });
  await Deno.chmod(`${world.home}/.awsume/plugins/open.py`, 0o666);
  const { status, stderr } = await world.awsume(["one"]);
  assert.equal(status, 0);
  assert.doesNotMatch(stderr, /^said$/m);
  assert.match(stderr, /open\.py can be written by other users; going on without it\n +Run: chmod go-w /);
});
