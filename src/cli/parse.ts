import { parseRole } from "../aws/arn.ts";
import { isRegionName } from "../aws/endpoints.ts";
import type { AssumeRequest } from "../assume/plan.ts";
import { UsageError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { commandWords, type Option, type OptionName, options } from "./options.ts";

/** What a command line asks for. */
export type Command =
  | { readonly kind: "assume"; readonly options: AssumeOptions; readonly output: OutputOptions }
  | { readonly kind: "unset"; readonly output: OutputOptions }
  | { readonly kind: "init"; readonly shell: string }
  | { readonly kind: "complete"; readonly words: readonly string[] }
  | { readonly kind: "version" }
  | { readonly kind: "help" };

/** The part of a request that stands on the command line. */
export type AssumeOptions = Omit<AssumeRequest, "env" | "defaults">;

/** For which shell to write (the caller's own when absent), and whether to show the statements too. */
export interface OutputOptions {
  readonly show: boolean;
  readonly shell?: string;
}

/** The options and the other words of a command line, values not yet looked at. */
interface Words {
  readonly flags: ReadonlyMap<OptionName, string>;
  readonly operands: readonly string[];
}

/** Reads a command line. Throws UsageError. A command word counts only as the first word. */
export function parse(argv: readonly string[]): Command {
  const [first = "", ...rest] = argv;
  if (first === "__complete") return { kind: "complete", words: rest };
  const command = commandWords.find(({ word }) => word === first)?.word;
  const words = readWords(command === undefined ? argv : rest);
  if (words.flags.has("help")) return { kind: "help" };
  if (command === "init") return parseInit(words);
  if (command === undefined) refuseLateWord(argv, words);
  if (words.flags.has("version")) return { kind: "version" };
  const output = parseOutput(words);
  return words.flags.has("unset") ? { kind: "unset", output } : parseAssume(words, output);
}

function parseInit({ flags, operands }: Words): Command {
  const [shell, ...more] = operands;
  if (shell !== undefined && more.length === 0 && flags.size === 0) return { kind: "init", shell };
  throw new UsageError("Cannot tell for which shell: init takes one word", {
    hint: 'Write: eval "$(awsume init bash)"',
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
  const shell = flags.get("shell");
  return { show: flags.has("show-commands"), ...(shell === undefined ? {} : { shell }) };
}

function parseAssume({ flags, operands }: Words, output: OutputOptions): Command {
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
  const options: AssumeOptions = {
    profile: profile ?? "default",
    refresh: flags.has("refresh"),
    ...present("roleArn", flags.get("role-arn"), toRoleArn),
    ...present("sourceProfile", flags.get("source-profile"), String),
    ...present("region", flags.get("region"), toRegion),
    ...present("sessionName", flags.get("session-name") || undefined, String),
    ...present("externalId", flags.get("external-id"), String),
    ...present("durationSeconds", flags.get("role-duration"), toDuration),
    ...present("mfaToken", flags.get("mfa-token"), toMfaToken),
  };
  return { kind: "assume", options, output };
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

function readWords(argv: readonly string[]): Words {
  const flags = new Map<OptionName, string>();
  const operands: string[] = [];
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      operands.push(...rest.splice(0));
    } else if (word.startsWith("--")) {
      readLong(word, rest, flags);
    } else if (word.startsWith("-") && word !== "-") {
      readShort(word, rest, flags);
    } else {
      operands.push(word);
    }
  }
  return { flags, operands };
}

function readLong(word: string, rest: string[], flags: Map<OptionName, string>): void {
  const [, name = "", , attached] = /^--([^=]*)(=(.*))?$/s.exec(word) ?? [];
  const option = options.find(({ long }) => long === name);
  if (!option) throw unknownOption(`--${name}`);
  if (!takesValue(option) && attached !== undefined) {
    throw new UsageError(`Cannot give --${name} a value: it takes none`);
  }
  flags.set(option.long, takesValue(option) ? attached ?? nextValue(`--${name}`, rest) : "");
}

/** One dash, one or more letters: `-rs` is `-r -s`; the first that takes a value takes the rest of the word. */
function readShort(word: string, rest: string[], flags: Map<OptionName, string>): void {
  const letters = [...word.slice(1)];
  for (let letter = letters.shift(); letter !== undefined; letter = letters.shift()) {
    const option: Option & { long: OptionName } | undefined = options.find((option) =>
      "short" in option && option.short === letter
    );
    if (!option) throw unknownOption(`-${letter}`, `-${word}`);
    const value = takesValue(option) ? letters.splice(0).join("") || nextValue(`-${letter}`, rest) : "";
    flags.set(option.long, value);
  }
}

function takesValue(option: Option): boolean {
  return option.value !== undefined;
}

function nextValue(name: string, rest: string[]): string {
  const [value] = rest;
  if (value === undefined || (value.startsWith("-") && value !== "-")) {
    throw new UsageError(`Cannot use ${name} without a value`, {
      hint: value === undefined
        ? `Write ${name} VALUE`
        : `Write ${name}=VALUE for a value that begins with -`,
    });
  }
  rest.shift();
  return value;
}

function unknownOption(name: string, meant = name): UsageError {
  const names = options.map(({ long }) => `--${long}`);
  return new UsageError(`Cannot understand the option ${name}`, {
    hint: didYouMean(meant, names) ?? "Run awsume -h for the list",
  });
}
