import assert from "node:assert/strict";
import fc from "fast-check";
import { shells } from "../../shells/mod.ts";
import { run } from "../../src/cli/run.ts";
import { withBlock, withoutBlock } from "../../src/cli/setup_block.ts";
import { ConfigError } from "../../src/errors.ts";
import { fakeSystem } from "../support/fake_system.ts";

const line = 'eval "$(/opt/awsume/awsume init bash)"';
const env = { HOME: "/home/me" };
const path = "/home/me/.bashrc";

const written: readonly (readonly [what: string, before: string | undefined, after: string])[] = [
  ["a file", "a\n", `a\n# >>> awsume setup >>>\n${line}\n# <<< awsume setup <<<\n`],
  ["an empty file", "", `# >>> awsume setup >>>\n${line}\n# <<< awsume setup <<<\n`],
  [
    "a file without a last line end",
    "a",
    `a\n# >>> awsume setup (and the line end before) >>>\n${line}\n# <<< awsume setup <<<\n`,
  ],
  ["no file", undefined, `# >>> awsume setup (and this file) >>>\n${line}\n# <<< awsume setup <<<\n`],
  ["Windows' line ends", "a\r\n", `a\r\n# >>> awsume setup >>>\r\n${line}\r\n# <<< awsume setup <<<\r\n`],
  [
    "a file with an older block",
    "a\n# >>> awsume setup >>>\nold\nolder\n# <<< awsume setup <<<\nb\n",
    `a\n# >>> awsume setup >>>\n${line}\n# <<< awsume setup <<<\nb\n`,
  ],
];

for (const [what, before, after] of written) {
  Deno.test(`awsume setup adds the line to ${what}, once`, async () => {
    using fake = fakeSystem({ env, files: before === undefined ? {} : { [path]: before } });
    assert.equal(await run(["setup", "bash", "--yes"], fake.system), 0);
    assert.equal(fake.files.get(path), after);
    const told = fake.told.length;
    assert.equal(await run(["setup", "bash"], fake.system), 0);
    assert.deepEqual(fake.told.slice(told), [`${path} has the line already`]);
    assert.equal(fake.files.get(path), after);
  });
}

Deno.test("withoutBlock() undoes withBlock() in any text, byte for byte", () => {
  const texts = fc.option(
    fc.array(fc.constantFrom("a", "#", " ", "\n", "\r\n", "é", "# >>> awsume setup", "# <<< awsume setup"))
      .map((parts) => parts.join("")),
    { nil: undefined },
  );
  fc.assert(
    fc.property(texts, (text) => assert.equal(withoutBlock(withBlock(text, ["x", "y"])), text)),
    { numRuns: 10_000 },
  );
});

Deno.test("withoutBlock() keeps what was written behind the block meanwhile", () => {
  assert.equal(withoutBlock(`${withBlock("a", ["x"])}b\n`), "a\nb\n");
  assert.equal(withoutBlock(`${withBlock(undefined, ["x"])}b\n`), "b\n");
});

Deno.test("awsume setup shows the change, and asks", async () => {
  using fake = fakeSystem({ env, files: { [path]: "a\n" }, answers: ["n"] });
  assert.equal(await run(["setup", "bash"], fake.system), 0);
  assert.deepEqual(fake.questions.map(({ question }) => question), [`Change ${path}? [y/N] `]);
  assert.deepEqual(fake.told, [
    path,
    "+ # >>> awsume setup >>>",
    `+ ${line}`,
    "+ # <<< awsume setup <<<",
    "Nothing was changed",
  ]);
  assert.deepEqual([...fake.files], [[path, "a\n"]]);
});

Deno.test("awsume setup keeps what the file was, and --undo restores it", async () => {
  using fake = fakeSystem({ env, files: { [path]: "a" }, answers: ["y"] });
  await run(["setup", "bash", "--yes"], fake.system);
  assert.equal(fake.files.get(`${path}.before-awsume`), "a");
  assert.equal(await run(["setup", "bash", "--undo"], fake.system), 0);
  assert.deepEqual([...fake.files], [[path, "a"]]);
  assert.equal(await run(["setup", "bash", "--undo"], fake.system), 0);
  assert.equal(fake.told.at(-1), `There is nothing of awsume setup in ${path}`);
});

Deno.test("awsume setup --undo removes a file that it has made", async () => {
  using fake = fakeSystem({ env: { ...env, XDG_CONFIG_HOME: "/c" } });
  await run(["setup", "fish", "--yes"], fake.system);
  assert.deepEqual([...fake.files.keys()], ["/c/fish/conf.d/awsume.fish"]);
  await run(["setup", "fish", "--undo", "--yes"], fake.system);
  assert.deepEqual([...fake.files.keys()], []);
});

