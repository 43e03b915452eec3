import { testPath, testWith } from "./programs.ts";
import assert from "node:assert/strict";

/** A shell at a pseudo-terminal, with a test in the place of the person. Told to `exit` with its scope. */
export interface Terminal extends AsyncDisposable {
  /** Presses keys: `\t`, `\n`, `\x03` for Ctrl-C. */
  type(keys: string): Promise<void>;
  /** Waits until the screen has shown this since the last call; fails after half a minute. Gives what it showed. */
  until(shown: RegExp): Promise<string>;
}

const patienceMs = 30_000;

/**
 * A test at a pseudo-terminal, of a shell that may not be installed either. Only on Linux, for the `script` of other
 * systems takes other options.
 */
export function testAtTerminal(name: string, test: () => Promise<void>, program = "script"): void {
  if (Deno.build.os === "linux") testWith([...new Set(["script", program])], name, test);
}

/** Starts a shell under the `script` of util-linux, the one pseudo-terminal that needs no language runtime. */
export function atTerminal(
  words: readonly string[],
  home: string,
  env: Readonly<Record<string, string>> = {},
): Terminal {
  const command = words.map((word) => `'${word}'`).join(" ");
  const child = new Deno.Command("script", {
    args: ["--quiet", "--flush", "--return", "--command", `exec ${command}`, "/dev/null"],
    env: { PATH: testPath, HOME: home, TERM: "dumb", SHELL: "/bin/sh", ...env },
    clearEnv: true,
    cwd: home,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const keys = child.stdin.getWriter();
  const type = (text: string): Promise<void> => keys.write(new TextEncoder().encode(text));
  const screen = watch(child.stdout, type);
  return {
    type,
    until: screen.until,
    [Symbol.asyncDispose]: async () => {
      // A shell that is killed may leave children at work in the folder of the test. (Ctrl-D would be lost
      // while a program runs: the line editor is not listening then.)
      await type("exit\n").catch(() => {});
      const timer = setTimeout(() => child.kill("SIGKILL"), 2000);
      await child.status;
      clearTimeout(timer);
      await keys.abort().catch(() => {});
      await screen.ended;
    },
  };
}

interface Screen {
  until(shown: RegExp): Promise<string>;
  readonly ended: Promise<void>;
}

function watch(output: ReadableStream<Uint8Array>, type: (keys: string) => Promise<void>): Screen {
  let unread = "";
  let wake: () => void = () => {};
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const bytes of output) {
      const text = decoder.decode(bytes, { stream: true });
      // nushell asks where the cursor is, and waits for the answer of the terminal.
      for (const _ of text.split("\x1b[6n").slice(1)) await type("\x1b[1;1R").catch(() => {});
      unread += text;
      wake();
    }
  })();
  const until = async (shown: RegExp): Promise<string> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = shown.exec(unread);
      if (found !== null) {
        const end = found.index + found[0].length;
        const seen = unread.slice(0, end);
        unread = unread.slice(end);
        return seen;
      }
      const left = deadline - Date.now();
      assert.ok(left > 0, `the terminal never showed ${shown}: ${JSON.stringify(unread)}`);
      await nextOutput(left);
    }
  };
  const nextOutput = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return { until, ended };
}
