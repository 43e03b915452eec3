import { sessionWords } from "./session_words.ts";
import { upkeepWords } from "./upkeep_words.ts";

/** A word that may stand in the place of a profile and asks for something else. */
export interface CommandWord {
  readonly word: string;
  readonly operand: string;
  readonly doc: string;
  /** Whole sentences, where one line is not enough. Code stands in backticks. */
  readonly about?: string;
  /** Whether it works with a profile, and so takes the options for that. */
  readonly takesProfile: boolean;
  /** Whether the words behind its profile are a command line, options and all. */
  readonly takesCommand?: true;
  /** For the shell functions, not for people. */
  readonly isHidden?: boolean;
  readonly examples: readonly (readonly [line: string, doc: string])[];
}

/** What awsume does without a command word. */
export const assumeWord: CommandWord = {
  word: "assume",
  operand: "[PROFILE]",
  doc: "switch this shell to a profile; may be left out",
  about: "With the word, a profile can be named as a command is: `awsume assume config`. `awsume -- " +
    "config` does the same. Without a profile it is the one called default.",
  takesProfile: true,
  examples: [
    ["awsume prod", "work with the profile prod"],
    ["awsume prod -r", "the same, with new credentials"],
    ["awsume prod -a", "the same, renewing itself for hours"],
    ["awsume --role-arn 123456789012:audit", "go on to a role from here"],
    ["awsume -u", "remove the credentials from this shell"],
  ],
};

/** The command words. They count only as the first word of a command line. */
export const commandWords: readonly CommandWord[] = [assumeWord, ...sessionWords, ...upkeepWords];
