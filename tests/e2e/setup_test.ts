import assert from "node:assert/strict";
import { runClean } from "../support/script.ts";
import { testWith } from "../support/shells.ts";
import { startWorld } from "../support/world.ts";

/** The start-up file below the home folder, and the words that read it and run a line. */
const shells:
  readonly (readonly [shell: string, file: string, words: (line: string) => readonly string[]])[] = [
    ["bash", ".bashrc", (line) => ["bash", "--norc", "-c", `. ~/.bashrc\n${line}`]],
    ["zsh", ".zshrc", (line) => ["zsh", "-f", "-c", `. ~/.zshrc\n${line}`]],
    ["fish", ".config/fish/conf.d/awsume.fish", (line) => ["fish", "-c", line]],
    ["dash", ".profile", (line) => ["dash", "-c", `. ~/.profile\n${line}`]],
  ];

for (const [shell, file, words] of shells) {
  for (const options of [[], ["--static"]]) {
    const command = ["setup", shell, "--yes", ...options];
    testWith(
      shell,
      `awsume ${command.join(" ")} makes ${shell} load the function, and --undo takes it back`,
      async () => {
        await using world = await startWorld();
        const path = `${world.home}/${file}`;
        const set = await world.run(command);
        assert.equal(set.status, 0, set.stderr);
        const line = words("awsume one; env | grep ^AWSUME_PROFILE=");
        const { stdout, stderr } = await runClean(line, { folder: world.home, env: world.env });
        assert.equal(stdout, "AWSUME_PROFILE=one\n", stderr);
        assert.equal((await world.run(["setup", shell, "--undo", "--yes"])).status, 0);
        await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
      },
    );
  }
}

Deno.test("awsume setup follows a link into a folder of dotfiles, and keeps it", async () => {
  await using world = await startWorld();
  await Deno.mkdir(`${world.home}/dotfiles`);
  await Deno.writeTextFile(`${world.home}/dotfiles/bashrc`, "alias a=b", { mode: 0o640 });
  await Deno.symlink("dotfiles/bashrc", `${world.home}/.bashrc`);
  assert.equal((await world.run(["setup", "bash", "--yes"])).status, 0);
  assert.match(await Deno.readTextFile(`${world.home}/dotfiles/bashrc`), /awsume/);
  assert.equal((await world.run(["setup", "bash", "--undo", "--yes"])).status, 0);
  assert.equal(await Deno.readTextFile(`${world.home}/dotfiles/bashrc`), "alias a=b");
  assert.ok((await Deno.lstat(`${world.home}/.bashrc`)).isSymlink);
  assert.equal((await Deno.stat(`${world.home}/.bashrc`)).mode ?? 0, 0o100640);
});

Deno.test("awsume setup says what is wrong with a start-up file, and leaves it alone", async () => {
  await using world = await startWorld();
  const path = `${world.home}/.bashrc`;
  await Deno.writeTextFile(path, "a\n", { mode: 0o400 });
  const readOnly = await world.run(["setup", "bash", "--yes"]);
  assert.deepEqual([readOnly.status, await Deno.readTextFile(path)], [3, "a\n"]);
  assert.match(readOnly.stderr, /it is read-only/);
  await Deno.remove(path);
  await Deno.mkdir(path);
  const folder = await world.run(["setup", "bash", "--yes"]);
  assert.equal(folder.status, 3, folder.stderr);
  assert.match(folder.stderr, /Cannot read ".*\.bashrc"/);
});

Deno.test("awsume setup changes nothing when nobody agrees", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/.bashrc`, "a\n");
  const refused = await world.run(["setup", "bash"], { stdin: "\n" });
  assert.deepEqual([refused.status, await Deno.readTextFile(`${world.home}/.bashrc`)], [0, "a\n"]);
  const agreed = await world.run(["setup", "bash"], { stdin: "y\n" });
  assert.equal(agreed.status, 0);
  assert.match(await Deno.readTextFile(`${world.home}/.bashrc`), /awsume/);
  assert.equal(await Deno.readTextFile(`${world.home}/.bashrc.before-awsume`), "a\n");
});
