import { quick } from "./src/cli/quick.ts";
import { denoSystem } from "./src/system/deno.ts";

const system = denoSystem(() => import("./later.ts"));
Deno.exit(await answerFirst() ?? await import("./later.ts").then(({ run }) => run(Deno.args, system)));

/** What can be answered without the rest of the program: the exit code, or undefined. */
async function answerFirst(): Promise<number | undefined> {
  switch (Deno.args[0]) {
    case "init":
      return (await import("./init.ts")).quickInit(Deno.args, system);
    case "exec":
      return await (await import("./exec.ts")).quickExec(Deno.args, system);
    default:
      return await quick(Deno.args, system);
  }
}
