import assert from "node:assert/strict";
import { initText } from "../../shells/functions.ts";
import { bash } from "../../shells/bash.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { script } from "../support/script.ts";
import { realShells, testWith } from "../support/shells.ts";
import { awsumeWords, files, startWorld, type World } from "../support/world.ts";

const original = "# mine\r\ncolors: true\r\nfuzzy-match: false\r\nrole-duration: 0\r\n";

function pathOf({ home }: World): string {
  return `${home}/.awsume/config.yaml`;
}

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

async function writeSettings(world: World, text: string): Promise<void> {
  await Deno.mkdir(`${world.home}/.awsume`, { recursive: true });
  await Deno.writeTextFile(pathOf(world), text);
}

Deno.test("awsume --config goes through the original's twenty steps [82]", async () => {
  await using world = await startWorld();
  await writeSettings(world, original);
  const steps: readonly (readonly [words: string, status: number, stdout: string])[] = [
    ["", 2, "(exit 2);\n"],
    ["list", 0, "colors: true\nfuzzy-match: false\nrole-duration: 0\n"],
    ["get colors", 0, "true\n"],
    ["get nothing", 0, "null\n"],
    ["set region eu-west-1", 0, ""],
    ["get region", 0, '"eu-west-1"\n'],
    ["set a.b 1 x", 0, ""],
    ["GET a", 0, '{"b":[1,"x"]}\n'],
    ["set role-duration 3600", 0, ""],
    ["reset role-duration", 0, ""],
    ["get role-duration", 0, "0\n"],
    ["reset region", 0, ""],
    ["reset region", 0, ""],
    ["clear a.b", 0, ""],
    ["get a", 0, "{}\n"],
    ["unset a", 0, ""],
    ["clear a", 0, ""],
    ["frobnicate", 2, "(exit 2);\n"],
    ["set colors maybe", 2, "(exit 2);\n"],
    ["list", 0, "colors: true\nfuzzy-match: false\nrole-duration: 0\n"],
  ];
  for (const [words, status, stdout] of steps) {
    const result = await world.awsume(["--config", ...words.split(" ").filter(Boolean)]);
    assert.deepEqual([words, result.status, result.stdout], [words, status, stdout], result.stderr);
  }
  assert.equal(await Deno.readTextFile(pathOf(world)), original);
});

Deno.test("awsume config makes a missing file, private", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume(["config", "set", "region", "eu-west-1"], {
    env: { XDG_CONFIG_HOME: `${world.home}/xdg` },
  });
  assert.equal(status, 0, stderr);
  const path = `${world.home}/xdg/awsume/config.yaml`;
  assert.equal(await Deno.readTextFile(path), "region: eu-west-1\n");
  assert.equal(await modeOf(path), 0o600);
  assert.equal(await modeOf(`${world.home}/xdg/awsume`), 0o700);
});

Deno.test("awsume config keeps a file's mode, its mark and the link to it", async () => {
  await using world = await startWorld();
  await Deno.mkdir(`${world.home}/.awsume`);
  await Deno.writeTextFile(`${world.home}/dotfile`, `\ufeff${original}`, { mode: 0o640 });
  await Deno.chmod(`${world.home}/dotfile`, 0o640);
  await Deno.symlink("../dotfile", pathOf(world));
  const { status, stderr } = await world.awsume(["config", "set", "colors", "false"]);
  assert.equal(status, 0, stderr);
  assert.ok((await Deno.lstat(pathOf(world))).isSymlink);
  const bytes = await Deno.readFile(`${world.home}/dotfile`);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  assert.equal(text, `\ufeff${original.replace("true", "false")}`);
  assert.equal(await modeOf(`${world.home}/dotfile`), 0o640);
});

Deno.test("awsume config does not write a read-only file", async () => {
  await using world = await startWorld();
  await writeSettings(world, original);
  await Deno.chmod(pathOf(world), 0o444);
  const { status, stderr } = await world.awsume(["config", "set", "colors", "false"]);
  assert.equal(status, 3);
  assert.match(stderr, /it is read-only/);
  assert.equal(await Deno.readTextFile(pathOf(world)), original);
});

