import assert from "node:assert/strict";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { realPowershell } from "../support/powershell.ts";
import { testWith } from "../support/programs.ts";
import { runClean } from "../support/script.ts";
import { startWorld } from "../support/world.ts";

/** How a shell is tried that has been set up. */
interface Start {
  /** The start-up file below the home folder. */
  readonly file: string;
  /** The words that start it as a person does, who gets that file read, and run a line. */
  readonly words: (line: string) => readonly string[];
  /** The word for `awsume setup`, where that is not the name of the program. */
  readonly name?: string;
  /** The programs that it needs, where that is not its own by its name. */
  readonly needs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const pwsh = realPowershell.start[0] ?? "";
const powershellProfile = ".config/powershell/Microsoft.PowerShell_profile.ps1";

const starts: Readonly<Record<string, Start>> = {
  bash: { file: ".bashrc", words: (line) => ["bash", "-i", "-c", line] },
  zsh: { file: ".zshrc", words: (line) => ["zsh", "-i", "-c", line] },
  fish: { file: ".config/fish/conf.d/awsume.fish", words: (line) => ["fish", "-c", line] },
  dash: { file: ".profile", words: (line) => ["dash", "-l", "-c", line] },
  ksh: { file: ".kshrc", words: (line) => ["ksh", "-i", "-c", line] },
  mksh: { file: ".mkshrc", words: (line) => ["mksh", "-i", "-c", line] },
  tcsh: { file: ".tcshrc", words: (line) => ["tcsh", "-c", line], env: { LC_ALL: "C.UTF-8" } },
  xonsh: { file: ".xonshrc", words: (line) => ["xonsh", "-i", "-c", line], env: { LC_ALL: "C.UTF-8" } },
  // What it loads by itself, it loads at a terminal alone.
  nu: {
    file: ".config/nushell/config.nu",
    words: (line) => ["script", "-qec", `nu --no-history -e '${line}; exit'`, "/dev/null"],
    name: "nushell",
    needs: ["nu", "script"],
  },
  pwsh: {
    file: powershellProfile,
    words: (line) => [pwsh, "-Command", line],
    name: "powershell",
    needs: [pwsh],
    // The engine under test reads no $PROFILE, but this.
    env: { AWSUME_TEST_PROFILE: `./${powershellProfile}` },
  },
};

for (const [name, start] of Object.entries(starts)) {
  const { file, words, name: shell = name, needs = [name], env = {} } = start;
  for (const options of [[], ["--static"]]) {
    const command = ["setup", shell, "--yes", ...options];
    testWith(
      needs,
      `awsume ${command.join(" ")} makes ${name} load the function once, and --undo takes it back`,
      async () => {
        await using world = await startWorld();
        const path = `${world.home}/${file}`;
        const set = await world.awsume(command);
        assert.equal(set.status, 0, set.stderr);
        const text = await Deno.readTextFile(path);
        assert.equal((await world.awsume(command)).stderr, `${path} has the line already\n`);
        assert.equal(await Deno.readTextFile(path), text);
        const line = words("awsume one; env");
        const setting = { folder: world.home, env: { ...world.env, ...env } };
        const { stdout, stderr } = await runClean(line, setting);
        assert.match(stdout, /(^|> )AWSUME_PROFILE=one\r?$/m, stderr);
        assert.equal((await world.awsume(["setup", shell, "--undo", "--yes"])).status, 0);
        await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
      },
    );
    testWith(needs, `awsume ${command.join(" ")}, --undo: a file that was there is as it was`, async () => {
      await assertUndone(command, file);
    });
  }
}

async function assertUndone(command: readonly string[], file: string): Promise<void> {
  await using world = await startWorld();
  const path = `${world.home}/${file}`;
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, "# mine\n# without a line end");
  assert.equal((await world.awsume(command)).status, 0);
  assert.match(await Deno.readTextFile(path), /awsume/);
  assert.equal((await world.awsume([...command.slice(0, 2), "--undo", "--yes"])).status, 0);
  assert.equal(await Deno.readTextFile(path), "# mine\n# without a line end");
}

