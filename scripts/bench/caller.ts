/** How a caller came to its end. */
export interface End {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
}

/** One awsume in a process of its own, whose stdin stays open until it ends. */
export interface Caller {
  readonly end: Promise<End>;
  isAlive(): boolean;
  /** Types a line; whom a signal has ended meanwhile does not read it. */
  type(line: string): Promise<void>;
  /** At once, without a chance to clean up. */
  kill(): void;
}

/** What runs it, and in which environment: the whole of it. */
export interface Command {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a caller. `hear` is given each piece of its stderr. */
export function startCaller(
  { words: [program = "", ...args], env }: Command,
  hear: (text: string, caller: Caller) => void,
): Caller {
  const piped = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
  const child = new Deno.Command(program, { args, env, clearEnv: true, ...piped }).spawn();
  const keys = child.stdin.getWriter();
  let isAlive = true;
  const kill = (): void => {
    try {
      if (isAlive) child.kill("SIGKILL");
    } catch {
      // It has ended by itself, and the event loop does not know it yet.
    }
  };
  const end = async (): Promise<End> => {
    const stdout = new Response(child.stdout).text();
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) hear(text, caller);
    const { code, signal } = await child.status;
    isAlive = false;
    await keys.abort().catch(() => {});
    return { code, signal, stdout: await stdout };
  };
  const caller: Caller = {
    end: Promise.resolve().then(end),
    isAlive: () => isAlive,
    type: (line) => keys.write(new TextEncoder().encode(`${line}\n`)).catch(() => {}),
    kill,
  };
  return caller;
}
