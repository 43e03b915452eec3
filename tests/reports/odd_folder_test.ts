/**
 * The line that loads awsume's function holds the path of the program. From a folder with quotes or backquotes in its
 * name it was broken, in tcsh it ran what stood between them.
 */
import assert from "node:assert/strict";
import { findShell } from "../../shells/mod.ts";
import { programText } from "../../src/cli/output.ts";
import { inFolder } from "../support/folder.ts";
import { realPowershell } from "../support/powershell.ts";
import { testWith } from "../support/programs.ts";
import { runClean } from "../support/script.ts";

const pwsh = realPowershell.start[0] ?? "";

/** How each shell reads a file of lines, and what the program prints for it. */
const readers: Readonly<
  Record<string, readonly [words: (file: string) => readonly string[], loaded?: string]>
> = {
  bash: [(file) => ["bash", file]],
  zsh: [(file) => ["zsh", "-f", file]],
  fish: [(file) => ["fish", "--no-config", file]],
  dash: [(file) => ["dash", file]],
  ksh: [(file) => ["ksh", file]],
  tcsh: [(file) => ["tcsh", "-f", file], "echo loaded;"],
  elvish: [(file) => ["elvish", "-norc", file]],
  xonsh: [(file) => ["xonsh", "--no-rc", file], "print('loaded')"],
  powershell: [(file) => [pwsh, "-NoProfile", "-File", file]],
};

const folders: Readonly<Record<string, string>> = {
  "plain": "plain",
  "blanks": "two words",
  "a quote": "it's",
  "double quotes": 'say "hi"',
  "backquotes": "a `touch evil` b",
  "a substitution": "a $(touch evil) b",
  "a variable": "a $HOME b",
  "exclamation marks": "a !! b",
  "a backslash": "a \\ b",
  "all of it": 'it\'s "`touch evil`" $(touch evil) $HOME !! \\ (x) {y} ~ * b',
};

for (const [name, [words, loaded = "echo loaded"]] of Object.entries(readers)) {
  const shell = findShell(name);
  const needs = name === "powershell" ? pwsh : name;
  testWith(needs, `${name} loads the function from a folder of any name, and runs nothing else`, async () => {
    await inFolder(async (home) => {
      for (const [title, folder] of Object.entries(folders)) {
        await Deno.mkdir(`${home}/${folder}`, { recursive: true });
        const program = `${home}/${folder}/awsume`;
        await Deno.writeTextFile(program, `#!/bin/sh\necho "${loaded}"\n`, { mode: 0o755 });
        const file = `${home}/start${name === "powershell" ? ".ps1" : ""}`;
        const line = shell.startUp.line(programText(shell, [program]));
        await Deno.writeTextFile(file, `${line}\n`);
        const { stdout, stderr } = await runClean(words(file), {
          folder: home,
          env: { LC_ALL: "C.UTF-8", DENO_DIR: "/nonexistent", NO_COLOR: "1" },
        });
        assert.match(stdout, /^loaded\r?$/m, `${title}: ${line}\n${stdout}${stderr}`);
        await assert.rejects(Deno.stat(`${home}/evil`), Deno.errors.NotFound, `${title}: ${line}`);
        assert.doesNotMatch(line, /\n/);
      }
    });
  });
}
