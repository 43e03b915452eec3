/**
 * Lets somebody choose on the real System and prints the name as JSON: `choose_probe.ts [then-ask] [NAME|COUNT]...`, a
 * number standing for so many names. Errors end it with their exit code, as in `src/cli/run.ts`.
 */
import { AwsumeError } from "../../src/errors.ts";
import { denoSystem } from "../../src/system/deno.ts";

const system = denoSystem(() => import("./loaded_later.ts"));
const asks = Deno.args[0] === "then-ask";
const names = Deno.args.slice(asks ? 1 : 0).flatMap((word) =>
  /^\d+$/.test(word) ? Array.from({ length: Number(word) }, (_, index) => `team-${index}`) : [word]
);
const choices = names.map((name) => ({ name, hint: "222222222222 eu-west-1" }));
try {
  const chosen = await system.canChoose() ? await system.choose("Which? ", choices) : "nobody";
  const answer = asks ? (await system.ask("Code: ", { secret: true })).text : "";
  system.print(`${JSON.stringify(chosen)}${answer}\n`);
} catch (error) {
  if (!(error instanceof AwsumeError)) throw error;
  system.tell(`${error.name}: ${error.message}`);
  Deno.exit(error.exitCode);
}
