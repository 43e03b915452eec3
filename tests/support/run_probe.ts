/**
 * Runs a command line on the real System and prints its output as JSON: `run_probe.ts COMMAND`. Errors end it
 * with their exit code, as in `src/cli/run.ts`.
 */
import { AwsumeError } from "../../src/errors.ts";
import { denoSystem } from "../../src/system/deno.ts";

const system = denoSystem(() => import("./loaded_later.ts"));
try {
  const output = await system.run(Deno.args[0] ?? "", { name: "the probe's command" });
  system.print(`${JSON.stringify(output)}\n`);
} catch (error) {
  if (!(error instanceof AwsumeError)) throw error;
  system.tell(`${error.name}: ${error.message}`);
  Deno.exit(error.exitCode);
}
