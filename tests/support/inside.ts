import { run } from "../../src/cli/run.ts";
import { AuthError } from "../../src/errors.ts";
import { denoSystem } from "../../src/system/deno.ts";
import { makeHttp } from "../../src/system/network.ts";
import type { Outcome } from "./script.ts";

/**
 * What a command line comes to in this process: the real program with the real files and services in a twentieth of the
 * time, but without a terminal, and without what only a process of its own has (what it remembers, `exec`).
 */
export async function runInside(
  words: readonly string[],
  { home, env }: { readonly home: string; readonly env: Readonly<Record<string, string>> },
): Promise<Pick<Outcome, "status" | "stdout" | "stderr">> {
  const [printed, told]: [string[], string[]] = [[], []];
  const status = await run(words, {
    ...denoSystem(() => import("./loaded_later.ts")),
    env,
    home: () => Promise.resolve(home),
    http: makeHttp(env),
    stdoutIsTerminal: false,
    canChoose: false,
    ask: (question) => Promise.reject(new AuthError(`Cannot ask "${question}": there is no terminal`)),
    // What one was told it would tell the next, which waits for nobody here.
    locked: (_path, _waiting, work) => work(),
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(text),
    progress: () => {},
  });
  return { status, stdout: printed.join(""), stderr: told.map((text) => `${text}\n`).join("") };
}
