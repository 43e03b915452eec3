import type { Fact } from "./rows.ts";
import type { Env, Stage } from "./stage.ts";
import { findOutput, makeSubject } from "./subjects.ts";

/** A module that wants the result of each switch. */
export const watcher = {
  name: "watcher.mjs",
  text: "export default { awsume: 1, hooks: { postGetCredentials() {} } };\n",
} as const;

/** A program that a switch from the cache has no use for; it leaves a byte each time it is started. */
export const idler = {
  name: "awsume-plugin-idler",
  text: '#!/bin/sh\nprintf x >>"$HOME/starts"\necho \'{"hooks":["getMfaToken"]}\'\n',
} as const;

/** A file in the folder of plugins. */
export interface PluginFile {
  readonly name: string;
  readonly text: string;
}

/** The environment, with that plugin in its home. */
export async function plugIn({ name, text }: PluginFile, env: Env): Promise<Env> {
  const folder = `${env.HOME}/.awsume/plugins`;
  await Deno.mkdir(folder, { mode: 0o700 });
  await Deno.chmod(`${env.HOME}/.awsume`, 0o700);
  await Deno.writeTextFile(`${folder}/${name}`, text, { mode: 0o700 });
  return env;
}

/** How often the program is started by ten switches from the cache, after those that have filled it. */
export async function findIdleStarts(stage: Stage): Promise<Fact> {
  const { words: [program = "", ...args], env: { HOME = "", ...more } } = await makeSubject(
    "cached with a program, compiled",
    stage,
  );
  const [env, counter] = [{ ...more, HOME }, `${HOME}/starts`];
  await findOutput(program, args, env);
  const before = (await Deno.readTextFile(counter)).length;
  for (let run = 0; run < 10; run++) await findOutput(program, args, env);
  const starts = (await Deno.readTextFile(counter)).length - before;
  return { found: String(starts), isMet: starts === 0 };
}
