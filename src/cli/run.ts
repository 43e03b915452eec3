import { findShell, initText } from "../../shells/mod.ts";
import { unsetAll } from "../assume/environment.ts";
import { AwsumeError } from "../errors.ts";
import type { System } from "../system.ts";
import { version } from "../version.ts";
import { assume } from "./assume.ts";
import { complete } from "./complete.ts";
import { explain } from "./explain.ts";
import { helpText } from "./help.ts";
import { commandWords } from "./options.ts";
import { findTarget, printChange, printText } from "./output.ts";
import { type Command, parse } from "./parse.ts";

/** Runs one command line and returns its exit code. The only place where an error is caught and printed. */
export async function run(argv: readonly string[], system: System): Promise<number> {
  try {
    await handle(parse(argv), system);
    return 0;
  } catch (error) {
    if (!(error instanceof AwsumeError)) throw error;
    system.tell(`awsume: ${error.message}`);
    if (error.hint !== undefined) system.tell(error.hint.replace(/^/gm, "        "));
    if (isEvaluatedUnseen(argv, system)) system.print(`(exit ${error.exitCode});\n`);
    return error.exitCode;
  }
}

/**
 * Whether a script may be running `eval "$(awsume …)"` without the shell's function. The shell drops awsume's
 * status there, so without a statement that fails the script would go on with whatever credentials it has.
 */
function isEvaluatedUnseen(argv: readonly string[], { env, stdoutIsTerminal }: System): boolean {
  const isPosix = !env.AWSUME_SHELL && !argv.some((word) => word.startsWith("--shell"));
  return isPosix && !stdoutIsTerminal && !directWords().includes(argv[0] ?? "");
}

async function handle(command: Command, system: System): Promise<void> {
  switch (command.kind) {
    case "assume":
      return await assume(command.options, command.output, system);
    case "explain":
      return await explain(command.options, command.json, system);
    case "unset":
      return printChange(unsetAll, findTarget(command.output, system), system);
    case "init":
      return system.print(initText(findShell(command.shell), system.self, directWords()));
    case "complete":
      return await complete(command.words, system);
    case "version":
      return system.tell(version);
    case "help":
      return printText(helpText(command.word), system);
  }
}

/** The words that the shell function runs straight through. */
function directWords(): string[] {
  return commandWords.filter(({ isDirect }) => isDirect).map(({ word }) => word);
}
