import type { ProgramEnd, System } from "../system.ts";

/** What is meant for the program, though it is sent to awsume. */
const forwarded: readonly Deno.Signal[] = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"];

/** What a terminal sends to both: awsume waits for what the program makes of it. */
const shared: readonly Deno.Signal[] = ["SIGINT", "SIGQUIT"];

/** `System.runInPlace`. Ctrl-Z is nobody's listener's: it stops both, and `fg` continues both. */
export async function runInPlace(
  words: readonly string[],
  env: System["env"],
  started?: (pid: number) => void,
): Promise<ProgramEnd> {
  let child: Deno.ChildProcess | undefined;
  const stopListening = listen((signal) => pass(signal, child));
  try {
    child = start(words, env);
    started?.(child.pid);
    const { code } = await child.status;
    return { kind: "ended", status: code };
  } catch (error) {
    return explain(words[0] ?? "", env, error);
  } finally {
    stopListening();
  }
}

function start([program = "", ...args]: readonly string[], env: System["env"]): Deno.ChildProcess {
  const streams = { stdin: "inherit", stdout: "inherit", stderr: "inherit" } as const;
  return new Deno.Command(program, { args, env: { ...env }, clearEnv: true, ...streams }).spawn();
}

function listen(hear: (signal: Deno.Signal) => void): () => void {
  const signals = Deno.build.os === "windows" ? ["SIGINT" as const] : [...forwarded, ...shared];
  const listeners = signals.map((signal) => [signal, () => hear(signal)] as const);
  listeners.forEach(([signal, listener]) => Deno.addSignalListener(signal, listener));
  return () => listeners.forEach(([signal, listener]) => Deno.removeSignalListener(signal, listener));
}

function pass(signal: Deno.Signal, child: Deno.ChildProcess | undefined): void {
  if (shared.includes(signal) && isAtTerminal()) return;
  try {
    child?.kill(signal);
  } catch {
    // It has just ended.
  }
}

/**
 * Whether keys of a terminal reach awsume, and so the program beside it. Linux tells which processes those are, also
 * when all three streams are redirected, or when a shell has taken the terminal for its own commands.
 */
function isAtTerminal(): boolean {
  if (Deno.build.os === "windows") return true;
  if (Deno.build.os === "linux") return isInForeground();
  return [Deno.stdin, Deno.stdout, Deno.stderr].some((stream) => stream.isTerminal());
}

function isInForeground(): boolean {
  const text = Deno.readTextFileSync("/proc/self/stat");
  const [, , group, , , foreground] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return group === foreground;
}

/** Why it could not be started; whatever is none of the known reasons is a bug. */
function explain(program: string, env: System["env"], error: unknown): ProgramEnd {
  if (error instanceof Deno.errors.NotFound) {
    return isOnPath(program, env)
      ? { kind: "not-executable", why: "permission denied" }
      : { kind: "not-found" };
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return { kind: "not-executable", why: isFolder(program) ? "is a directory" : "permission denied" };
  }
  if (error instanceof TypeError || !(error instanceof Error)) throw error;
  return { kind: "not-executable", why: "the operating system cannot execute it" };
}

/** Whether a file of that name is there all the same: those that are not executable are passed over. */
function isOnPath(program: string, { PATH = "" }: System["env"]): boolean {
  if (Deno.build.os === "windows" || program.includes("/")) return false;
  return PATH.split(":").some((folder) => folder !== "" && isFile(`${folder}/${program}`));
}

function isFile(path: string): boolean {
  return statOf(path)?.isFile === true;
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory === true;
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}