Deno.test("awsume config says so where the settings cannot be written", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/file`, "");
  const env = { XDG_CONFIG_HOME: `${world.home}/file` };
  const { status, stdout, stderr } = await world.awsume(["config", "set", "colors", "false"], { env });
  assert.equal(status, 3);
  assert.equal(stdout, "");
  assert.match(stderr, /^awsume: Cannot write "\S+config\.yaml": a part of the path is a file/);
});

Deno.test("several awsume config at once lose no setting", async () => {
  await using world = await startWorld();
  await writeSettings(world, original);
  const names = ["a", "b", "c", "d", "e"];
  const results = await Promise.all(names.map((name) => world.run(["config", "set", name, "1"])));
  assert.deepEqual(results.map(({ status }) => status), [0, 0, 0, 0, 0]);
  const lines = (await Deno.readTextFile(pathOf(world))).split("\r\n");
  assert.deepEqual(lines.slice(4).sort(), ["", ...names.map((name) => `${name}: 1`)]);
});

/** What stands where the settings should, and what is said about it. */
const broken: readonly (readonly [name: string, make: (world: World) => Promise<void>, says: RegExp])[] = [
  [
    "a broken file",
    (world) => writeSettings(world, "colors: true\nregion: [\n"),
    /Cannot read \S+config\.yaml:\d/,
  ],
  ["a list", (world) => writeSettings(world, "- region\n"), /config\.yaml: it holds no lines of the form/],
  ["a directory", (world) => Deno.mkdir(pathOf(world), { recursive: true }), /config\.yaml": is a directory/],
  ["a circle of links", async (world) => {
    await Deno.mkdir(`${world.home}/.awsume`);
    await Deno.symlink("config.yaml", pathOf(world));
  }, /config\.yaml": its symbolic links go in a circle/],
  ["bytes that are no text", async (world) => {
    await writeSettings(world, "");
    await Deno.writeFile(pathOf(world), new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0x0a]));
  }, /line 1 is not UTF-8/],
];

for (const [name, make, says] of broken) {
  Deno.test(`awsume exports nothing, and config writes nothing, with ${name} for settings`, async () => {
    await using world = await startWorld();
    await make(world);
    for (
      const words of [["one"], ["config", "list"], ["config", "get", "region"], [
        "config",
        "set",
        "region",
        "x",
      ]]
    ) {
      const { status, stdout, stderr } = await world.awsume(words);
      assert.equal(status, 3, `${words}: ${stderr}`);
      assert.match(stderr, says);
      assert.doesNotMatch(stdout, /export/);
    }
    assert.deepEqual(world.calls(), []);
  });
}

Deno.test("awsume finds the profile files that the settings name, switch after switch", async () => {
  await using world = await startWorld({ config: "", credentials: "" });
  await Deno.mkdir(`${world.home}/my files`);
  await Deno.writeTextFile(`${world.home}/my files/c`, files.config);
  await Deno.writeTextFile(`${world.home}/my files/k`, files.credentials);
  await world.awsume(["config", "set", "config-file", "~/my files/c"]);
  await world.awsume(["config", "set", "credentials-file", `${world.home}/my files/k`]);
  for (const round of ["first", "from memory"]) {
    const { status, stdout, stderr } = await world.awsume(["one"]);
    assert.equal(status, 0, `${round}: ${stderr}`);
    assert.match(stdout, /^export AWSUME_PROFILE='one';$/m);
  }
  assert.deepEqual(world.calls(), ["AssumeRole"]);
  assert.match((await world.awsume(["-l"])).stdout, /^one /m);
  assert.equal((await world.awsume(["__complete", "bash", "awsume alic", "alic"])).stdout, "alice\n");
  const other = { env: { AWS_CONFIG_FILE: "/dev/null" } };
  assert.equal((await world.awsume(["one"], other)).status, 3);
});

Deno.test("awsume -o and --clean go by credentials-file of the settings, -a goes where programs look", async () => {
  await using world = await startWorld();
  const past = "[old]\nmanager = awsume\nexpiration = 2020-01-01T00:00:00Z\n";
  await Deno.writeTextFile(`${world.home}/k`, `${files.credentials}\n${past}`);
  await writeSettings(world, "credentials-file: ~/k\n");
  assert.equal((await world.awsume(["--clean"])).stderr, 'Removed the expired profile "old"\n');
  assert.equal((await world.awsume(["one", "-o", "outp"])).status, 0);
  assert.match(await Deno.readTextFile(`${world.home}/k`), /^\[outp\]$/m);
  assert.equal((await world.awsume(["one", "-a"])).status, 0);
  assert.doesNotMatch(await Deno.readTextFile(`${world.home}/k`), /autoawsume/);
  const shared = `${world.home}/.aws/credentials`;
  assert.match(await Deno.readTextFile(shared), /^\[autoawsume-one-[0-9a-f]{8}\]$/m);
  assert.equal((await world.awsume(["-k"])).status, 0);
  assert.equal(await Deno.readTextFile(shared), files.credentials);
});

Deno.test("awsume asks for sessions as long as debug.session_token_duration says", async () => {
  await using world = await startWorld();
  await writeSettings(world, "debug:\n  session_token_duration: 900\n");
  const switchWith = (): Promise<{ readonly status: number; readonly stderr: string }> =>
    world.awsume(["mfa", "--mfa-token", "123456"]);
  const first = await switchWith();
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stderr, /in 1[45] min/);
  assert.match((await world.awsume(["explain", "mfa"])).stdout, /durationSeconds = 900/);
  await world.awsume(["config", "clear", "debug"]);
  assert.equal((await switchWith()).status, 0);
  assert.deepEqual(
    world.aws.calls.map(({ params }) => params.DurationSeconds),
    ["900", undefined],
  );
});

testWith("bash", "awsume --config speaks through the shell's function, awsume config past it", async () => {
  const real = realShells.bash;
  assert.ok(real);
  await using world = await startWorld();
  const init = initText(bash, awsumeWords(), directWords);
  const { stdout } = await script(real, { init, folder: world.home, env: world.env })
    .run("awsume", "--config", "set", "console.command", "echo '$(id)'").expectStatus(0)
    .run("awsume", "--config", "get", "console.command").expectStatus(0)
    .run("awsume", "config", "list").expectStatus(0)
    .run("awsume", "--config", "nothing").expectStatus(2)
    .end();
  assert.match(stdout, /^"echo '\$\(id\)'"$/m);
  assert.match(stdout, /^ {2}command: echo '\$\(id\)'$/m);
});
