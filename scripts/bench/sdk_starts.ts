import { fileURLToPath } from "node:url";
import { profileFiles, worlds } from "./profile_files.ts";
import type { Fact } from "./rows.ts";
import type { Stage } from "./stage.ts";
import { findOutput, findPython } from "./subjects.ts";

/** How long credentials live, in seconds: just above the 16 minutes at which awsume renews them, and as usual. */
const lives = [17 * 60, 3600];

/** How often an SDK starts awsume for twenty calls in a row. It asks again on each below 15 minutes. */
export async function findStarts(stage: Stage): Promise<Fact> {
  const starts: (number | undefined)[] = [];
  for (const seconds of lives) starts.push(await countStarts(seconds, stage));
  return {
    found: starts.map((count) => count ?? "failed").join(", "),
    isMet: starts.every((count) => count === 1),
  };
}

/** Undefined when the calls fail. A script in the place of awsume leaves a byte each time it is run. */
async function countStarts(seconds: number, stage: Stage): Promise<number | undefined> {
  const [script, counter] = [`${stage.folder}/counted-${seconds}`, `${stage.folder}/starts-${seconds}`];
  const code = `#!/bin/sh\nprintf x >>'${counter}'\nexec '${await stage.binary()}' "$@"\n`;
  await Deno.writeTextFile(script, code, { mode: 0o755 });
  const { config, credentials } = profileFiles("few");
  const line = `credential_process = ${script} credential-process ${worlds.few.target}`;
  const files = { config: `${config}\n[profile sdk]\n${line}\n`, credentials };
  const env = { ...await stage.homeEnv(files), AWS_PROFILE: "sdk", AWS_DEFAULT_REGION: "us-east-1" };
  const program = fileURLToPath(new URL("boto3_calls.py", import.meta.url));
  stage.aws.set({ lifetimeSeconds: seconds });
  const output = await findOutput(await findPython(env), [program], env);
  stage.aws.set({});
  return output === undefined ? undefined : (await Deno.readTextFile(counter)).length;
}
