import type { AwsumeError } from "../errors.ts";
import { didYouMean, nearest, quoteAll } from "../nearest.ts";
import { shownWords, takersOf } from "./help.ts";
import { type NamedOption, options } from "./options.ts";

/** A question for a first word that is no profile, when it is near a command word; else undefined. */
export function suggestWord(typed: string): string | undefined {
  const words = nearest(typed, shownWords().map(({ word }) => word));
  return words.length === 0 ? undefined : `Did you mean the command ${quoteAll(words)}?`;
}

/** The hint of an error, with the command word that a profile's name may have been meant for. */
export function hintOf({ hint, unknownName }: AwsumeError, argv: readonly string[]): string | undefined {
  const word = unknownName !== undefined && unknownName === argv[0] ? suggestWord(unknownName) : undefined;
  return [word, hint].filter((line) => line !== undefined).join("\n") || undefined;
}

/** The next step for an option that a command does not take; `meant` is the word that was typed. */
export function suggestOption(meant: string, taken: readonly NamedOption[]): string {
  const near = didYouMean(meant, taken.map(({ long }) => `--${long}`));
  if (near !== undefined) return near;
  const elsewhere = options.find(({ long }) => `--${long}` === meant);
  if (elsewhere === undefined) return "Run awsume -h for the list";
  return `Use it with ${takersOf(elsewhere)}; awsume help ${meant} says more`;
}