for (const options of [[], ["--static"]]) {
  const command = ["setup", "elvish", "--yes", ...options];
  testAtTerminal(
    `awsume ${command.join(" ")} makes elvish load the function, and --undo takes it back`,
    async () => {
      await using world = await startWorld();
      const path = `${world.home}/.config/elvish/rc.elv`;
      assert.equal((await world.awsume(command)).status, 0);
      assert.equal((await world.awsume(command)).stderr, `${path} has the line already\n`);
      {
        await using terminal = atTerminal(["elvish"], world.home, world.env);
        // The prompt of root ends with a hash.
        await terminal.until(/[>#]\S* /);
        await terminal.type("awsume one; echo [$E:AWSUME_PROFILE]\r");
        await terminal.until(/\[one\]/);
      }
      assert.equal((await world.awsume(["setup", "elvish", "--undo", "--yes"])).status, 0);
      await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
    },
    "elvish",
  );
  Deno.test(`awsume ${command.join(" ")}, --undo: a file that was there is as it was`, async () => {
    await assertUndone(command, ".config/elvish/rc.elv");
  });
}

Deno.test("awsume setup follows a link into a folder of dotfiles, and keeps it", async () => {
  await using world = await startWorld();
  await Deno.mkdir(`${world.home}/dotfiles`);
  await Deno.writeTextFile(`${world.home}/dotfiles/bashrc`, "alias a=b", { mode: 0o640 });
  await Deno.symlink("dotfiles/bashrc", `${world.home}/.bashrc`);
  assert.equal((await world.awsume(["setup", "bash", "--yes"])).status, 0);
  assert.match(await Deno.readTextFile(`${world.home}/dotfiles/bashrc`), /awsume/);
  assert.equal((await world.awsume(["setup", "bash", "--undo", "--yes"])).status, 0);
  assert.equal(await Deno.readTextFile(`${world.home}/dotfiles/bashrc`), "alias a=b");
  assert.ok((await Deno.lstat(`${world.home}/.bashrc`)).isSymlink);
  assert.equal((await Deno.stat(`${world.home}/.bashrc`)).mode ?? 0, 0o100640);
});

Deno.test("awsume setup makes the file that a link waits for, and --undo removes that, not the link", async () => {
  await using world = await startWorld();
  await Deno.mkdir(`${world.home}/dotfiles`);
  await Deno.symlink("dotfiles/bashrc", `${world.home}/.bashrc`);
  assert.equal((await world.awsume(["setup", "bash", "--yes"])).status, 0);
  assert.match(await Deno.readTextFile(`${world.home}/dotfiles/bashrc`), /awsume/);
  assert.equal((await world.awsume(["setup", "bash", "--undo", "--yes"])).status, 0);
  assert.equal(await Deno.readLink(`${world.home}/.bashrc`), "dotfiles/bashrc");
  await assert.rejects(Deno.stat(`${world.home}/dotfiles/bashrc`), Deno.errors.NotFound);
});

Deno.test("awsume setup puts the line of this awsume into an older block, at its place", async () => {
  await using world = await startWorld();
  const path = `${world.home}/.bashrc`;
  const around = (line: string): string => `a\n# >>> awsume setup >>>\n${line}\n# <<< awsume setup <<<\nb`;
  await Deno.writeTextFile(path, around('eval "$(/gone/awsume init bash)"'));
  assert.equal((await world.awsume(["setup", "bash", "--yes"])).status, 0);
  const text = await Deno.readTextFile(path);
  assert.doesNotMatch(text, /gone/);
  assert.equal(text, around(text.split("\n")[2] ?? ""));
  assert.equal(await Deno.readTextFile(`${path}.before-awsume`).catch(() => "none"), "none");
});

Deno.test("awsume setup offers the nearest shell for one that it does not know", async () => {
  await using world = await startWorld();
  const { status, stderr } = await world.awsume(["setup", "bahs"]);
  assert.deepEqual([status, stderr.split("\n")[0]], [2, 'awsume: Unknown shell "bahs"']);
  assert.match(stderr, /Did you mean "bash"\?/);
});

Deno.test("awsume setup says what is wrong with a start-up file, and leaves it alone", async () => {
  await using world = await startWorld();
  const path = `${world.home}/.bashrc`;
  await Deno.writeTextFile(path, "a\n", { mode: 0o400 });
  const readOnly = await world.awsume(["setup", "bash", "--yes"]);
  assert.deepEqual([readOnly.status, await Deno.readTextFile(path)], [3, "a\n"]);
  assert.match(readOnly.stderr, /it is read-only/);
  await Deno.remove(path);
  await Deno.mkdir(path);
  const folder = await world.awsume(["setup", "bash", "--yes"]);
  assert.equal(folder.status, 3, folder.stderr);
  assert.match(folder.stderr, /Cannot read ".*\.bashrc"/);
});

Deno.test("awsume setup changes nothing when nobody agrees", async () => {
  await using world = await startWorld();
  await Deno.writeTextFile(`${world.home}/.bashrc`, "a\n");
  const refused = await world.awsume(["setup", "bash"], { stdin: "\n" });
  assert.deepEqual([refused.status, await Deno.readTextFile(`${world.home}/.bashrc`)], [0, "a\n"]);
  const agreed = await world.awsume(["setup", "bash"], { stdin: "y\n" });
  assert.equal(agreed.status, 0);
  assert.match(await Deno.readTextFile(`${world.home}/.bashrc`), /awsume/);
  assert.equal(await Deno.readTextFile(`${world.home}/.bashrc.before-awsume`), "a\n");
});
