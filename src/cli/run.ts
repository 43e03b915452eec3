import { toUnset } from "../assume/environment.ts";
import { removeExpired } from "../assume/managed.ts";
import { decodeWords } from "../assume/process_value.ts";
import { AwsumeError } from "../errors.ts";
import { mayHavePlugins } from "../plugins/none.ts";
import type { System } from "../system.ts";
import { version } from "../version.ts";
import { assume } from "./assume.ts";
import { commandWords } from "./command_words.ts";
import { directWords } from "./direct_words.ts";
import { complete } from "./complete.ts";
import { credentialProcess } from "./credential_process.ts";
import { exec } from "./exec.ts";
import { explain } from "./explain.ts";
import { exportSession } from "./export.ts";
import { failedExport } from "./export_options.ts";
import { withNamedFiles } from "./file_options.ts";
import { helpText } from "./help.ts";
import { kill } from "./kill.ts";
import { list } from "./list.ts";
import { findTarget, printChange, printText, tellLines } from "./output.ts";
import type { OptionName } from "./options.ts";
import { type Command, type CommandLine, readLine, toCommand } from "./parse.ts";
import { hintOf } from "./suggest.ts";
import { type Extension, type Plugged, unextended } from "./unplugged.ts";

/** Runs one command line and returns its exit code. The only place where an error is caught and printed. */
export async function run(given: readonly string[], system: System): Promise<number> {
  const argv = decodeWords(given);
  try {
    const plugins = isPlugged(argv) && await mayHavePlugins(system)
      ? await (await plugging()).loadExtension(system)
      : unextended;
    const line = readLine(argv, plugins.options);
    const { words, plugged, exit } = await (takesPlugins(line) ? plugins : unextended).plugIn(line.words);
    if (exit !== undefined) return exit;
    const code = await handle(toCommand({ ...line, words }), { plugins, plugged }, system);
    return typeof code === "number" ? code : 0;
  } catch (error) {
    if (!(error instanceof AwsumeError)) throw error;
    return tellFailure(error, argv, system);
  }
}

/** Says what failed, for people and for the shell that evaluates stdout; returns the exit code. */
export function tellFailure(error: AwsumeError, argv: readonly string[], system: System): number {
  system.tell(`awsume: ${error.message}`);
  const hint = hintOf(error, argv);
  if (hint !== undefined) tellLines(hint.replace(/^/gm, "        "), system);
  const failure = failureOf(argv, error.exitCode, system);
  if (failure !== "") system.print(failure);
  return error.exitCode;
}

/**
 * What a failure prints. A script may be running `eval "$(awsume …)"` without the shell's function. The shell drops
 * awsume's status there, so without a statement that fails the script would go on with whatever credentials it has.
 * `--she` is the shortest beginning that means `--shell`.
 */
function failureOf(argv: readonly string[], exitCode: number, { env, stdoutIsTerminal }: System): string {
  if (stdoutIsTerminal) return "";
  if (argv[0] === "export") return failedExport(argv, exitCode);
  const isPosix = !env.AWSUME_SHELL && !argv.some((word) => word.startsWith("--she"));
  return isPosix && !directWords.includes(argv[0] ?? "") ? `(exit ${exitCode});\n` : "";
}

const plugging = () => import("./plugging.ts");
const upkeep = () => import("./upkeep.ts");

/** Whether plugins are loaded for it: for what works with profiles, and for help and completion. */
function isPlugged(argv: readonly string[]): boolean {
  const [first = ""] = argv;
  const end = argv.indexOf("--");
  const words = end === -1 ? argv : argv.slice(0, end);
  const named = commandWords.find(({ word }) => word === first);
  const isOne = named === undefined || named.takesProfile ||
    ["help", "__complete", "ls", "cache", "cdk-plugin"].includes(first);
  return isOne && !words.includes("--no-plugins");
}

/** Plugins have no say in what asks for something else, such as `--version`, as in the original. */
function takesPlugins({ named, words: { flags } }: CommandLine): boolean {
  const others: readonly OptionName[] = [
    "version",
    "unset",
    "who",
    "config",
    "kill-refresher",
    "clean",
    "help",
  ];
  return (named === undefined || named.takesProfile) && !others.some((name) => flags.has(name));
}

/** The plugins, and what goes on asking them for this command line. */
interface With {
  readonly plugins: Extension;
  readonly plugged: Plugged;
}

/** The exit code, of a command that has one beside its errors. */
async function handle(
  command: Command,
  { plugins, plugged }: With,
  system: System,
): Promise<number | void> {
  switch (command.kind) {
    case "assume":
      return await assume(command, plugged, system);
    case "explain":
      return await explain(command, plugged, system);
    case "list":
      return await list(command.list, plugged, withNamedFiles(command.list.options, system));
    case "credential-process":
      return await credentialProcess(command.options, plugged, withNamedFiles(command.options, system));
    case "export":
      return await exportSession(command.export, plugged, system);
    case "exec":
      return await exec(command.exec, plugged, system);
    case "config":
      return await (await upkeep()).config(command.words, system);
    case "add":
      return await (await upkeep()).add(command.words, system);
    case "mv":
      return await (await upkeep()).mv(command.words, system);
    case "rm":
      return await (await upkeep()).rm(command.words, system);
    case "kill":
      return await kill(command.profile, command.output, system);
    case "clean":
      return await removeExpired(withNamedFiles(command.files, system));
    case "unset":
      return printChange(toUnset(system.env), findTarget(command.output, system), system);
    case "ls":
      return await (await upkeep()).ls(command.ls, plugins, system);
    case "cache":
      return await (await upkeep()).cache(command.cache, plugins, system);
    case "plugin":
      return await (await upkeep()).plugin(command.words, system);
    case "cdk-plugin":
      return await (await upkeep()).cdkPlugin(command.cdk, plugins, system);
    case "doctor":
      return await (await upkeep()).doctor(command.doctor, system);
    case "init":
      return (await upkeep()).init(command.shell, system);
    case "setup":
      return await (await upkeep()).setup(command.setup, system);
    case "complete":
      return await complete(command.words, plugins, system);
    case "list-plugins":
      return (await upkeep()).listPlugins(plugins, system);
    case "refresh-autocomplete":
      return system.tell("There is nothing to refresh: completion reads the profiles each time");
    case "version":
      return system.tell(version);
    case "who":
      return system.tell(system.env.AWSUME_PROFILE || "No profile awsume'd currently");
    case "help":
      return printText(helpText(command.word, plugins.options), system);
  }
}
