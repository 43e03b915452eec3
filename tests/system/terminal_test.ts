import assert from "node:assert/strict";
import { inFolder } from "../support/folder.ts";
import { testPath, testWith } from "../support/programs.ts";

const probe = decodeURIComponent(new URL("../support/ask_probe.ts", import.meta.url).pathname);
const fromTerminal = (text: string): string => `${JSON.stringify({ text, from: "terminal" })}\n`;
const fromPipe = (text: string): string => `${JSON.stringify({ text, from: "pipe" })}\n`;

/** What the terminal showed and what went to stdout, line ends as `\n`. */
interface Session {
  readonly shown: string;
  readonly stdout: string;
}

/** After each text that the terminal shows, the keys that are typed or the deed that is done. */
type Dialogue = readonly (readonly [shown: string, reply: string | (() => Promise<void>)])[];

/**
 * Runs the shell line with a terminal as stdin, stdout and stderr. In it `"$@"` is the probe and `$OUT` a file for
 * its stdout, as `$(…)` would take it.
 */
async function onTerminal(line: string, dialogue: Dialogue, folder: string): Promise<Session> {
  const env = {
    PATH: testPath,
    HOME: folder,
    // Of its own: Deno's words about a busy cache would stand on the terminal.
    DENO_DIR: `${folder}/deno`,
    SHELL: "/bin/sh",
    OUT: `${folder}/out`,
    FOLDER: folder,
    LINE: `set -- "${Deno.execPath()}" run -A "${probe}"; ${line}`,
  };
  const command = new Deno.Command("script", {
    args: ["-qec", `sh -c "$LINE"`, "/dev/null"],
    clearEnv: true,
    env,
    stdin: "piped",
    stdout: "piped",
    // A question nobody answers must not hang the whole run.
    signal: AbortSignal.timeout(30_000),
  });
  const child = command.spawn();
  const keys = child.stdin.getWriter();
  let shown = "";
  let next = 0;
  let from = 0;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    shown += text;
    for (let step = dialogue[next]; step && shown.includes(step[0], from); step = dialogue[++next]) {
      from = shown.indexOf(step[0], from) + step[0].length;
      await (typeof step[1] === "string" ? keys.write(new TextEncoder().encode(step[1])) : step[1]());
    }
  }
  await keys.close().catch(() => {});
  await child.status;
  const stdout = await Deno.readTextFile(`${folder}/out`).catch(() => "");
  return { shown: shown.replaceAll("\r\n", "\n"), stdout };
}

/** A test at a real pseudo-terminal, unless it needs something else. */
function test(name: string, work: (folder: string) => Promise<void>, need = "script"): void {
  testWith(need, name, () => inFolder(work));
}

/** Says the exit code, and whether the terminal's settings (`stty -g` prints all) are those from before. */
const withSettings = (line: string): string =>
  `before=$(stty -g); ${line}; echo "code $?"; [ "$before" = "$(stty -g)" ] && echo restored`;

test("ask() shows what is typed and keeps stdout clean", async (folder) => {
  const { shown, stdout } = await onTerminal(
    withSettings(`"$@" >"$OUT"`),
    [["Code one: ", "123456\r"]],
    folder,
  );
  assert.equal(shown, "Code one: 123456\ncode 0\nrestored\n");
  assert.equal(stdout, fromTerminal("123456"));
});

test("ask() shows a secret as stars", async (folder) => {
  const { shown, stdout } = await onTerminal(`"$@" secret >"$OUT"`, [["Code one: ", "geheim\r"]], folder);
  assert.equal(shown, "Code one: ******\n");
  assert.equal(stdout, fromTerminal("geheim"));
});

test("ask() lets a mistake be corrected and drops arrow keys and the marks of a paste", async (folder) => {
  const keys = "12x\x7f\x1b[D\x1b[200~34\x1b[201~\r";
  const { shown, stdout } = await onTerminal(`"$@" >"$OUT"`, [["Code one: ", keys]], folder);
  assert.equal(shown, "Code one: 12x\b \b34\n");
  assert.equal(stdout, fromTerminal("1234"));
});

test("ask() is interrupted by Ctrl-C and restores the terminal", async (folder) => {
  const { shown, stdout } = await onTerminal(
    withSettings(`"$@" >"$OUT"`),
    [["Code one: ", "12\x03"]],
    folder,
  );
  assert.equal(shown, "Code one: 12\nInterrupted: Interrupted\ncode 130\nrestored\n");
  assert.equal(stdout, "");
});

test("ask() takes Ctrl-D on an empty line for no answer", async (folder) => {
  const { shown } = await onTerminal(withSettings(`"$@" >"$OUT"`), [["Code one: ", "\x04"]], folder);
  assert.equal(
    shown,
    'Code one: \nAuthError: Cannot ask "Code one": no answer was given\ncode 4\nrestored\n',
  );
});

