import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { testPath } from "./programs.ts";
import { attempt, type RealShell } from "./shells.ts";

/** What a script is run with; nothing of the developer's own environment gets in. */
export interface ScriptSetting {
  /** The text of `awsume init`, evaluated before the first line: the caller says which executable it runs. */
  readonly init: string;
  /** An empty folder: the script lies there, and it is HOME. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** What a child of the shell saw right after one command. */
export interface Seen {
  readonly status: number;
  readonly env: Readonly<Record<string, string>>;
}

/** All that came out of a script. `runs` has one element for every `run()` that the script lived to finish. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly runs: readonly Seen[];
}

/** A story in any shell. Each step gives a new script; `end()` plays it in the real shell and checks it. */
export interface Script {
  /** Code in the shell's own language. */
  line(code: string): Script;
  /** A command as a person types it, arguments quoted. What is expected after it is about this run. */
  run(command: string, ...words: readonly string[]): Script;
  expectStatus(status: number): Script;
  /** `undefined`: the variable is not exported. */
  expectEnv(name: string, value: string | undefined): Script;
  expectStdout(text: string): Script;
  end(): Promise<Outcome>;
}

type Check = (outcome: Outcome) => void;

interface Story {
  readonly lines: readonly string[];
  readonly runs: number;
  readonly checks: readonly Check[];
}

/** An empty script; with `line`s before `run`s, as the shell would have read them from its start-up file. */
export function script(real: RealShell, setting: ScriptSetting): Script {
  return build(real, setting, { lines: [setting.init], runs: 0, checks: [] });
}

function build(real: RealShell, setting: ScriptSetting, story: Story): Script {
  const add = (more: Partial<Story>): Script => build(real, setting, { ...story, ...more });
  const line = (code: string): Script => add({ lines: [...story.lines, code] });
  const expect = (check: Check): Script => add({ checks: [...story.checks, check] });
  const seen = (outcome: Outcome): Seen => {
    const last = outcome.runs[story.runs - 1];
    assert.ok(last, `run ${story.runs} did not finish: ${outcome.stderr}`);
    return last;
  };
  return {
    line,
    run: (command, ...words) => {
      const call = attempt(real, [command, ...words.map(real.shell.quote)].join(" "));
      const probe = [probePath, `${setting.folder}/seen`].map(real.shell.quote).join(" ");
      const look = `${real.call ?? ""}${probe} ${real.status}`;
      return add({ lines: [...story.lines, call, look], runs: story.runs + 1 });
    },
    expectStatus: (status) => expect((outcome) => assert.equal(seen(outcome).status, status, outcome.stderr)),
    expectEnv: (name, value) =>
      expect((outcome) => assert.equal(seen(outcome).env[name], value, `${name}; ${outcome.stderr}`)),
    expectStdout: (text) => expect((outcome) => assert.equal(outcome.stdout, text, outcome.stderr)),
    end: () => play(real, setting, story),
  };
}

const probePath = fileURLToPath(new URL("./probe", import.meta.url));

async function play(real: RealShell, setting: ScriptSetting, story: Story): Promise<Outcome> {
  const file = `${setting.folder}/script`;
  await Deno.writeTextFile(file, story.lines.join("\n") + "\n");
  const done = await runClean([...real.start, file], { ...setting, env: { ...real.env, ...setting.env } });
  const outcome = { ...done, runs: await readSeen(`${setting.folder}/seen`) };
  for (const check of story.checks) check(outcome);
  return outcome;
}

/** Runs a program with nothing in its environment but `testPath`, a HOME and what `setting` names. */
export async function runClean(
  words: readonly string[],
  setting: Omit<ScriptSetting, "init">,
): Promise<Omit<Outcome, "runs">> {
  const [program = "", ...args] = words;
  const env = { PATH: testPath, HOME: setting.folder, ...setting.env };
  // In a session of its own: no question reaches the terminal of the developer.
  const options = { args, env, clearEnv: true, cwd: setting.folder, detached: true } as const;
  const child = new Deno.Command(program, { ...options, stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
  const input = new Blob([setting.stdin ?? ""]).stream().pipeTo(child.stdin).catch(ignoreClosedPipe);
  const { code, stdout, stderr } = await child.output();
  await input;
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { status: code, stdout: text(stdout), stderr: text(stderr) };
}

/** A script need not read what it is offered. */
function ignoreClosedPipe(error: unknown): void {
  if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
}

async function readSeen(path: string): Promise<readonly Seen[]> {
  const text = await Deno.readTextFile(path).catch(() => "");
  return text.split("\0\0").slice(0, -1).map((record) => {
    const [status = "", ...variables] = record.split("\0");
    return { status: Number(status), env: toEnv(variables) };
  });
}

/** The environment from the `NAME=value` texts that `env -0` prints. */
export function toEnv(variables: readonly string[]): Readonly<Record<string, string>> {
  const pairs = variables.filter((text) => text.includes("=")).map((text) => {
    const at = text.indexOf("=");
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}
