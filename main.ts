import { quick } from "./src/cli/quick.ts";
import { AwsumeError } from "./src/errors.ts";
import { denoSystem } from "./src/system/deno.ts";

const system = denoSystem(() => import("./later.ts"));
const { exit } = Deno;
try {
  exit(await answerFirst() ?? await import("./later.ts").then(({ run }) => run(Deno.args, system)));
} catch (error) {
  if (error instanceof AwsumeError) exit((await import("./later.ts")).tellFailure(error, Deno.args, system));
  // A fault of awsume's. Nobody else catches it: with plugins, what nobody catches does not end the program.
  system.tell(error instanceof Error ? error.stack ?? error.message : String(error));
  exit(1);
}

/** What can be answered without the rest of the program: the exit code, or undefined. */
async function answerFirst(): Promise<number | undefined> {
  switch (Deno.args[0]) {
    case "init":
      return (await import("./init.ts")).quickInit(Deno.args, system);
    case "__complete":
      return await (await import("./complete.ts")).quickComplete(Deno.args, system);
    case "exec":
      return await (await import("./exec.ts")).quickExec(Deno.args, system);
    default:
      return await quick(Deno.args, system);
  }
}
