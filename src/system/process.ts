import { AwsError, type AwsumeError, ConfigError, Interrupted } from "../errors.ts";
import type { RunOptions } from "../system.ts";
import { findBelow } from "./process_tree.ts";

/** More than any code or credentials; a program that prints without end must not fill the memory. */
const usualOutputBytes = 64 * 1024;

/** A person may have to touch a key or to type a PIN meanwhile. */
const usualTimeoutSeconds = 60;

/** How long a program that shall end may take: one that had hidden what is typed shows it again first. */
const leavingMs = 500;

/** How long nothing more may come from a program that has ended before what it left behind is not waited for. */
const silenceMs = 500;

/** How long a signal may be on its way to us. */
const hearingMs = 100;

/** How it came to an end, or why it was brought to one. */
type Ending =
  | { readonly kind: "ended"; readonly status: Deno.CommandStatus; readonly output: string }
  | { readonly kind: "interrupted" | "terminated" | "hung-up" | "late" | "flood" };

/** A part of what is printed, or the end of it. */
type Chunk = { readonly done: false; readonly value: Uint8Array } | { readonly done: true };

/** `System.run`. */
export async function runCommand(command: string, options: RunOptions): Promise<string> {
  const { name, timeoutSeconds = usualTimeoutSeconds, maxOutputBytes = usualOutputBytes } = options;
  const ending = await watch(() => start(command, options), { timeoutSeconds, maxOutputBytes });
  switch (ending.kind) {
    case "ended":
      if (ending.status.success) return ending.output;
      throw toError(ending.status, name);
    case "interrupted":
      throw new Interrupted();
    case "terminated":
      throw new Interrupted(143);
    case "hung-up":
      throw new Interrupted(129);
    case "late":
      throw new AwsError(`Cannot use ${name}: its command did not end in ${timeoutSeconds} seconds`, {
        hint: "Run the command by hand to see what it waits for",
      });
    case "flood":
      throw new AwsError(`Cannot use ${name}: its command prints more than ${maxOutputBytes / 1024} KiB`, {
        hint: "Run the command by hand to see what it prints",
      });
  }
}

function start(command: string, { name, env = {}, input }: RunOptions): Deno.ChildProcess {
  const { program, ...words } = shellWords(command);
  const { AWSUME_SHELL: _shell, AWSUME_FUNCTION: _function, ...own } = Deno.env.toObject();
  // A stdin that is no terminal is somebody else's data.
  const stdin = input !== undefined ? "piped" : Deno.stdin.isTerminal() ? "inherit" : "null";
  const options = { ...words, env: { ...own, ...env }, clearEnv: true, stdin } as const;
  try {
    const child = new Deno.Command(program, { ...options, stdout: "piped", stderr: "inherit" }).spawn();
    if (input !== undefined) void feed(child, input);
    return child;
  } catch (error) {
    throw new ConfigError(`Cannot use ${name}: ${program} cannot be started`, {
      hint: "Run the command by hand to see what is wrong",
      cause: error,
    });
  }
}

/** A program need not read what it is told. */
async function feed(child: Deno.ChildProcess, input: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
  } catch {
    // It has ended, or closed its end.
  }
}

/** The quotes that `cmd /s` takes off again, as Node.js does it; no others are to be added. */
function shellWords(
  command: string,
): Required<Pick<Deno.CommandOptions, "args" | "windowsRawArguments">> & { readonly program: string } {
  return Deno.build.os === "windows"
    ? {
      program: Deno.env.get("COMSPEC") || "cmd.exe",
      args: ["/d", "/s", "/c", `"${command}"`],
      windowsRawArguments: true,
    }
    : { program: "/bin/sh", args: ["-c", command], windowsRawArguments: false };
}

/** The signals that end awsume, which then ends the program. SIGTERM and SIGHUP cannot be heard on Windows. */
const endings = ([["SIGINT", "interrupted"], ["SIGTERM", "terminated"], ["SIGHUP", "hung-up"]] as const)
  .slice(0, Deno.build.os === "windows" ? 1 : undefined);

