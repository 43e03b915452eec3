import assert from "node:assert/strict";
import { bash } from "../../shells/bash.ts";
import type { ShellName } from "../../shells/mod.ts";
import { inFolder } from "../support/folder.ts";
import { hostileValues } from "../support/hostile.ts";
import { atTerminal, testAtTerminal } from "../support/interactive.ts";
import { runClean, toEnv } from "../support/script.ts";
import { nameOf, posixShells, type RealShell, realShells, testWith } from "../support/shells.ts";

const values = hostileValues();

/** Each shell is tried where bytes are characters and where they are not: quoting must not depend on it. */
const locales = ["C", "C.UTF-8"] as const;

for (const real of Object.values(realShells).filter(({ evaluates }) => evaluates !== false)) {
  for (const locale of locales) testRoundTrip(real, nameOf(real), locale);
}
for (const [name, start] of Object.entries(posixShells)) {
  for (const locale of locales) testRoundTrip({ shell: bash, start }, `POSIX ${name}`, locale);
}

type Reader = Pick<RealShell, "shell" | "start" | "endsTexts">;

function testRoundTrip({ shell, start, endsTexts }: Reader, name: string, locale: string): void {
  const [program = ""] = start;
  const title = `${name} render() gives a child every value exactly, and say() prints it, in ${locale}`;
  testWith(program, title, async () => {
    await inFolder(async (folder) => {
      const said = [...values, "\n", "a\n", "a\n\nb", "\n\n a \n\n", "tab\tand\x1b[1mcolour\x1b[0m\n"];
      const code = [
        shell.render(new Map(values.map((value, i) => [`V${i}`, value]))),
        shell.render(new Map([["A", "1"], ["B", "2"]])),
        shell.render(new Map([["A", null], ["NEVER_SET", null]])),
        // First: xonsh keeps back what it prints itself.
        "env -0\n",
        ...said.map((text) => shell.say(mark + text)),
      ];
      await Deno.writeTextFile(`${folder}/script`, code.join(""));
      const words = [...start, `${folder}/script`];
      const { stdout, stderr } = await runClean(words, { folder, env: { LC_ALL: locale } });
      assert.equal(stderr, "");
      const ended = (text: string): string => endsTexts && !/^$|\n$/.test(text) ? `${text}\n` : text;
      const [variables = "", ...printed] = stdout.split(mark);
      const env = toEnv(variables.split("\0"));
      assert.deepEqual(printed, said.map((text) => ended(mark + text).slice(mark.length)));
      assert.deepEqual(values.map((_, i) => env[`V${i}`]), values);
      assert.deepEqual([env["A"], env["B"], env["NEVER_SET"]], [undefined, "2", undefined]);
    });
  });
}

/** Stands before what is said; no value has it. */
const mark = "\x01";

/** What `set -o` says of history expansion in the shells whose line editor looks for `!`. */
const historyExpansion: Partial<Record<ShellName, RegExp>> = {
  bash: /\shistexpand\s+on/,
  zsh: /\snobanghist\s+off/,
};

for (const { shell, interactive } of Object.values(realShells)) {
  const shown = historyExpansion[shell.name];
  if (shown === undefined) continue;
  testAtTerminal(`${shell.name} render() survives history expansion at a terminal`, async () => {
    await inFolder(async (folder) => {
      // Typed (as somebody pastes what `-s` shows), so that the line editor and its history see every value.
      const typed = values.filter((value) => value.includes("!") && value.length < 200);
      const code = shell.render(new Map(typed.map((value, i) => [`V${i}`, value])));
      const file = `${folder}/env`;
      await using terminal = atTerminal(interactive, folder, { LC_ALL: "C.UTF-8" });
      await terminal.type("set -o\n");
      await terminal.until(shown);
      for (const line of code.split("\n")) await terminal.type(`${line}\n`);
      await terminal.type(`env -0 >'${file}'; echo all'-'typed\n`);
      await terminal.until(/all-typed/);
      const env = toEnv((await Deno.readTextFile(file)).split("\0"));
      assert.deepEqual(typed.map((_, i) => env[`V${i}`]), typed);
    });
  }, shell.name);
}
