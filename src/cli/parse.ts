import { shells } from "../../shells/mod.ts";
import type { FilePaths } from "../aws/profile_files.ts";
import { refuseUnportable } from "../assume/profile_name.ts";
import { UsageError } from "../errors.ts";
import type { ProcessOptions } from "./credential_process.ts";
import { type AssumeOptions, parseAssume, present, toAccount } from "./assume_options.ts";
import { type CacheOptions, parseCache } from "./cache_options.ts";
import { type CdkPluginOptions, parseCdkPlugin } from "./cdk_plugin_options.ts";
import { assumeWord, type CommandWord, commandWords } from "./command_words.ts";
import type { NamedOption } from "./options.ts";
import { type ExecOptions, parseExec } from "./exec_options.ts";
import { refuseExclusive, refuseUnrenewable } from "./conflicts.ts";
import { type DoctorOptions, parseDoctor } from "./doctor_options.ts";
import { type ExportOptions, parseExport } from "./export_options.ts";
import { parseFilePaths } from "./file_options.ts";
import { readTopic } from "./help_topic.ts";
import type { ListOptions } from "./list.ts";
import { parseList, refuseIdleJson } from "./list_options.ts";
import type { LsOptions } from "./ls.ts";
import { parseLs } from "./ls_options.ts";
import { toAgainWords, toRenewalWords } from "./renewal_words.ts";
import type { SetupOptions } from "./setup.ts";
import { readWords, type Words } from "./words.ts";

/** What a command line asks for. */
export type Command =
  | { readonly kind: "assume"; readonly options: AssumeOptions; readonly output: OutputOptions }
  | { readonly kind: "explain"; readonly options: AssumeOptions; readonly json: boolean }
  | { readonly kind: "list"; readonly list: ListOptions }
  | { readonly kind: "credential-process"; readonly options: ProcessOptions }
  | { readonly kind: "export"; readonly export: ExportOptions }
  | { readonly kind: "exec"; readonly exec: ExecOptions }
  | { readonly kind: "config"; readonly words: readonly string[] }
  | { readonly kind: "kill"; readonly output: OutputOptions; readonly profile?: string }
  | { readonly kind: "clean"; readonly files: FilePaths }
  | { readonly kind: "unset"; readonly output: OutputOptions }
  | { readonly kind: "ls"; readonly ls: LsOptions }
  | { readonly kind: "cache"; readonly cache: CacheOptions }
  | { readonly kind: "cdk-plugin"; readonly cdk: CdkPluginOptions }
  /** Their own files look at the words: a switch does without those. */
  | { readonly kind: "add" | "mv" | "rm" | "plugin"; readonly words: Words }
  | { readonly kind: "doctor"; readonly doctor: DoctorOptions }
  | { readonly kind: "init"; readonly shell: string }
  | { readonly kind: "setup"; readonly setup: SetupOptions }
  | { readonly kind: "complete"; readonly words: readonly string[] }
  | { readonly kind: "list-plugins" }
  | { readonly kind: "refresh-autocomplete" }
  | { readonly kind: "version" }
  | { readonly kind: "who" }
  /** About a command word or an option (`--region`), or about all of awsume. */
  | { readonly kind: "help"; readonly word?: string };

/** Where the credentials go: to which shell (the caller's own when absent), and what is said about it. */
export interface OutputOptions {
  /** The statements too. */
  readonly show: boolean;
  /** What is decided, and why. */
  readonly info?: true;
  /** What is decided, and what is done. */
  readonly debug: boolean;
  readonly shell?: string;
  /** A profile that shall hold the credentials as well, and the options that make it again. */
  readonly outputProfile?: string;
  readonly outputOptions?: readonly string[];
  /** Export a profile that renews itself, and not the credentials: with these options, again and again. */
  readonly autoRefresh?: readonly string[];
}

/** A command line, its words not yet understood. */
export interface CommandLine {
  readonly argv: readonly string[];
  readonly named?: CommandWord;
  readonly words: Words;
}

/** Reads a command line. Throws UsageError. A command word counts only as the first word. */
export function parse(argv: readonly string[]): Command {
  return toCommand(readLine(argv));
}

/** Splits a command line into options and other words, with the options that plugins declare. Throws UsageError. */
export function readLine(argv: readonly string[], declared: readonly NamedOption[] = []): CommandLine {
  const [first = "", ...rest] = argv;
  const named = commandWords.find(({ word }) => word === first);
  if (first === "__complete" || first === "help") {
    return { argv, words: { flags: new Map(), operands: rest, rest: [] } };
  }
  const words = readWords(named ? rest : argv, named ?? assumeWord, declared);
  return { argv, words, ...(named ? { named } : {}) };
}

