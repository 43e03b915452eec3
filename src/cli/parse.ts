import { parseRole } from "../aws/arn.ts";
import type { FilePaths } from "../aws/profile_files.ts";
import { isRegionName } from "../aws/regions.ts";
import type { AssumeRequest } from "../assume/plan.ts";
import { isProfileName } from "../assume/managed.ts";
import { UsageError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { parseFilePaths } from "./file_options.ts";
import type { ListOptions } from "./list.ts";
import { parseList, refuseIdleJson } from "./list_options.ts";
import { assumeWord, commandWords } from "./options.ts";
import { parseRoleSession } from "./role_options.ts";
import { readWords, type Words } from "./words.ts";

/** What a command line asks for. */
export type Command =
  | { readonly kind: "assume"; readonly options: AssumeOptions; readonly output: OutputOptions }
  | { readonly kind: "explain"; readonly options: AssumeOptions; readonly json: boolean }
  | { readonly kind: "list"; readonly list: ListOptions }
  | { readonly kind: "clean"; readonly files: FilePaths }
  | { readonly kind: "unset"; readonly output: OutputOptions }
  | { readonly kind: "init"; readonly shell: string }
  | { readonly kind: "complete"; readonly words: readonly string[] }
  | { readonly kind: "version" }
  | { readonly kind: "who" }
  | { readonly kind: "help"; readonly word?: string };

/** The part of a request that stands on the command line. */
export type AssumeOptions = Omit<AssumeRequest, "env" | "defaults"> & FilePaths;

/** What to print: for which shell (the caller's own when absent), the statements too, what is done and why. */
export interface OutputOptions {
  readonly show: boolean;
  readonly debug: boolean;
  readonly shell?: string;
  /** A profile that shall hold the credentials as well. */
  readonly outputProfile?: string;
}

/** Reads a command line. Throws UsageError. A command word counts only as the first word. */
export function parse(argv: readonly string[]): Command {
  const [first = "", ...rest] = argv;
  if (first === "__complete") return { kind: "complete", words: rest };
  const named = commandWords.find(({ word }) => word === first);
  const words = readWords(named ? rest : argv, named ?? assumeWord);
  if (words.flags.has("help")) return { kind: "help", ...(named ? { word: first } : {}) };
  if (named?.word === "help") return { kind: "help", ...parseHelp(words) };
  if (named?.word === "init") return parseInit(words);
  if (named?.word === "explain") {
    return { kind: "explain", options: parseAssume(words), json: words.flags.has("json") };
  }
  if (named === undefined) refuseLateWord(argv, words);
  if (words.flags.has("clean")) return { kind: "clean", files: parseFilePaths(words.flags) };
  if (words.flags.has("version")) return { kind: "version" };
  if (words.flags.has("who")) return { kind: "who" };
  const output = parseOutput(words);
  if (words.flags.has("unset")) return { kind: "unset", output };
  if (words.flags.has("list-profiles")) {
    return { kind: "list", list: { options: parseAssume(words), ...parseList(words) } };
  }
  refuseIdleJson(words);
  return { kind: "assume", options: parseAssume(words), output };
}

/** The command to say more about, if there is one. */
function parseHelp({ operands }: Words): { readonly word?: string } {
  const [word, ...more] = operands;
  if (word === undefined) return {};
  const names = commandWords.filter(({ isHidden }) => !isHidden).map((command) => command.word);
  if (more.length === 0 && names.includes(word)) return { word };
  throw new UsageError(`Cannot help with "${operands.join(" ")}": it is no command`, {
    hint: didYouMean(word, names) ?? "Run awsume -h for the list",
  });
}

function parseInit({ flags, operands }: Words): Command {
  const [shell, ...more] = operands;
  if (shell !== undefined && more.length === 0 && flags.size === 0) return { kind: "init", shell };
  throw new UsageError("Cannot tell for which shell: init takes one word", {
    hint: "Write awsume init bash, zsh, fish or powershell; awsume init -h shows the lines",
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

function parseOutput({ flags }: Words): OutputOptions {
  return {
    show: flags.has("show-commands"),
    debug: flags.has("debug"),
    ...present("shell", flags.get("shell"), String),
    ...present("outputProfile", flags.get("output-profile"), toOutputProfile),
  };
}

function toOutputProfile(text: string): string {
  if (isProfileName(text)) return text;
  throw new UsageError(
    `Cannot use --output-profile ${JSON.stringify(text)}: programs would read another name`,
    {
      hint: "Use letters, digits and -_./@ in names",
    },
  );
}

function parseAssume({ flags, operands }: Words): AssumeOptions {
  const [profile, ...more] = operands;
  if (more.length > 0) {
    throw new UsageError(`Cannot use more than one profile: "${operands.join('", "')}"`, {
      hint: "Quote a name that has blanks",
    });
  }
  if (profile === "") {
    throw new UsageError("Cannot use an empty profile name", {
      hint: "Leave it out for the profile called default",
    });
  }
  refuseConflicts(flags, profile);
  return {
    profile: profile ?? "default",
    refresh: flags.has("refresh"),
    ...present("roleArn", flags.get("role-arn"), toRoleArn),
    ...present("sourceProfile", flags.get("source-profile"), String),
    ...present("region", flags.get("region"), toRegion),
    ...present("sessionName", flags.get("session-name") || undefined, String),
    ...present("externalId", flags.get("external-id"), String),
    ...present("durationSeconds", flags.get("role-duration"), toDuration),
    ...present("mfaToken", flags.get("mfa-token"), toMfaToken),
    ...present("noCache", flags.get("no-cache"), () => true),
    ...parseRoleSession({ flags }),
    ...parseFilePaths(flags),
    ...present("fips", flags.get("fips"), () => true),
    ...present("dualstack", flags.get("dualstack"), () => true),
    ...present("endpointUrl", flags.get("endpoint-url"), String),
  };
}

/** The original ignored the losing word in silence; the person then works where they did not mean to. */
function refuseConflicts(flags: Words["flags"], profile: string | undefined): void {
  if (flags.has("role-arn") && profile !== undefined) {
    throw new UsageError(`Cannot assume --role-arn and the profile "${profile}" at once`, {
      hint: `Write --source-profile ${profile} if that profile's credentials shall assume the role`,
    });
  }
  if (flags.has("source-profile") && !flags.has("role-arn")) {
    throw new UsageError("Cannot use --source-profile without --role-arn", {
      hint: "A profile names its source itself, by source_profile",
    });
  }
}

/** `{ [key]: read(text) }`, or nothing at all when the option was not given. */
function present<K extends string, T>(
  key: K,
  text: string | undefined,
  read: (text: string) => T,
): { readonly [key in K]?: T } {
  return text === undefined ? {} : { [key]: read(text) } as { readonly [key in K]: T };
}

function toRoleArn(text: string): string {
  const role = parseRole(text);
  if (role) return role.arn;
  throw new UsageError(`Cannot read --role-arn "${text}"`, {
    hint: "Write arn:aws:iam::123456789012:role/NAME, 123456789012:NAME or aws-us-gov:123456789012:NAME",
  });
}

function toRegion(text: string): string {
  if (isRegionName(text)) return text;
  throw new UsageError(`Cannot use --region "${text}": it is no name of a region`, {
    hint: "Write it as eu-west-1",
  });
}

function toDuration(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && (seconds === 0 || (seconds >= 900 && seconds <= 43200))) return seconds;
  throw new UsageError(`Cannot use --role-duration "${text}"`, {
    hint: "Give a number of seconds from 900 to 43200, or 0 for the role's own default",
  });
}

/** The code itself is not repeated in the message. */
function toMfaToken(text: string): string {
  if (/^\d{6}$/.test(text)) return text;
  throw new UsageError("Cannot use --mfa-token: an MFA code has six digits", {
    hint: "Leave it out to be asked for the code when one is needed",
  });
}
