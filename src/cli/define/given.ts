import { refuseUnportable } from "../../assume/profile_name.ts";
import { isAutoName } from "../../assume/renewal.ts";
import { UsageError } from "../../errors.ts";
import type { System } from "../../system.ts";
import type { OptionName } from "../options.ts";
import type { Words } from "../words.ts";
import { type Given, type Kind, looksSecret, type SettingOption, settings } from "./settings.ts";

/** Options and names whose value looks like a secret key; each with what messages call it. */
export function findSecrets({ flags, operands }: Pick<Words, "flags" | "operands">): readonly string[] {
  const options = settings.flatMap(({ option }) => [option, spellings[option] ?? option]);
  const named = [...new Set(options)].filter((option) => looksSecret(flags.get(option) ?? ""));
  return [...operands.filter(looksSecret).map(() => "that name"), ...named.map((option) => `--${option}`)];
}

/** athm's words for some of the options. */
const spellings: Partial<Record<SettingOption, OptionName>> = {
  "role-arn": "assume-role-arn",
  "external-id": "assume-role-external-id",
  "endpoint-url": "sts-endpoint",
};

/** The settings on the command line, checked one by one. Throws UsageError. */
export function readGiven({ flags }: Pick<Words, "flags">, env: System["env"]): Given {
  const given = new Map<SettingOption, string>();
  for (const { option, read } of settings) {
    const other = spellings[option];
    const [text, otherText] = [flags.get(option), other && flags.get(other)];
    if (text !== undefined && otherText !== undefined && text !== otherText) {
      throw new UsageError(`Cannot use --${option} and --${other} at once`, {
        hint: "Leave one of them out",
      });
    }
    const value = text ?? otherText;
    if (value !== undefined) {
      given.set(option, read(value, `--${text === undefined ? other ?? option : option}`, env));
    }
  }
  refuseCombinations(given);
  return given;
}

const names: Readonly<Record<Kind, string>> = {
  role: "a role",
  keys: "access keys",
  process: "a credential process",
  sso: "SSO",
};

/** The kind of profile that the settings are of; undefined when they do not say. Throws UsageError. */
export function findKind(given: Given): Kind | undefined {
  const marks = settings.flatMap((setting) => {
    const kinds: readonly Kind[] | undefined = "kinds" in setting ? setting.kinds : undefined;
    const [kind, ...more] = given.has(setting.option) ? kinds ?? [] : [];
    return kind === undefined || more.length > 0 ? [] : [{ option: setting.option, kind }];
  });
  const [first] = marks;
  const other = marks.find(({ kind }) => kind !== first?.kind);
  if (first === undefined || other === undefined) return first?.kind;
  throw exclusive(
    first.option,
    other.option,
    `one is of ${names[first.kind]}, the other of ${names[other.kind]}`,
  );
}

/** What no program could use. Throws UsageError. */
export function refuseCombinations(given: Given): void {
  const sources = (["source-profile", "credential-source", "web-identity-token-file"] as const)
    .filter((option) => given.has(option));
  const [one, two] = sources;
  if (one && two) throw exclusive(one, two, "one of them alone can assume the role");
  for (const option of ["external-id", "mfa-serial"] as const) {
    if (!given.has("web-identity-token-file") || !given.has(option)) continue;
    throw exclusive("web-identity-token-file", option, "AWS does not take both in one call");
  }
  for (const option of ["fips", "dualstack"] as const) {
    if (!given.has("endpoint-url") || !given.has(option)) continue;
    throw exclusive("endpoint-url", option, "AWS's clients refuse the two together");
  }
  const kind = findKind(given);
  if ((kind !== "process" && kind !== "sso") || !given.has("mfa-serial")) return;
  throw new UsageError(`Cannot use --mfa-serial with ${names[kind]}: it is about roles and access keys`, {
    hint: "Leave --mfa-serial out",
  });
}

function exclusive(one: string, other: string, why: string): UsageError {
  return new UsageError(`Cannot use --${one} with --${other}: ${why}`, { hint: "Leave one of them out" });
}

/** A name that every program reads as it is written. Throws UsageError. */
export function readName(name: string): string {
  refuseUnportable(name, "Cannot call a profile");
  if (!isAutoName(name)) return name;
  throw new UsageError(`Cannot call a profile "${name}": awsume's own for --auto-refresh begin so`, {
    hint: "Use another name",
  });
}

/** The operands of a command that takes so many names. Throws UsageError. */
export function takeNames(
  word: string,
  operands: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  if (operands.length === wanted.length && operands.every((name) => name !== "")) return operands;
  const problem = operands.length > wanted.length
    ? `${wanted.length === 1 ? "it takes one name" : "it takes two names"}`
    : `${wanted.slice(operands.length).join(" and ") || "a name"} is missing`;
  throw new UsageError(`Cannot understand ${word}: ${problem}`, {
    hint: `Write awsume ${word} ${wanted.join(" ")}`,
  });
}
