/** What counts as installed, tried with programs that are planted. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inFolder } from "./folder.ts";
import { findOn, makeTestPath, testPath, testWith } from "./programs.ts";
import { runClean } from "./script.ts";

const isWindows = Deno.build.os === "windows";

/** A test with an empty folder that a PATH can name. */
function test(name: string, work: (folder: string) => Promise<void>): void {
  if (!isWindows) testWith([], name, () => inFolder(work));
}

async function plant(path: string, lines: string, mode = 0o755): Promise<string> {
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, `#!/bin/sh\n${lines}\n`, { mode });
  return path;
}

test("makeTestPath() puts the system first, and leaves out what a test must not find", async (folder) => {
  await plant(`${folder}/tools/aws`, "true");
  await plant(`${folder}/with/awsume`, "true");
  await plant(`${folder}/plugins/awsume-plugin-one`, "true");
  const path =
    `bin::.:${folder}/with:${folder}/tools:/usr/bin:${folder}/plugins:${folder}/none:${folder}/tools`;
  assert.equal(makeTestPath(path).replace(/^\/usr\/local\/bin:/, ""), `/usr/bin:/bin:${folder}/tools`);
});

test("findOn() finds a program that is in a home folder alone, and a test's program finds it there", async (folder) => {
  const aws = await plant(`${folder}/bin/aws`, "echo aws-cli/2");
  assert.equal(findOn(`${folder}/bin`, "aws"), aws);
  await plant(`${folder}/bin/planted`, "echo found");
  const env = { PATH: makeTestPath(`${folder}/bin`) };
  assert.ok(findOn(env.PATH, "planted"));
  assert.equal((await runClean(["planted"], { folder, env })).stdout, "found\n");
  assert.equal(findOn(testPath, "planted"), undefined);
});

/** Programs that are there, and of no use to a test. */
const broken: Readonly<Record<string, readonly [need: string, lines: string, mode?: number]>> = {
  "a wrapper script whose target is gone": ["aws", 'exec /nowhere/aws "$@"'],
  "a script of a Python that is gone": ["aws", "#!/nowhere/python3"],
  "one that works for its owner's home alone": ["aws", 'cat "$HOME/.pyenv/version"'],
  "a pwsh that does not start": ["pwsh", "echo 'Failed to create CoreCLR' >&2; exit 137"],
  "a program that may not be executed": ["planted", "true", 0o644],
  "a Python that is too old": ["python3", "exit 1"],
  "a moto_server without what it imports": ["moto_server", "echo No module named boto3 >&2; exit 1"],
};
for (const [what, [need, lines, mode]] of Object.entries(broken)) {
  test(`findOn() does not take ${what}`, async (folder) => {
    const path = await plant(`${folder}/${need}`, lines, mode);
    if (lines.startsWith("#!")) await Deno.writeTextFile(path, `${lines}\n`);
    assert.equal(findOn(`${folder}:/usr/bin:/bin`, need), undefined);
    if (mode === undefined) assert.equal(findOn("/usr/bin:/bin", path), undefined);
  });
}

/** Pythons with one library each, real ones but for what is installed in the system. */
const pythons:
  readonly (readonly [what: string, modules: Readonly<Record<string, string>>, isUsable: boolean])[] = [
    ["nothing", {}, false],
    ["moto and no boto3", { "moto.py": "" }, false],
    ["botocore and no boto3", { "botocore.py": "" }, false],
    ["a boto3 that lacks botocore", { "boto3/session.py": "import botocore_of_nobody" }, false],
    ["an empty folder of that name", { "boto3/README": "" }, false],
    ["boto3", { "boto3/__init__.py": "", "boto3/session.py": "" }, true],
  ];
for (const [what, modules, isUsable] of pythons) {
  const name = `findOn() ${isUsable ? "finds" : "does not find"} boto3 with a Python that has ${what}`;
  if (!isWindows) {
    testWith("python3", name, () =>
      inFolder(async (folder) => {
        const none = await plant(`${folder}/none/python3`, 'exec /usr/bin/python3 -S "$@"');
        const some = await plant(
          `${folder}/some/python3`,
          `PYTHONPATH='${folder}' exec /usr/bin/python3 -S "$@"`,
        );
        for (const [file, text] of Object.entries(modules)) {
          await Deno.mkdir(`${folder}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
          await Deno.writeTextFile(`${folder}/${file}`, text);
        }
        // The first Python that has it counts, not the first Python.
        assert.equal(findOn(`${folder}/none:${folder}/some`, "boto3"), isUsable ? some : undefined);
        assert.equal(findOn(`${folder}/none`, "python3"), none);
      }));
  }
}

/** Runs a file of two tests as `deno task test` does; both need `planted`, one needs `absent` as well. */
async function runTests(folder: string, env: Readonly<Record<string, string>>): Promise<string> {
  const url = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
  const code = `import { testWith } from ${url("./programs.ts")};
import { runClean } from ${url("./script.ts")};
const folder = ${JSON.stringify(folder)};
testWith("planted", "one", async () => {
  if ((await runClean(["planted"], { folder })).stdout !== "found\\n") throw new Error("not found");
});
testWith(["planted", "absent", "boto3-of-nobody"], "two", () => Promise.resolve());
`;
  const files = ["a_test.ts", "b_test.ts"].map((name) => `${folder}/${name}`);
  for (const file of files) await Deno.writeTextFile(file, code);
  await plant(`${folder}/bin/planted`, "echo found");
  const script = fileURLToPath(new URL("../../scripts/test.ts", import.meta.url));
  const { DENO_DIR, XDG_CACHE_HOME, HOME = "", PATH = "" } = Deno.env.toObject();
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", script, ...files],
    // An executable that nothing starts saves the bundling.
    env: {
      ...{ HOME, NO_COLOR: "1", AWSUME_BINARY: "none", PATH: `${folder}/bin:${PATH}` },
      ...DENO_DIR !== undefined && { DENO_DIR },
      ...XDG_CACHE_HOME !== undefined && { XDG_CACHE_HOME },
      ...env,
    },
    clearEnv: true,
  }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

test("a run lists at its end what was skipped for want of a program, over all of its files", async (folder) => {
  const said = await runTests(folder, {});
  assert.match(said, /^skipped, no absent here: two$/m);
  assert.match(said, /^ok \| 2 passed \| 0 failed \| 2 ignored/m);
  assert.match(
    said,
    /\nSkipped, for these are not here:\n {2}absent: 2 tests\n {2}boto3-of-nobody: 2 tests\n/,
  );
});

test("a program that AWSUME_REQUIRE_SHELLS names is not skipped: its test fails and names it", async (folder) => {
  const said = await runTests(folder, { AWSUME_REQUIRE_SHELLS: "zsh absent,planted" });
  assert.match(said, /^FAILED \| 2 passed \| 2 failed/m);
  assert.match(
    said,
    /Error: AWSUME_REQUIRE_SHELLS demands absent, which is not installed, or does not start/,
  );
  assert.doesNotMatch(said, /^Skipped/m);
});
