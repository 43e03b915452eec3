/**
 * Asks on the real System and prints the answer as JSON: `ask_probe.ts [secret] [twice]`. Errors end it with their
 * exit code, as in `src/cli/run.ts`.
 */
import { AwsumeError } from "../../src/errors.ts";
import { denoSystem } from "../../src/system/deno.ts";

const system = denoSystem(() => import("./loaded_later.ts"));
const options = { secret: Deno.args.includes("secret") };
const questions = Deno.args.includes("twice") ? ["Code one: ", "Code two: "] : ["Code one: "];
try {
  for (const question of questions) {
    system.print(`${JSON.stringify(await system.ask(question, options))}\n`);
  }
} catch (error) {
  if (!(error instanceof AwsumeError)) throw error;
  system.tell(`${error.name}: ${error.message}`);
  Deno.exit(error.exitCode);
}
