/** The picker at a real pseudo-terminal, its stdout captured as the shell's function captures it. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { atTerminal, type Terminal, testAtTerminal } from "../support/interactive.ts";

const probe = fileURLToPath(new URL("../support/choose_probe.ts", import.meta.url));

interface Setting {
  /** The words of the probe. */
  readonly words: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the terminal. */
  readonly columns?: number;
  /** Lines of the shell before the probe runs. */
  readonly before?: string;
}

/** Starts the probe; at its end the shell says what came out, the code, and whether the terminal is as it was. */
async function choosing(
  { words, env = {}, columns = 80, before = ":" }: Setting,
  dialogue: (terminal: Terminal, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "awsume-test-" });
  try {
    const lines = [
      before,
      `stty cols ${columns} rows 24`,
      "old=$(stty -g)",
      `out=$('${Deno.execPath()}' run -A '${probe}' ${words}); code=$?`,
      'if [ "$old" = "$(stty -g)" ]; then state=restored; else state=changed; fi',
      `printf 'out=<%s> code=%s %s\\n' "$out" "$code" "$state"`,
    ];
    await Deno.writeTextFile(`${folder}/line`, lines.join("\n"));
    const settings = { TERM: "xterm", DENO_DIR: `${folder}/deno`, NO_COLOR: "1", ...env };
    await using terminal = atTerminal(["sh"], folder, settings);
    await terminal.type(". ./line\n");
    await dialogue(terminal, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What the screen was sent, its control sequences in words. */
function spell(shown: string): string {
  return shown.replace(/\r+\n/g, "\n").replaceAll("\r", "<start>").replaceAll("\x1b[J", "<clear>");
}

testAtTerminal(
  "choose() narrows the list, and keeps stdout clean",
  () =>
    choosing({ words: "dev prod-eu prod-us" }, async (terminal) => {
      const list = await terminal.until(/3 of 3[^\r\n]*Enter/);
      assert.match(spell(list), /Which\? \n> dev {6}222222222222 eu-west-1\n {2}prod-eu/);
      await terminal.type("us");
      await terminal.until(/Which\? us\s+> prod-us {2}222222222222 eu-west-1\s+1 of 3/);
      await terminal.type("\r");
      // The list is gone, and the question stays with what was chosen.
      const end = await terminal.until(/out=.*/);
      assert.match(spell(end), /<start><clear>Which\? prod-us<clear>\nout=<"prod-us"> code=0 restored/);
    }),
);

testAtTerminal(
  "choose() moves with the arrow keys",
  () =>
    choosing({ words: "dev prod-eu prod-us" }, async (terminal) => {
      await terminal.until(/3 of 3/);
      await terminal.type("\x1b[B\x1b[B\x1b[A\r");
      await terminal.until(/out=<"prod-eu"> code=0 restored/);
    }),
);

for (const [what, keys] of [["Ctrl-C", "pr\x03"], ["Ctrl-D", "pr\x04"], ["Escape", "pr\x1b"]] as const) {
  testAtTerminal(
    `choose() is interrupted by ${what} and restores the terminal`,
    () =>
      choosing({ words: "dev prod-eu" }, async (terminal) => {
        await terminal.until(/2 of 2/);
        await terminal.type(keys);
        await terminal.until(/\nInterrupted: Interrupted\r\nout=<> code=130 restored/);
      }),
  );
}

for (const [signal, code] of [["SIGTERM", 143], ["SIGHUP", 129], ["SIGINT", 130]] as const) {
  testAtTerminal(
    `choose() restores the terminal and takes the list away when ${signal} ends it`,
    () =>
      choosing({ words: "dev", before: "trap : INT HUP TERM" }, async (terminal, folder) => {
        await terminal.until(/1 of 1/);
        Deno.kill(await findProbe(folder), signal);
        const end = await terminal.until(/out=.*/);
        assert.ok(spell(end).includes(`<clear>\nout=<> code=${code} restored`), end);
      }),
  );
}

/** The process of the probe, by the folder that only it has in its environment. */
async function findProbe(folder: string): Promise<number> {
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const read = (file: string): Promise<string> =>
      Deno.readTextFile(`/proc/${name}/${file}`).catch(() => "");
    const [words, env] = [await read("cmdline"), await read("environ")];
    if (words.includes("choose_probe.ts") && env.includes(`HOME=${folder}`)) return Number(name);
  }
  throw new Error("the probe does not run");
}

testAtTerminal(
  "choose() leaves what is typed after Enter to the next question",
  () =>
    choosing({ words: "then-ask dev prod-eu" }, async (terminal) => {
      await terminal.until(/2 of 2/);
      await terminal.type("prod\r123456\r");
      await terminal.until(/out=<"prod-eu"123456> code=0 restored/);
    }),
);

testAtTerminal(
  "choose() cuts its lines to a narrow terminal",
  () =>
    choosing({
      words: "a-profile-with-a-name-longer-than-the-terminal 日本語日本語日本語日本語日本語",
      columns: 40,
    }, async (
      terminal,
    ) => {
      const list = await terminal.until(/2 of 2[^\r\n]*Enter/);
      assert.match(spell(list), /\n> a-profile-with-a-name-longer-than-the\n/);
      assert.match(spell(list), /\n {2}日本語日本語日本語日本語日本語 {7}\n/);
      await terminal.type("\r");
      await terminal.until(/Which\? a-profile-with-a-name-longer-tha\W+J\s+out=.*code=0/);
    }),
);

testAtTerminal(
  "choose() spells out control characters and returns the name as it is",
  () =>
    choosing({ words: `"$(printf 'evil\\033[31m\\ttab')"` }, async (terminal) => {
      const list = await terminal.until(/1 of 1/);
      assert.match(list, /> evil\\x1b\[31m\\ttab/);
      await terminal.type("\r");
      await terminal.until(/out=<"evil\\u001b\[31m\\ttab"> code=0/);
    }),
);

testAtTerminal(
  "choose() shows a page of 5,000 choices",
  () =>
    choosing({ words: "5000" }, async (terminal) => {
      const list = await terminal.until(/5000 of 5000/);
      assert.equal(list.match(/\n[> ] team-/g)?.length, 10);
      await terminal.type("\x1b[A");
      await terminal.until(/> team-4999 [^\n]*\n {2}5000 of 5000/);
      await terminal.type("4998\r");
      await terminal.until(/out=<"team-4998"> code=0/);
    }),
);

testAtTerminal(
  "choose() asks in one line where the cursor cannot be moved",
  () =>
    choosing({ words: "dev prod-eu prod-us", env: { TERM: "dumb" } }, async (terminal) => {
      const list = await terminal.until(/Which\? /);
      assert.match(list, / 1 {2}dev {2}222222222222 eu-west-1\r\n +2 {2}prod-eu .*\r\n +3 {2}prod-us .*\r\n/);
      assert.ok(!list.slice(list.indexOf("1  dev")).includes("\x1b"));
      await terminal.type("nix\r");
      await terminal.until(/Nothing is like "nix"\r\nWhich\? /);
      await terminal.type("prod\r");
      await terminal.until(/ 1 {2}prod-eu .*\r\n +2 {2}prod-us .*\r\nWhich\? /);
      await terminal.type("2\r");
      await terminal.until(/out=<"prod-us"> code=0 restored/);
    }),
);

testAtTerminal("choose() in one line is interrupted by Ctrl-C and by Ctrl-D", async () => {
  for (const key of ["\x03", "\x04"]) {
    await choosing({ words: "40", env: { TERM: "dumb" } }, async (terminal) => {
      await terminal.until(/There are 40: type a name, or a part of it to see fewer\r\nWhich\? /);
      await terminal.type(key);
      await terminal.until(/out=<> code=130 restored/);
    });
  }
});

testAtTerminal(
  "canChoose() finds nobody when stdin is no terminal",
  () =>
    choosing({ words: "dev </dev/null" }, async (terminal) => {
      await terminal.until(/out=<"nobody"> code=0/);
    }),
);

testAtTerminal(
  "choose() is drawn on the controlling terminal when stderr is none",
  () =>
    choosing({ words: "dev prod 2>/dev/null" }, async (terminal) => {
      await terminal.until(/> dev[^]*2 of 2/);
      await terminal.type("\r");
      await terminal.until(/out=<"dev"> code=0 restored/);
    }),
);
