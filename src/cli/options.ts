import type { CommandWord } from "./command_words.ts";
import { cdkOptions } from "./cdk_options.ts";
import { credentialOptions } from "./credential_options.ts";
import { definitionOptions } from "./definition_options.ts";
import { networkOptions } from "./network_options.ts";
import { outputOptions } from "./output_options.ts";

/**
 * One command-line option. The tables of `credential_options.ts`, `network_options.ts` and `output_options.ts` drive parsing, help,
 * suggestions, completion, `docs/options.md` and the man page (`deno task docs` writes these two).
 */
export interface Option {
  readonly long: string;
  readonly short?: string;
  /** The word for the value in the help; an option without one is a switch. */
  readonly value?: string;
  readonly group: "Credentials" | "Role" | "Network" | "Output" | "Other" | "Plugins";
  /** One short line, in small letters and without a final period; `awsume -h` fits 80 then. */
  readonly doc: string;
  /** Whole sentences, where one line is not enough: what it excludes, say. Code stands in backticks. */
  readonly about?: string;
  /** Whether it may stand without its value: the next word is one unless it begins with `-` (argparse). */
  readonly isOptional?: boolean;
  /** What its value completes to. */
  readonly completes?: "profiles" | "shells" | readonly string[];
  /** Whether all words behind it belong to it, whatever they look like. */
  readonly takesRest?: boolean;
  /** Of a list: the words behind the value that begin so belong to it, and a second one adds to the first. */
  readonly listOf?: "arn:";
  /** Whether a second one adds to the first, on a line of its own. */
  readonly isRepeated?: true;
  /** Whether `awsume -h` leaves it to `awsume help assume`: it shall fit two screens. */
  readonly isRare?: true;
  /** The command words that take it; all that work with a profile when absent. */
  readonly commands?: readonly string[];
}

/** The options, in the order of the help. */
export const options = [
  ...credentialOptions,
  ...networkOptions,
  ...outputOptions,
  ...definitionOptions,
  ...cdkOptions,
] as const;

/** The long name of an option, which is also the key of its value. */
export type OptionName = typeof options[number]["long"];

/** An option of the table. */
export type NamedOption = Option & { readonly long: OptionName };

/** The options that a command takes, those that plugins declare among them; `-h` goes everywhere. */
export function optionsOf(
  { word, takesProfile }: Pick<CommandWord, "word" | "takesProfile">,
  declared: readonly NamedOption[] = [],
): readonly NamedOption[] {
  const all: readonly NamedOption[] = [...options, ...declared];
  return all.filter(({ long, commands }) =>
    long === "help" || (commands === undefined ? takesProfile : commands.includes(word))
  );
}
