/** A real bash that reads what is typed from a pipe, and shows what its programs write. */
export interface Bash extends AsyncDisposable {
  /** Runs one line and shows its output as it comes. The answers are typed where an MFA code is asked for. */
  run(line: string, answers?: readonly string[]): Promise<Result>;
}

/** What one line did: its output, its status, and the environment that programs are started with after it. */
export interface Result {
  readonly output: string;
  readonly status: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Where bash runs, with which environment, and who watches. */
export interface BashSetting {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  show(text: string): void;
  /** Shows the keys that are being pressed. */
  showTyped(text: string): Promise<void>;
}

/** Stands between what programs write and what bash tells the demo: no program writes this control character. */
const mark = "\x1e";

/** Starts bash without anybody's start-up files. */
export function startBash({ folder, env, show, showTyped }: BashSetting): Bash {
  const child = new Deno.Command("bash", {
    args: ["--noprofile", "--norc"],
    env,
    clearEnv: true,
    cwd: folder,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const keys = child.stdin.getWriter();
  const chunks = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const type = (text: string): Promise<void> => keys.write(new TextEncoder().encode(`${text}\n`));

  const run = async (line: string, answers: readonly string[] = []): Promise<Result> => {
    // One list, which bash reads whole: what stood in the pipe behind a question would be taken for its answer.
    await type(`{ ${line}\n} 2>&1; printf '${mark}%s\\n' "$?"; env; printf '${mark}'`);
    const left = [...answers];
    let text = "";
    while (text.split(mark).length < 3) {
      const { value, done } = await chunks.read();
      if (done) throw new Error(`bash ended at: ${line}`);
      show(text.includes(mark) ? "" : value.split(mark)[0] ?? "");
      text += value;
      const answer = /MFA code of [^\n]*: $/.test(text) ? left.shift() : undefined;
      if (answer === undefined) continue;
      await showTyped(answer);
      await type(answer);
    }
    return toResult(text);
  };

  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await keys.abort().catch(() => {});
    // What bash has started may outlive it for a moment, and would write to a folder that is being removed.
    const ended = (async () => {
      while (!(await chunks.read()).done);
    })();
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1000))]);
  };
  return { run, [Symbol.asyncDispose]: stop };
}

function toResult(text: string): Result {
  const [output = "", told = ""] = text.split(mark);
  const [status = "", ...variables] = told.trimEnd().split("\n");
  const pairs = variables.map((each) => /^([^=]*)=(.*)$/.exec(each)?.slice(1) ?? []);
  return { output, status: Number(status), env: Object.fromEntries(pairs) };
}
