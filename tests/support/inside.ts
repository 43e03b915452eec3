import { resolve } from "node:path";
import { quickComplete } from "../../complete.ts";
import { quickExec } from "../../exec.ts";
import { quickInit } from "../../init.ts";
import { quotePosix } from "../../shells/posix.ts";
import { quick } from "../../src/cli/quick.ts";
import { run, tellFailure } from "../../src/cli/run.ts";
import { AuthError, AwsumeError } from "../../src/errors.ts";
import { toOneLine } from "../../src/printable.ts";
import type { System } from "../../src/system.ts";
import { denoSystem } from "../../src/system/deno.ts";
import { makeHttp } from "../../src/system/network.ts";
import { runCommand } from "../../src/system/process.ts";
import type { Outcome } from "./script.ts";
import { awsumeWords } from "./world.ts";

/**
 * What a command line comes to in this process: the real program with the real files and services in a twentieth of the
 * time, but without a terminal or a pipe to read from, and without what only a process of its own has (what it remembers,
 * and the program that `exec` runs, in whose place it fails).
 */
export async function runInside(
  words: readonly string[],
  { home, env }: { readonly home: string; readonly env: Readonly<Record<string, string>> },
): Promise<Omit<Outcome, "runs">> {
  const [printed, told]: [string[], string[]] = [[], []];
  const system = denoSystem(() => import("./loaded_later.ts"));
  // The program's own working folder would be the home.
  const at = (path: string): string => resolve(home, path);
  const status = await answer(words, {
    ...system,
    read: (path) => system.read(at(path)),
    statusOf: (path) => system.statusOf(at(path)),
    env,
    self: awsumeWords(),
    home: () => Promise.resolve(home),
    http: makeHttp(env, { os: "linux", home: () => Promise.resolve(home) }),
    stdoutIsTerminal: false,
    stdoutIsKept: () => false,
    canChoose: () => Promise.resolve(false),
    ask: (question) => Promise.reject(new AuthError(`Cannot ask "${question}": there is no terminal`)),
    run: async (command, options) => {
      const file = await Deno.makeTempFile({ prefix: "awsume-test-" });
      try {
        // Where the program would be, and with what it would have in its environment.
        const line = `cd ${quotePosix(home)} && {\n${command}\n} 2>${file}`;
        return await runCommand(line, { ...options, env: { ...env, ...options.env } });
      } finally {
        const said = await Deno.readTextFile(file);
        if (said !== "") told.push(said.replace(/\n$/, ""));
        await Deno.remove(file);
      }
    },
    // What one was told it would tell the next, which waits for nobody here.
    locked: (_path, _waiting, work) => work(),
    runInPlace: ([program]) => Promise.reject(new Error(`${program} would take the place of the tests`)),
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(toOneLine(text)),
    // The one who answers the next time is the same.
    pause: () => Promise.resolve(),
    progress: () => false,
  });
  return { status, stdout: printed.join(""), stderr: told.map((text) => `${text}\n`).join("") };
}

/** As `main.ts` does, which ends the process. */
async function answer(words: readonly string[], system: System): Promise<number> {
  try {
    return await answerFirst(words, system) ?? await run(words, system);
  } catch (error) {
    if (error instanceof AwsumeError) return tellFailure(error, words, system);
    throw error;
  }
}

async function answerFirst(words: readonly string[], system: System): Promise<number | undefined> {
  switch (words[0]) {
    case "init":
      return quickInit(words, system);
    case "__complete":
      return await quickComplete(words, system);
    case "exec":
      return await quickExec(words, system);
    default:
      return await quick(words, system);
  }
}