/** What a command line asks for. Throws UsageError. */
export function toCommand({ argv, named, words }: CommandLine): Command {
  const [first = "", ...rest] = argv;
  if (first === "__complete") return { kind: "complete", words: rest };
  if (first === "help") return { kind: "help", ...present("word", readTopic(rest), String) };
  if (words.flags.has("help")) return { kind: "help", ...(named ? { word: first } : {}) };
  switch (named?.word) {
    case "init":
      return parseInit(words);
    case "setup":
      return { kind: "setup", setup: parseSetup(words) };
    case "config":
      return { kind: "config", words: words.operands };
    case "ls":
      return { kind: "ls", ls: parseLs(words) };
    case "cache":
      return { kind: "cache", cache: parseCache(words) };
    case "cdk-plugin":
      return { kind: "cdk-plugin", cdk: parseCdkPlugin(words) };
    case "add":
      return { kind: "add", words };
    case "mv":
      return { kind: "mv", words };
    case "rm":
      return { kind: "rm", words };
    case "plugin":
      return { kind: "plugin", words };
    case "doctor":
      return { kind: "doctor", doctor: parseDoctor(words) };
    case "explain":
      return { kind: "explain", options: parseAssume(words), json: words.flags.has("json") };
    case "export":
      return { kind: "export", export: parseExport(words) };
    case "credential-process":
      return parseCredentialProcess(words);
    case "exec":
      return { kind: "exec", exec: parseExec(words) };
    case undefined:
      refuseLateWord(argv, words);
  }
  return parseOriginal(words);
}

/** The command line of the original: its first match wins, in its order, and the rest is ignored. */
function parseOriginal(words: Words): Command {
  const { flags, operands } = words;
  refuseExclusive(flags);
  if (flags.has("refresh-autocomplete")) return { kind: "refresh-autocomplete" };
  if (flags.has("list-plugins")) return { kind: "list-plugins" };
  if (flags.has("auto-refresh")) refuseUnrenewable(flags, "--auto-refresh");
  if (flags.has("clean")) return { kind: "clean", files: parseFilePaths(flags) };
  if (flags.has("version")) return { kind: "version" };
  if (flags.has("who")) return { kind: "who" };
  const output = parseOutput(words);
  if (flags.has("unset")) return { kind: "unset", output };
  if (flags.has("config")) return { kind: "config", words: words.rest };
  if (flags.has("kill-refresher")) return { kind: "kill", output, ...parseKill(operands) };
  if (flags.has("list-profiles")) {
    return { kind: "list", list: { options: parseAssume(words), ...parseList(words) } };
  }
  refuseIdleJson(words);
  return { kind: "assume", options: parseAssume(words), output };
}

function parseInit({ flags, operands }: Words): Command {
  const [shell, ...more] = operands;
  if (shell !== undefined && more.length === 0 && flags.size === 0) return { kind: "init", shell };
  throw new UsageError("Cannot tell for which shell: init takes one word", {
    hint: `Write awsume init and one of ${shells.map(({ name }) => name).join(", ")}`,
  });
}

/** The shell function looks at the first word alone, so a command word further back cannot be obeyed. */
function refuseLateWord(argv: readonly string[], { operands: [word] }: Words): void {
  const isWord = commandWords.some((command) => command.word === word);
  if (!isWord || argv.includes("--")) return;
  throw new UsageError(`Cannot use the word "${word}" behind an option: it must come first`, {
    hint: `Write awsume ${word} …, or awsume … -- ${word} for a profile of that name`,
  });
}

function parseSetup({ flags, operands }: Words): SetupOptions {
  const [shell, ...more] = operands;
  if (more.length > 0) {
    throw new UsageError("Cannot set up more than one shell at once", { hint: "Run it once for each" });
  }
  const [undo, print, yes] = [flags.has("undo"), flags.has("print"), flags.has("yes")];
  return { undo, print, yes, isStatic: flags.has("static"), ...present("shell", shell, String) };
}

function parseCredentialProcess(words: Words): Command {
  const options = parseAssume(words);
  if (options.profile !== undefined && options.roleArn === undefined) {
    const interactive = present("interactive", words.flags.get("interactive"), () => true as const);
    const toExpected = (text: string): string => toAccount(text, "--expect-account");
    const expected = present("expectAccount", words.flags.get("expect-account"), toExpected);
    const yes = present("yes", words.flags.get("yes"), () => true as const);
    return { kind: "credential-process", options: { ...options, ...interactive, ...expected, ...yes } };
  }
  throw new UsageError("Cannot tell whose credentials: credential-process takes one profile", {
    hint: "Write awsume credential-process PROFILE",
  });
}

/** The profile whose renewal shall end, if it is one alone. */
function parseKill([profile, ...more]: readonly string[]): { readonly profile?: string } {
  if (more.length === 0) return profile ? { profile } : {};
  throw new UsageError(`Cannot use more than one profile with -k: "${[profile, ...more].join('", "')}"`, {
    hint: "Leave the profile out to end the renewal of all",
  });
}

function parseOutput({ flags }: Words): OutputOptions {
  return {
    show: flags.has("show-commands"),
    debug: flags.has("debug"),
    ...present("info", flags.get("info"), () => true as const),
    ...present("autoRefresh", flags.get("auto-refresh"), () => toRenewalWords(flags)),
    ...present("shell", flags.get("shell"), String),
    ...present("outputProfile", flags.get("output-profile"), toOutputProfile),
    ...present("outputOptions", flags.get("output-profile"), () => toAgainWords(flags)),
  };
}

function toOutputProfile(text: string): string {
  refuseUnportable(text, "Cannot use --output-profile");
  return text;
}
