import { toCamel } from "../plugins/hooks.ts";
import type { HookArguments, PluginOption } from "../plugins/hooks.ts";
import { ConfigError } from "../errors.ts";
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
export function toOption({ long, ...more }: PluginOption): NamedOption {
  return { ...more, long: long as OptionName, group: "Plugins" };
}

/** The command line as hooks get it: every option by its name in camelCase, `null` or false where it was not given. */
export function toArguments({ flags, operands }: Words, declared: readonly PluginOption[]): HookArguments {
  const given = optionsWith(declared).map(({ long, value, isOptional }) => {
    const text = flags.get(long);
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
  throw new ConfigError(
    `Cannot use the arguments that plugins have left: ${name} is neither text nor switch`,
    {
      hint: "Look for the plugin that changes it: awsume --list-plugins",
    },
  );
}