/** Waits for its end, the limits or a signal, whichever is first. It does not outlive this. */
async function watch(
  starting: () => Deno.ChildProcess,
  { timeoutSeconds, maxOutputBytes }: Required<Pick<RunOptions, "timeoutSeconds" | "maxOutputBytes">>,
): Promise<Ending> {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<Ending>();
  const listeners = endings.map(([signal, kind]) => [signal, () => stop({ kind })] as const);
  const timer = setTimeout(stop, timeoutSeconds * 1000, { kind: "late" });
  // Before it starts: else Ctrl-C in its first moment would end awsume alone.
  for (const [signal, listener] of listeners) Deno.addSignalListener(signal, listener);
  try {
    return await endOf(starting(), stopped, maxOutputBytes);
  } finally {
    clearTimeout(timer);
    for (const [signal, listener] of listeners) Deno.removeSignalListener(signal, listener);
  }
}

async function endOf(
  child: Deno.ChildProcess,
  stopped: Promise<Ending>,
  maxOutputBytes: number,
): Promise<Ending> {
  const reader = child.stdout.getReader();
  try {
    const ending = await Promise.race([finish(child, reader, maxOutputBytes), stopped]);
    if (ending.kind !== "ended") await bringToEnd(child, ending.kind);
    // Ctrl-C ends a program at once, while awsume may hear of it a moment later.
    else if (!ending.status.success) return await within(hearingMs, stopped, ending);
    return ending;
  } finally {
    // What the command has left behind may still hold the other end.
    await reader.cancel();
  }
}

async function finish(
  child: Deno.ChildProcess,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxOutputBytes: number,
): Promise<Ending> {
  const decoder = new TextDecoder();
  let [output, count] = ["", 0];
  const next = (): ReturnType<typeof readOn> => readOn(child, reader);
  for (let chunk = await next(); !chunk.done; chunk = await next()) {
    count += chunk.value.length;
    if (count > maxOutputBytes) return { kind: "flood" };
    output += decoder.decode(chunk.value, { stream: true });
  }
  return { kind: "ended", status: await child.status, output: output + decoder.decode() };
}

/**
 * The next of what is printed. A daemon that the program started may hold its output open for ever, so the output also
 * ends when the program has ended and nothing more comes.
 */
async function readOn(
  child: Deno.ChildProcess,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Chunk> {
  const reading: Promise<Chunk> = reader.read();
  const end: Chunk = { done: true };
  const silence = child.status.then(() => within(silenceMs, reading, end));
  return await Promise.race([reading, silence]);
}

/**
 * The shell is signalled, and what it has started: a process group of their own would take the terminal away from the
 * program, which may ask there for a PIN. The terminal sends Ctrl-C to all of them; a second one could cut short what
 * the first began, so it is passed on only to a program that did not get it.
 */
async function bringToEnd(
  child: Deno.ChildProcess,
  why: Exclude<Ending["kind"], "ended">,
): Promise<void> {
  if (why === "interrupted" && await endsSoon(child)) return;
  const own = why === "interrupted" ? "SIGINT" : why === "hung-up" ? "SIGHUP" : "SIGTERM";
  // Windows knows no signal but the last.
  const gentle = Deno.build.os === "windows" ? "SIGKILL" : own;
  // Found before the shell ends: then nobody tells any more whose they are.
  const below = findBelow(child.pid);
  for (const signal of [gentle, "SIGKILL"] as const) {
    attempt(() => child.kill(signal));
    if (signal === gentle) below.forEach((pid) => attempt(() => Deno.kill(pid, signal)));
    if (await endsSoon(child)) return;
  }
}

function attempt(signal: () => void): void {
  try {
    signal();
  } catch {
    // It has just ended.
  }
}

async function endsSoon(child: Deno.ChildProcess): Promise<boolean> {
  return await within(leavingMs, child.status.then(() => true), false);
}

/** What comes, or what stands for it when it takes longer. */
async function within<T>(milliseconds: number, coming: Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<T>((resolve) => timer = setTimeout(resolve, milliseconds, otherwise));
  try {
    return await Promise.race([coming, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** The statuses are those that POSIX has shells give; 9009 is that of `cmd`. */
function toError({ code, signal }: Deno.CommandStatus, name: string): AwsumeError {
  if (signal === "SIGINT" || code === 130) return new Interrupted();
  if (code === 127 || code === 9009) {
    return new ConfigError(`Cannot use ${name}: its program is not found`, {
      hint: "Install the program, or write the whole path to it",
    });
  }
  if (code === 126) {
    return new ConfigError(`Cannot use ${name}: its program cannot be executed`, {
      hint: "Make the program executable (chmod +x), or name another",
    });
  }
  const end = signal === null ? `ended with status ${code}` : `was ended by ${signal}`;
  return new AwsError(`Cannot use ${name}: its command ${end}`, {
    hint: "Run the command by hand to see what is wrong",
  });
}