Deno.test("awsume setup --print prints the lines, and changes nothing", async () => {
  using fake = fakeSystem({ env });
  assert.equal(await run(["setup", "bash", "--print"], fake.system), 0);
  assert.deepEqual(fake.printed, [`# >>> awsume setup >>>\n${line}\n# <<< awsume setup <<<\n`]);
  assert.equal(fake.files.size, 0);
});

const files: readonly (readonly [string, Readonly<Record<string, string>>, "linux" | "darwin", string])[] = [
  ["zsh", {}, "linux", "/home/me/.zshrc"],
  ["zsh", { ZDOTDIR: "/z" }, "linux", "/z/.zshrc"],
  ["bash", {}, "darwin", "/home/me/.bash_profile"],
  ["fish", {}, "darwin", "/home/me/.config/fish/conf.d/awsume.fish"],
  ["powershell", {}, "linux", "/home/me/.config/powershell/Microsoft.PowerShell_profile.ps1"],
];

for (const [shell, more, os, file] of files) {
  Deno.test(`awsume setup ${shell} writes ${file} (${os})`, async () => {
    using fake = fakeSystem({ env: { ...env, ...more }, os });
    assert.equal(await run(["setup", shell, "--yes"], fake.system), 0);
    assert.deepEqual([...fake.files.keys()], [file]);
  });
}

Deno.test("awsume setup bash takes the file of login shells that macOS reads", async () => {
  using fake = fakeSystem({ env, os: "darwin", files: { "/home/me/.profile": "a\n" } });
  assert.equal(await run(["setup", "bash", "--yes"], fake.system), 0);
  assert.ok(fake.files.get("/home/me/.profile")?.includes(line));
});

Deno.test("awsume setup takes the shell that it runs in, and asks for one without its function", async () => {
  using fake = fakeSystem({ env: { ...env, AWSUME_SHELL: "zsh" } });
  assert.equal(await run(["setup", "--yes"], fake.system), 0);
  assert.ok(fake.files.has("/home/me/.zshrc"));
  using none = fakeSystem({ env });
  assert.equal(await run(["setup"], none.system), 2);
  assert.equal(await run(["setup", "bahs"], none.system), 2);
  assert.equal(await run(["setup", "bash", "zsh"], none.system), 2);
});

Deno.test("awsume setup leaves a file alone that cannot be written", async () => {
  const error = new ConfigError(`Cannot write "${path}": it is read-only`);
  using fake = fakeSystem({ env, files: { [path]: "a\n" }, writeError: error });
  assert.equal(await run(["setup", "bash", "--yes"], fake.system), 3);
  assert.deepEqual([...fake.files], [[path, "a\n"]]);
});

Deno.test("awsume setup --static lets the shell read the function from a file, which --undo removes", async () => {
  using fake = fakeSystem({ env, files: { [path]: "a\n" } });
  const file = "/home/me/.awsume/function.bash";
  assert.equal(await run(["setup", "bash", "--static", "--yes"], fake.system), 0);
  assert.match(fake.files.get(path) ?? "", /^\. '\/home\/me\/\.awsume\/function\.bash'$/m);
  using init = fakeSystem({ env });
  await run(["init", "bash"], init.system);
  assert.equal(fake.files.get(file), init.printed.join(""));
  assert.equal(await run(["setup", "bash", "--undo", "--yes"], fake.system), 0);
  assert.deepEqual([...fake.files], [[path, "a\n"]]);
});

Deno.test("awsume setup --static renews a file of another version", async () => {
  using fake = fakeSystem({ env, files: { [path]: "a\n" } });
  const file = "/home/me/.awsume/function.bash";
  await run(["setup", "bash", "--static", "--yes"], fake.system);
  const text = fake.files.get(file);
  await fake.system.write(file, "old");
  assert.equal(await run(["setup", "bash", "--static"], fake.system), 0);
  assert.equal(fake.files.get(file), text);
});

for (const { name, startUp } of shells.filter(({ startUp }) => startUp.source !== undefined)) {
  Deno.test(`awsume doctor finds the function that awsume setup ${name} --static lets the shell read`, async () => {
    using fake = fakeSystem({ env: { HOME: "/home/a $b" } });
    assert.equal(await run(["setup", name, "--static", "--yes"], fake.system), 0);
    await run(["doctor", "--offline", "--json"], fake.system);
    const { findings } = JSON.parse(fake.printed.join(""));
    const [{ text }] = findings.filter(({ check }: { readonly check: string }) => check === "function");
    const file = `/home/a $b/.awsume/function.${name}`;
    assert.ok(
      text.endsWith(`:2 reads ${file}, which is of this version (${name})`),
      `${startUp.file}: ${text}`,
    );
  });
}