// A line feed ends the last line: in raw mode, which it is typed in, the terminal does not make one of Enter.
test("ask() leaves what is typed after Enter to the next reader", async (folder) => {
  const line = `"$@" twice >"$OUT"; read -r rest; echo "rest <$rest>"`;
  const { shown, stdout } = await onTerminal(line, [["Code one: ", "1\r2\rls -l\n"]], folder);
  assert.match(shown, /rest <ls -l>\n$/);
  assert.equal(stdout, fromTerminal("1") + fromTerminal("2"));
});

test("ask() uses the controlling terminal when stdin is /dev/null", async (folder) => {
  const line = withSettings(`"$@" secret </dev/null >"$OUT"`);
  const { shown, stdout } = await onTerminal(line, [["Code one: ", "123\r"]], folder);
  assert.equal(shown, "Code one: ***\ncode 0\nrestored\n");
  assert.equal(stdout, fromTerminal("123"));
});

test("ask() prefers a piped answer to the terminal", async (folder) => {
  const { stdout } = await onTerminal(`echo 123 | "$@" >"$OUT"`, [], folder);
  assert.equal(stdout, fromPipe("123"));
});

/** Waits in the shell until the test has seen the question. */
const untilAsked = 'until [ -e "$FOLDER/asked" ]; do sleep 0.02; done';

function tellAsked(folder: string): () => Promise<void> {
  return () => Deno.writeTextFile(`${folder}/asked`, "");
}

test("ask() shows the question while a pipe is silent", async (folder) => {
  const line = `(${untilAsked}; echo 123) | "$@" >"$OUT"`;
  const { shown, stdout } = await onTerminal(line, [["Code one: ", tellAsked(folder)]], folder);
  assert.deepEqual([shown, stdout], ["Code one: \n", fromPipe("123")]);
});

test("ask() turns to the terminal when a silent pipe ends", async (folder) => {
  const dialogue: Dialogue = [["Code one: ", tellAsked(folder)], ["\r\nCode one: ", "1\r"]];
  const { shown, stdout } = await onTerminal(`(${untilAsked}) | "$@" >"$OUT"`, dialogue, folder);
  assert.deepEqual([shown, stdout], ["Code one: \nCode one: 1\n", fromTerminal("1")]);
});

// As the shell functions run it.
test("ask() works within a command substitution", async (folder) => {
  const line = `output=$("$@") || echo failed; printf %s "$output" >"$OUT"`;
  const { shown, stdout } = await onTerminal(line, [["Code one: ", "123\r"]], folder);
  assert.deepEqual([shown, stdout], ["Code one: 123\n", fromTerminal("123").trim()]);
});

for (
  const [signal, code] of [["SIGTERM", 143], ["SIGHUP", 129], ["SIGINT", 130], ["SIGQUIT", 131]] as const
) {
  for (const stdin of ["/dev/tty", "/dev/null"]) {
    test(`ask() restores the terminal when ${signal} ends it, stdin being ${stdin}`, async (folder) => {
      const kill = async (): Promise<void> =>
        Deno.kill(Number(await Deno.readTextFile(`${folder}/pid`)), signal);
      const line = withSettings(`(sh -c 'echo $$ >"$FOLDER/pid"; exec "$@"' sh "$@" <${stdin})`);
      const { shown } = await onTerminal(line, [["Code one: ", kill]], folder);
      assert.equal(shown, `Code one: \ncode ${code}\nrestored\n`);
    });
  }
}

async function withoutTerminal(
  stdin: string,
  ...args: readonly string[]
): Promise<readonly [string, string, number]> {
  const command = new Deno.Command("setsid", {
    args: ["--wait", Deno.execPath(), "run", "-A", probe, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  const child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  const { stdout, stderr, code } = await child.output();
  const decoder = new TextDecoder();
  return [decoder.decode(stdout), decoder.decode(stderr), code];
}

test("ask() throws AuthError when there is no terminal", async () => {
  const message = 'AuthError: Cannot ask "Code one": there is no terminal\n';
  assert.deepEqual(await withoutTerminal(""), ["", message, 4]);
}, "setsid");

const piped: readonly (readonly [criterion: string, stdin: string, answer: string])[] = [
  ["a line", "123456\n", "123456"],
  ["a line without an end", "123456", "123456"],
  ["a line of Windows", "123456\r\n", "123456"],
  ["an empty line", "\n", ""],
  ["UTF-8, without a byte order mark", "\ufeffpässwörd\n", "pässwörd"],
];
for (const [criterion, stdin, answer] of piped) {
  test(`ask() takes ${criterion} from a pipe`, async () => {
    assert.deepEqual(await withoutTerminal(stdin), [fromPipe(answer), "", 0]);
  }, "setsid");
}

test("ask() leaves the lines after the first in the pipe", async () => {
  const stdout = fromPipe("1") + fromPipe("2");
  assert.deepEqual(await withoutTerminal("1\n2\n3\n", "twice"), [stdout, "", 0]);
}, "setsid");
