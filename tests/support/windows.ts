import { tmpdir } from "node:os";
import { atTerminal, type Terminal } from "./interactive.ts";
import { requiredNames } from "./programs.ts";
import { sharedUrl } from "./shared.ts";
import { tellSkipped } from "./skipped.ts";

/** What is not Windows but runs its programs: tools beside the project, which need Linux and root. */
const tools = {
  run: sharedUrl("tools/windows/run").pathname,
  /** Runs the `awsume.js` beside it on Deno for Windows. */
  launcher: sharedUrl("tools/windows/launcher/launcher.exe").pathname,
};

/** The awsume.exe under test. */
const binary = Deno.env.get("AWSUME_BINARY_WINDOWS");

/** What came out of a program, with the line ends of Linux. */
export interface Played {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A test that needs a Windows, and an awsume.exe. Where one is missing it is skipped with its name, or fails when
 * AWSUME_REQUIRE_SHELLS demands `wine`.
 */
export function testOnWindows(name: string, fn: () => Promise<void>): void {
  const missing = findMissing();
  const required = requiredNames().includes("wine");
  const ignore = missing !== undefined && !required;
  if (ignore) tellSkipped(missing, name);
  const fail = (): Promise<void> =>
    Promise.reject(new Error(`AWSUME_REQUIRE_SHELLS demands wine, and there is no ${missing}`));
  Deno.test({ name, ignore, fn: missing === undefined ? fn : fail });
}

function findMissing(): string | undefined {
  if (!isFile(tools.run) || !isFile(tools.launcher) || Deno.uid() !== 0) return "wine";
  return binary === undefined ? "AWSUME_BINARY_WINDOWS" : undefined;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Puts awsume.exe into the folder. */
export async function placeAwsume(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.copyFile(binary ?? "", `${folder}/awsume.exe`);
}

/** The same with a program of the test's in the place of awsume. */
export async function placeStandIn(folder: string, code: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/awsume.js`, code);
  await Deno.copyFile(tools.launcher, `${folder}/awsume.exe`);
}

/** Runs a program of Windows in a folder, which it sees as `Z:\\here`. It gets nothing of the environment here. */
export async function playOnWindows(words: readonly string[], folder: string): Promise<Played> {
  using _turn = await takeTurn();
  const options = { cwd: folder, env: toolEnv(), clearEnv: true, stdin: "null" } as const;
  const { code, stdout, stderr } = await new Deno.Command(tools.run, { ...options, args: [...words] })
    .output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
  return { status: code, stdout: text(stdout), stderr: text(stderr) };
}

/** Starts one at a console, with a test in the place of the person. */
export async function atConsole(words: readonly string[], folder: string): Promise<Terminal> {
  const turn = await takeTurn();
  // Wine's server outlives the program, and would show its folder to the next one: all that hold this open must end.
  const held = `${folder}/held`;
  await new Deno.Command("mkfifo", { args: [held] }).output();
  const ended = new Deno.Command("cat", { args: [held] }).output();
  const start = ["bash", "-c", 'exec "$@" 9>held', "bash"];
  const terminal = atTerminal([...start, tools.run, ...words], folder, toolEnv());
  const end = async (): Promise<void> => {
    await terminal[Symbol.asyncDispose]();
    await ended;
    turn.close();
  };
  return { ...terminal, [Symbol.asyncDispose]: end };
}

/** One at a time: there is one Windows for all test files, which run side by side. */
async function takeTurn(): Promise<Deno.FsFile> {
  const turn = await Deno.open(`${tmpdir()}/awsume-test-wine.lock`, { create: true, write: true });
  await turn.lock(true);
  return turn;
}

function toolEnv(): Readonly<Record<string, string>> {
  const { PATH = "", HOME = "", XDG_CACHE_HOME } = Deno.env.toObject();
  return { PATH, HOME, ...XDG_CACHE_HOME !== undefined && { XDG_CACHE_HOME } };
}

/** Writes a file as Windows has it. */
export async function writeLines(path: string, lines: readonly string[]): Promise<void> {
  await Deno.writeTextFile(path, lines.map((line) => `${line}\r\n`).join(""));
}
