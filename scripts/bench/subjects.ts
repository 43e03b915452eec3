import { fileURLToPath } from "node:url";
import { type ShellName, shells } from "../../shells/mod.ts";
import { NotMeasured } from "./binaries.ts";
import { type CompletionName, findCompletion } from "./completion.ts";
import type { Subject } from "./measure.ts";
import { idler, plugIn, type PluginFile, watcher } from "./plugged.ts";
import { profileFiles, type World, worlds } from "./profile_files.ts";
import { findSource, type SourceSubject } from "./sources.ts";
import { findStart, type StartName } from "./shell_start.ts";
import type { Env, Stage } from "./stage.ts";

type MakeSubject = (stage: Stage) => Promise<Subject>;

/** The programs that rows compare, by name; there is an `init` for every shell, too. */
const programs = {
  "empty, compiled": async (stage) => idle([await stage.emptyBinary()], stage),
  "empty twin, compiled": async (stage) => idle([await stage.emptyTwin()], stage),
  "cached, compiled": async (stage) => cached([await stage.binary()], "few", stage),
  "cached of 5,000, compiled": async (stage) => cached([await stage.binary()], "many", stage),
  "cached with a module, compiled": async (stage) => await plugged(watcher, stage),
  "cached with a program, compiled": async (stage) => await plugged(idler, stage),
  "cold, compiled": async (stage) => cold([await stage.binary()], stage),
  "plain, compiled": async (stage) =>
    plain([await stage.binary()], /^export AWS_ACCESS_KEY_ID='AKIABENCH/m, stage),
  "explain, compiled": async (stage) => explain([await stage.binary()], stage),
  "list of 5,000, compiled": async (stage) => list([await stage.binary()], ["-l"], stage),
  "new list of 5,000, compiled": async (stage) => list([await stage.binary()], ["-l", "--no-cache"], stage),
  "ls, compiled": async (stage) => standing([await stage.binary()], "few", stage),
  "ls of 5,000, compiled": async (stage) => standing([await stage.binary()], "many", stage),
  "credential-process, compiled": async (stage) => credentialProcess([await stage.binary()], stage),
  "exec, compiled": async (stage) => execTrue([await stage.binary()], stage),
  "empty and true, compiled": async (stage) => idle(await emptyAndTrue(stage), stage),
  "cached of 5,000 users, compiled": async (stage) => cached([await stage.binary()], "many users", stage),
  "output profile, compiled": async (stage) => outputProfile([await stage.binary()], stage),

  "empty, deno run": async (stage) => idle([...stage.denoRun, await stage.emptyModule()], stage),
  "cached, deno run": async (stage) => cached([...stage.denoRun, await stage.bundle()], "few", stage),
  "cached of 5,000, deno run": async (stage) =>
    cached([...stage.denoRun, await stage.bundle()], "many", stage),
  "cached, deno run, not bundled": checkout,
  "cold, deno run": async (stage) => cold([...stage.denoRun, await stage.bundle()], stage),

  "cold, boto3": boto3,
  "plain, original": original,
} as const satisfies Readonly<Record<string, MakeSubject>>;

type InitName = `init ${ShellName}, compiled`;

export type SubjectName = keyof typeof programs | InitName | StartName | CompletionName | SourceSubject;

/** The program of that name. Throws NotMeasured. */
export async function makeSubject(name: SubjectName, stage: Stage): Promise<Subject> {
  if (isProgram(name)) return await programs[name](stage);
  const other = await findStart(name, stage) ?? await findCompletion(name, stage) ??
    await findSource(name, stage);
  if (other !== undefined) return other;
  const shell = shells.find((shell) => name === `init ${shell.name}, compiled`);
  if (shell === undefined) throw new NotMeasured(`awsume does not speak the shell of "${name}"`);
  return await init(shell.name, [await stage.binary()], stage);
}

function isProgram(name: SubjectName): name is keyof typeof programs {
  return name in programs;
}

async function idle(words: readonly string[], stage: Stage): Promise<Subject> {
  return { words, env: await stage.env("few"), prints: /^$/, calls: 0 };
}

/** An empty program, and then `true` in a process of its own. */
async function emptyAndTrue(stage: Stage): Promise<readonly string[]> {
  return ["/bin/sh", "-c", '"$0" && exec /bin/true', await stage.emptyBinary()];
}

async function execTrue(awsume: readonly string[], stage: Stage): Promise<Subject> {
  const words = [...awsume, "exec", worlds.few.target, "--", "/bin/true"];
  return { words, env: await stage.env("few"), prints: /^$/, calls: 0 };
}

async function cached(awsume: readonly string[], world: World, stage: Stage): Promise<Subject> {
  const { target } = worlds[world];
  const prints = new RegExp(`^export AWS_ACCESS_KEY_ID='ASIA.*AWSUME_PROFILE='${target}'`, "s");
  return { words: [...awsume, target], env: await stage.env(world), prints, calls: 0 };
}

async function plugged(plugin: PluginFile, stage: Stage): Promise<Subject> {
  const subject = await cached([await stage.binary()], "few", stage);
  return { ...subject, env: await plugIn(plugin, await stage.env("few")) };
}

/** Without the project's settings a checkout finds no packages, so it cannot make a call of its own. */
async function checkout(stage: Stage): Promise<Subject> {
  const subject = await cached([...stage.denoRun, stage.main], "few", stage);
  return { ...subject, prepare: [...stage.denoRun, await stage.bundle(), worlds.few.target] };
}

/** `-r` costs as much as an empty cache: both write the entry, and the read that it saves is of no file. */
async function cold(awsume: readonly string[], stage: Stage): Promise<Subject> {
  const { words, ...same } = await cached(awsume, "few", stage);
  return { ...same, words: [...words, "-r"], calls: 1 };
}

async function init(shell: ShellName, awsume: readonly string[], stage: Stage): Promise<Subject> {
  const prints = /awsume/;
  return { words: [...awsume, "init", shell], env: await stage.env("few"), prints, calls: 0 };
}

/** A switch to long-term keys, without a call and without the cache. */
async function plain(awsume: readonly string[], prints: RegExp, stage: Stage): Promise<Subject> {
  return { words: [...awsume, "bench"], env: await stage.env("few"), prints, calls: 0 };
}

/** The tool that awsume follows: its wrapper for the shell takes a line of its stdout apart. */
async function original(stage: Stage): Promise<Subject> {
  const program = Deno.env.get("AWSUME_ORIGINAL");
  if (program === undefined) throw new NotMeasured("set AWSUME_ORIGINAL");
  const help = await findOutput(program, ["-h"], await stage.env("few"));
  if (help === undefined) throw new NotMeasured(`AWSUME_ORIGINAL names ${program}, which does not run`);
  return await plain([program], /^Awsume AKIABENCH/m, stage);
}

async function explain(awsume: readonly string[], stage: Stage): Promise<Subject> {
  const words = [...awsume, "explain", worlds.few.target];
  return { words, env: await stage.env("few"), prints: / 1\. AssumeRole at .* to be made/, calls: 0 };
}

/** All profiles of both files as the shell's function gets them: roles, their user, other users and `default`. */
async function list(awsume: readonly string[], words: readonly string[], stage: Stage): Promise<Subject> {
  const { profiles, users } = worlds.many;
  const lines = `(?: '\\S+ +(?:Role|User) [^']+'){${profiles + users + 2}}`;
  const prints = new RegExp(`^printf '%s\\\\n' 'PROFILE [^']+'${lines};\n$`);
  return { words: [...awsume, ...words], env: await stage.env("many"), prints, calls: 0 };
}

/** What each profile comes to, after a switch to one of them: `default` cannot be used. */
async function standing(awsume: readonly string[], world: World, stage: Stage): Promise<Subject> {
  const { profiles, users, target } = worlds[world];
  const rows = `(?: '\\S+ +(?:-|\\d{12}) [^']+'){${profiles + users + 2}}`;
  const prints = new RegExp(`^printf '%s\\\\n' 'PROFILE [^']+'${rows};\n$`);
  const env = await stage.env(world);
  const [program = "", ...args] = awsume;
  await findOutput(program, [...args, target], env);
  return { words: [...awsume, "ls"], env, prints, calls: 0 };
}

/** What an SDK runs whenever it needs credentials. */
async function credentialProcess(awsume: readonly string[], stage: Stage): Promise<Subject> {
  const words = [...awsume, "credential-process", worlds.few.target];
  return {
    words,
    env: await stage.env("few"),
    prints: /^\{"Version":1,"AccessKeyId":"ASIA.*\}\n?$/,
    calls: 0,
  };
}

/** The credentials from the cache, and a new section at the end of a file that has 5,000 others. */
async function outputProfile(awsume: readonly string[], stage: Stage): Promise<Subject> {
  const { words, ...same } = await cached(awsume, "many users", stage);
  const path = `${same.env.HOME}/.aws/credentials`;
  const { credentials } = profileFiles("many users");
  const restore = (): Promise<void> => Deno.writeTextFile(path, credentials);
  return { ...same, words: [...words, "-o", "written"], restore };
}

async function boto3(stage: Stage): Promise<Subject> {
  const env = await stage.env("few");
  const script = fileURLToPath(new URL("boto3_switch.py", import.meta.url));
  return { words: [await findPython(env), script, worlds.few.target], env, prints: /^ASIA/, calls: 1 };
}

/** The interpreter that has boto3, itself: a shim such as pyenv's would be timed, too. Throws NotMeasured. */
export async function findPython(env: Env): Promise<string> {
  const args = ["-c", "import boto3, sys; print(sys.executable)"];
  const found = await findOutput("python3", args, env);
  if (found === undefined) throw new NotMeasured("python3 has no boto3");
  return found.trim();
}

/** The stdout of a program, or undefined when there is no such program or it fails. */
export async function findOutput(
  program: string,
  args: readonly string[],
  env: Env,
): Promise<string | undefined> {
  try {
    const command = new Deno.Command(program, { args: [...args], env, clearEnv: true, stdin: "null" });
    const { success, stdout } = await command.output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
