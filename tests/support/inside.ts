import { quickComplete } from "../../complete.ts";
import { quickExec } from "../../exec.ts";
import { quickInit } from "../../init.ts";
import { quick } from "../../src/cli/quick.ts";
import { run, tellFailure } from "../../src/cli/run.ts";
import { AuthError, AwsumeError } from "../../src/errors.ts";
import type { System } from "../../src/system.ts";
import { denoSystem } from "../../src/system/deno.ts";
import { makeHttp } from "../../src/system/network.ts";
import { toPrintable } from "../../src/system/output.ts";
import type { Outcome } from "./script.ts";

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
  const status = await answer(words, {
    ...denoSystem(() => import("./loaded_later.ts")),
    env,
    home: () => Promise.resolve(home),
    http: makeHttp(env),
    stdoutIsTerminal: false,
    canChoose: false,
    ask: (question) => Promise.reject(new AuthError(`Cannot ask "${question}": there is no terminal`)),
    // What one was told it would tell the next, which waits for nobody here.
    locked: (_path, _waiting, work) => work(),
    runInPlace: ([program]) => Promise.reject(new Error(`${program} would take the place of the tests`)),
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(toPrintable(text)),
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
