/**
 * Works under the lock at a path on the real System: `lock_probe.ts PATH STEP...`. Steps: a number of milliseconds to
 * sleep, `hold` to print "holding" and wait for a line on stdin, `count=FILE` to add one to the number in a file the
 * slow way, `child=SECONDS` to leave a process behind, `lock=PATH` to take a second lock, and to fail with an error of
 * its kind `aws=MESSAGE`, `auth=MESSAGE`, `own=MESSAGE` (one that `isOwn`), `config=MESSAGE`, `bug=MESSAGE`. Prints "done" at last. With
 * `share=TEXT` or `alone=TEXT` as the first step it works by `together`, and prints the text that it gets. `ask` asks a question, which a line on stdin answers;
 * with `patience=SECONDS` as the last step it waits for another's question no longer. Errors end it with their exit code, as in `src/cli/run.ts`.
 */
import { AuthError, AwsError, AwsumeError, ConfigError } from "../../src/errors.ts";
import { denoSystem } from "../../src/system/deno.ts";

const system = denoSystem(() => import("./loaded_later.ts"));
const [path = "", ...steps] = Deno.args;

async function take(step: string): Promise<void> {
  const [name, value = ""] = step.split(/=(.*)/s);
  switch (name) {
    case "hold":
      system.print("holding\n");
      return void await Deno.stdin.read(new Uint8Array(1));
    case "ask":
      return void await system.ask("Code: ");
    case "count":
      return await count(value);
    case "child":
      return void new Deno.Command("sleep", { args: [value], stdin: "null", stdout: "null", stderr: "null" })
        .spawn();
    case "lock":
      return await system.locked(value, "Waiting for the second lock", () => Promise.resolve());
    case "aws":
      throw new AwsError(value, { hint: "Ask the owner" });
    case "auth":
      throw new AuthError(value);
    case "own":
      throw new AuthError(value, { isOwn: true });
    case "config":
      throw new ConfigError(value);
    case "bug":
      throw new TypeError(value);
    default:
      return await sleep(Number(name));
  }
}

async function count(path: string): Promise<void> {
  const before = Number(await Deno.readTextFile(path));
  await sleep(5);
  await Deno.writeTextFile(path, String(before + 1));
}

function isShared(step: string): boolean {
  return /^(?:share|alone)=/.test(step);
}

function isPatience(step: string): boolean {
  return step.startsWith("patience=");
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

try {
  const work = async (): Promise<void> => {
    for (const step of steps.filter((step) => !isShared(step) && !isPatience(step))) await take(step);
  };
  const [first = ""] = steps;
  const patience = steps.find(isPatience)?.replace("patience=", "");
  const options = patience === undefined ? {} : { questionSeconds: Number(patience) };
  const text = isShared(first)
    ? await system.together(path, "Waiting for another awsume", async () => {
      await work();
      return { text: first.replace(/^.*?=/, ""), isShared: first.startsWith("share=") };
    }, options)
    : await system.locked(path, "Waiting for another awsume", work, options).then(() => "done");
  system.print(`${text}\n`);
  // A process that is left behind would be waited for.
  Deno.exit(0);
} catch (error) {
  if (!(error instanceof AwsumeError)) throw error;
  system.tell(
    [error.name, error.message, error.hint].filter((text) => text !== undefined).join(" | ").replaceAll(
      "\n",
      " / ",
    ),
  );
  Deno.exit(error.exitCode);
}
