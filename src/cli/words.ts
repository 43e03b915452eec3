import { UsageError } from "../errors.ts";
import { findLong } from "./abbreviations.ts";
import type { CommandWord } from "./command_words.ts";
import { type NamedOption, type OptionName, optionsOf } from "./options.ts";
import { suggestOption } from "./suggest.ts";

/** The options and the other words of a command line, values not yet looked at; "" for a switch. */
export interface Words {
  readonly flags: ReadonlyMap<OptionName, string>;
  readonly operands: readonly string[];
  /** The words behind an option that takes all of them. */
  readonly rest: readonly string[];
}

/**
 * Splits a command line as getopt_long does: `--name value`, `--name=value`, `-rs`, `-ovalue`, and `--` before
 * words that are no options; the beginning of a long name serves for it. Of a repeated option the last one counts,
 * unless it is a list. A command line behind the profile is left as it is. Throws UsageError.
 */
export function readWords(
  argv: readonly string[],
  command: CommandWord,
  declared: readonly NamedOption[] = [],
): Words {
  const options = optionsOf(command, declared);
  const flags = new Map<OptionName, string>();
  const operands: string[] = [];
  const rest = [...argv];
  const taken: string[] = [];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      operands.push(...rest.splice(0));
    } else if (word.startsWith("--")) {
      const { long, value } = readLong(word, rest, options);
      if (options.some((option) => option.long === long && option.takesRest)) {
        taken.push(...value === "" ? [] : [value], ...rest.splice(0));
      }
      flags.set(long, `${earlier(long, flags, options)}${value}`);
    } else if (word.startsWith("-") && word !== "-") {
      for (const { long, value } of readShort(word, rest, options)) {
        flags.set(long, `${earlier(long, flags, options)}${value}`);
      }
    } else {
      operands.push(word);
      if (command.takesCommand && operands.length > 1) operands.push(...rest.splice(0));
    }
  }
  return { flags, operands, rest: taken };
}

/** One option of a command line, with its value; "" for a switch. */
interface Flag {
  readonly long: OptionName;
  readonly value: string;
}

/** `rest` loses the words that are taken as values. */
function readLong(word: string, rest: string[], options: readonly NamedOption[]): Flag {
  const [, name = "", , attached] = /^--([^=]*)(=(.*))?$/s.exec(word) ?? [];
  const option = findLong(name, options);
  if (!option) throw unknownOption(`--${name}`, `--${name}`, options);
  if (option.value !== undefined) {
    const value = attached ?? takeValue(option, `--${option.long}`, rest);
    return { long: option.long, value: [value, ...furtherValues(option, rest)].join(",") };
  }
  if (attached === undefined) return { long: option.long, value: "" };
  throw new UsageError(`Cannot give --${option.long} a value: it takes none`, {
    hint: `Write --${option.long} alone`,
  });
}

/**
 * One dash, one or more letters: `-rs` is `-r -s`; the first that takes a value takes the rest of the word. An option
 * of that whole name comes first, as argparse has it: plugins of the original's declare such.
 */
function readShort(word: string, rest: string[], options: readonly NamedOption[]): Flag[] {
  const whole = options.find(({ short = "" }) => short.length > 1 && `-${short}` === word);
  if (whole !== undefined) {
    return [{ long: whole.long, value: whole.value === undefined ? "" : takeValue(whole, word, rest) }];
  }
  const letters = [...word.slice(1)];
  const flags: Flag[] = [];
  for (let letter = letters.shift(); letter !== undefined; letter = letters.shift()) {
    const option = options.find(({ short }) => short === letter);
    if (!option) throw unknownOption(`-${letter}`, `-${word}`, options);
    const takesValue = option.value !== undefined;
    const value = takesValue ? letters.splice(0).join("") || takeValue(option, `-${letter}`, rest) : "";
    flags.push({ long: option.long, value });
  }
  return flags;
}

/** The value in the next word; "" for one that is left out. */
function takeValue({ isOptional }: NamedOption, name: string, rest: string[]): string {
  const isLeftOut = isOptional && (rest[0]?.startsWith("-") ?? true);
  return isLeftOut ? "" : nextValue(name, rest);
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

/** What a list has of an option already, and what parts it from what comes. */
function earlier(
  name: OptionName,
  flags: ReadonlyMap<OptionName, string>,
  options: readonly NamedOption[],
): string {
  const option = options.find(({ long, listOf, isRepeated }) => long === name && (listOf ?? isRepeated));
  const text = flags.get(name);
  return option === undefined || text === undefined ? "" : `${text}${option.isRepeated ? "\n" : ","}`;
}

/** The rest of a list. The original takes every word that is no option, the profile too. */
function furtherValues({ listOf }: NamedOption, rest: string[]): readonly string[] {
  if (listOf === undefined) return [];
  const end = rest.findIndex((word) => !word.startsWith(listOf));
  return rest.splice(0, end === -1 ? rest.length : end);
}

function unknownOption(name: string, meant: string, options: readonly NamedOption[]): UsageError {
  return new UsageError(`Cannot understand the option ${name}`, { hint: suggestOption(meant, options) });
}
