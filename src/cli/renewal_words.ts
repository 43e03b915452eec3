import type { Plan } from "../assume/plan.ts";
import { quoteWord } from "../assume/process_value.ts";
import { ConfigError } from "../errors.ts";
import { isOfVariables } from "../sources/mod.ts";
import { assumeWord, commandWords } from "./command_words.ts";
import { optionsOf } from "./options.ts";
import type { Words } from "./words.ts";

/** What is for this run alone: a code is used up, and a renewal is new by itself. */
const once: readonly string[] = ["help", "mfa-token", "refresh"];

/** What a renewal always names by itself. */
const files: readonly string[] = ["config-file", "credentials-file"];

/**
 * The options of a command line that decide about the credentials, as `credential-process` has to get them again
 * later. Throws ConfigError for a path that another folder gives another meaning.
 */
export function toRenewalWords(flags: Words["flags"]): readonly string[] {
  const command = commandWords.find(({ word }) => word === "credential-process");
  const kept = command === undefined
    ? []
    : optionsOf(command).filter(({ long }) => ![...once, ...files].includes(long));
  return kept.filter(({ long }) => flags.has(long)).map(({ long, value }) => {
    const given = flags.get(long) ?? "";
    if (long === "web-identity-token") refuseRelative(long, given);
    return value === undefined ? `--${long}` : `--${long}=${given}`;
  });
}

/** What is for one run, or says nothing about whose credentials they are. */
const idle: readonly string[] = [
  ...once,
  "rotate",
  "no-cache",
  "pick",
  "show-commands",
  "info",
  "debug",
  "shell",
];

/** The options of a command line that has written a profile, to write it again. */
export function toAgainWords(flags: Words["flags"]): readonly string[] {
  return optionsOf(assumeWord).filter(({ long }) => flags.has(long) && !idle.includes(long)).map((
    { long, value },
  ) => value === undefined ? `--${long}` : `--${long}=${flags.get(long) ?? ""}`);
}

/**
 * The command that takes a profile's credentials again, quoted for a POSIX shell; none where they were handed over, which
 * nobody can do twice.
 */
export function toAgainCommand(profile: string, options: readonly string[]): string | undefined {
  if (options.some((word) => word.startsWith("--json="))) return undefined;
  const isNamed = options.some((word) => /^--(?:role-arn|account)=/.test(word));
  const words = isNamed
    ? options
    : profile.startsWith("-")
    ? [...options, "--", profile]
    : [profile, ...options];
  return ["awsume", ...words].map(quoteWord).join(" ");
}

function refuseRelative(name: string, path: string): void {
  if (/^(?:[/\\~]|[A-Za-z]:)/.test(path)) return;
  throw new ConfigError(`Cannot renew credentials with --${name} ${path}: programs run in other folders`, {
    hint: "Write the whole path",
  });
}

/**
 * Throws ConfigError for a plan whose source are variables: what gets the credentials has others in them, or none, and
 * could renew nothing.
 */
export function refuseOfVariables(plan: Plan | undefined, option: "--auto-refresh" | "--refresh"): void {
  if (plan === undefined || !isOfVariables(plan.source)) return;
  throw new ConfigError(
    `Cannot use ${option} with the profile "${plan.profile}": its source are variables, which a switch changes`,
    { hint: `Leave ${option} out, or let programs use that profile themselves by AWS_PROFILE` },
  );
}
