import { UsageError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { findLong } from "./abbreviations.ts";
import { shownWords } from "./help.ts";
import { type NamedOption, options } from "./options.ts";

/**
 * What `awsume help …` shall say more about: a command word, or an option as `--refresh`, which may be written
 * as `-r`, `--ref` or `refresh` too; nothing for awsume itself. Throws UsageError.
 */
export function readTopic(words: readonly string[]): string | undefined {
  const asked = words.filter((word) => word !== "-h" && word !== "--help");
  const [topic, ...more] = asked;
  if (topic === undefined) return words.length === 0 ? undefined : "help";
  const found = more.length > 0 ? undefined : findTopic(topic);
  if (found !== undefined) return found;
  const commands = shownWords().map(({ word }) => word);
  const names = topic.startsWith("-") ? options.map(({ long }) => `--${long}`) : commands;
  throw new UsageError(`Cannot help with "${asked.join(" ")}": it is no command and no option`, {
    hint: didYouMean(topic, names) ?? "Run awsume -h for the list",
  });
}

function findTopic(topic: string): string | undefined {
  if (shownWords().some(({ word }) => word === topic)) return topic;
  const all: readonly NamedOption[] = options;
  const unique = [...new Map(all.map((option) => [option.long, option])).values()];
  const option = topic.startsWith("--")
    ? findLong(topic.slice(2), unique)
    : unique.find(({ long, short }) => topic === long || (short && topic === `-${short}`));
  return option && `--${option.long}`;
}
