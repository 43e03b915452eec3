import { toCamel } from "../plugins/hooks.ts";
import type { HookArguments, PluginOption } from "../plugins/hooks.ts";
import { ConfigError } from "../errors.ts";
import type { DeclaredOption } from "../plugins/mod.ts";
import { type NamedOption, type OptionName, options } from "./options.ts";
import type { Words } from "./words.ts";

/** The original's names for what is not called like its option. */
const originalNames: ReadonlyMap<string, string> = new Map([
  ["refresh", "forceRefresh"],
  ["unset", "unsetVariables"],
  ["kill-refresher", "kill"],
  ["show-commands", "showCommands"],
]);

/** An option that a plugin declares, as those of the tables. Its name is no `OptionName`: nobody but plugins reads it. */
function toOption({ long, ...more }: PluginOption): NamedOption {
  return { ...more, long: long as OptionName, group: "Plugins" };
}

/**
 * The options of plugins, for the tables. Throws ConfigError for one that awsume has, by its name or its letter, and
 * for one that two plugins declare: neither could tell whose it is.
 */
export function toOptions(declared: readonly DeclaredOption[]): readonly NamedOption[] {
  for (const [index, option] of declared.entries()) {
    const ours = findClash(option, options);
    if (ours !== undefined) throw clash(`the plugin ${toName(option)} declares ${ours}, which awsume has`);
    const other = declared.slice(0, index).find((before) => findClash(option, [before]) !== undefined);
    if (other === undefined) continue;
    const names = [other, option].map(toName).sort().join(" and ");
    throw clash(`the plugins ${names} both declare ${findClash(option, [other])}`);
  }
  return declared.map(({ plugin: _, ...option }) => toOption(option));
}

type Names = Pick<PluginOption, "long" | "short">;

function findClash({ long, short }: Names, others: readonly Names[]): string | undefined {
  if (others.some((other) => other.long === long)) return `--${long}`;
  return short !== undefined && others.some((other) => other.short === short) ? `-${short}` : undefined;
}

function clash(why: string): ConfigError {
  return new ConfigError(`Cannot go on: ${why}`, {
    hint: "Rename the option or remove one of the plugins (awsume plugin list), or use --no-plugins",
  });
}

function toName({ plugin: { name, file } }: DeclaredOption): string {
  return `"${name}" (${file})`;
}

/** The command line as hooks get it: every option by its name in camelCase, `null` or false where it was not given. */
export function toArguments({ flags, operands }: Words, declared: readonly PluginOption[]): HookArguments {
  const given = optionsWith(declared).map(({ long, value, isOptional, isRepeated }) => {
    const text = flags.get(long);
    if (isRepeated && text) return [nameOf(long), text.split("\n")] as const;
    const isSwitch = value === undefined || (isOptional && text === "");
    return [nameOf(long), isSwitch ? text !== undefined : text ?? null] as const;
  });
  return { profileName: operands[0] ?? null, ...Object.fromEntries(given) };
}

/** The command line that hooks have left: all of it is checked as if it had been typed. Throws ConfigError. */
export function toWords(changed: HookArguments, typed: Words, declared: readonly PluginOption[]): Words {
  const { profileName } = changed;
  const flags = new Map<OptionName, string>();
  for (const { long, value, isOptional } of optionsWith(declared)) {
    const text = toText(changed[nameOf(long)], nameOf(long));
    const isSwitch = value === undefined || isOptional;
    if (text === true && isSwitch) flags.set(long, "");
    else if (typeof text === "string" && value !== undefined) flags.set(long, text);
  }
  const profile = toText(profileName, "profileName");
  const operands = typeof profile === "string" ? [profile, ...typed.operands.slice(1)] : [];
  return { ...typed, flags, operands };
}

function optionsWith(declared: readonly PluginOption[]): readonly NamedOption[] {
  const known = new Map<string, NamedOption>(options.map((option) => [option.long, option]));
  // Of one name with two rows the one with a value is the switch's.
  for (const option of options) if ("value" in option) known.set(option.long, option);
  return [...known.values(), ...declared.map(toOption)];
}

function nameOf(long: string): string {
  return originalNames.get(long) ?? toCamel(long.replaceAll("-", "_"));
}

function toText(value: unknown, name: string): string | boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) {
    return value.length === 0 ? undefined : value.join("\n");
  }
  throw new ConfigError(
    `Cannot use the arguments that plugins have left: ${name} is neither text nor switch`,
    {
      hint: "Look for the plugin that changes it: awsume --list-plugins",
    },
  );
}
