import { fileURLToPath } from "node:url";
import { NotMeasured } from "./binaries.ts";
import type { Subject } from "./measure.ts";
import { type World, worlds } from "./profile_files.ts";
import type { Stage } from "./stage.ts";

type MakeSubject = (stage: Stage) => Promise<Subject>;

/** The programs that rows compare, by name. They are run in this order. */
export const subjects = {
  "empty, compiled": async (stage) => idle([await stage.emptyBinary()], stage),
  "empty twin, compiled": async (stage) => idle([await stage.emptyTwin()], stage),
  "cached, compiled": async (stage) => cached([await stage.binary()], "few", stage),
  "cached of 5,000, compiled": async (stage) => cached([await stage.binary()], "many", stage),
  "cold, compiled": async (stage) => cold([await stage.binary()], stage),
  "init, compiled": async (stage) => init([await stage.binary()], stage),
  "completion of 5,000, compiled": async (stage) => completion([await stage.binary()], stage),

  "empty, deno run": async (stage) => idle([...stage.denoRun, await stage.emptyModule()], stage),
  "cached, deno run": async (stage) => cached([...stage.denoRun, await stage.bundle()], "few", stage),
  "cached of 5,000, deno run": async (stage) =>
    cached([...stage.denoRun, await stage.bundle()], "many", stage),
  "cached, deno run, not bundled": checkout,
  "cold, deno run": async (stage) => cold([...stage.denoRun, await stage.bundle()], stage),

  "cold, boto3": boto3,
} as const satisfies Readonly<Record<string, MakeSubject>>;

export type SubjectName = keyof typeof subjects;

async function idle(words: readonly string[], stage: Stage): Promise<Subject> {
  return { words, env: await stage.env("few"), prints: /^$/, calls: 0 };
}

async function cached(awsume: readonly string[], world: World, stage: Stage): Promise<Subject> {
  const { target } = worlds[world];
  const prints = new RegExp(`^export AWS_ACCESS_KEY_ID='ASIA.*AWSUME_PROFILE='${target}'`, "s");
  return { words: [...awsume, target], env: await stage.env(world), prints, calls: 0 };
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

async function init(awsume: readonly string[], stage: Stage): Promise<Subject> {
  const env = await stage.env("few");
  return { words: [...awsume, "init", "bash"], env, prints: /^awsume\(\) \{$/m, calls: 0 };
}

/** What bash asks after `awsume team-42<TAB>`. */
async function completion(awsume: readonly string[], stage: Stage): Promise<Subject> {
  const words = [...awsume, "__complete", "bash", "awsume team-42", "team-42"];
  return { words, env: await stage.env("many"), prints: /^(team-42-service-\d{4}\n){52}$/, calls: 0 };
}

async function boto3(stage: Stage): Promise<Subject> {
  const env = await stage.env("few");
  // The interpreter itself: a shim such as pyenv's would be timed, too.
  const args = ["-c", "import boto3, sys; print(sys.executable)"];
  const ask = new Deno.Command("python3", { args, env, clearEnv: true, stdin: "null" });
  const found = await ask.output().catch(() => undefined);
  if (!found?.success) throw new NotMeasured("python3 has no boto3");
  const python = new TextDecoder().decode(found.stdout).trim();
  const script = fileURLToPath(new URL("boto3_switch.py", import.meta.url));
  return { words: [python, script, worlds.few.target], env, prints: /^ASIA/, calls: 1 };
}
