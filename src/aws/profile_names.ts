import type { Header } from "./ini_header.ts";

/**
 * The name of the profile that a section of the config file is, or undefined when it is none. Words of AWS's own
 * without a name are none (the AWS CLI reads `[plugins]`), nor is a slip such as `[profilefoo]`.
 */
export function configName({ kind, name }: Header): string | undefined {
  if (name === "") return undefined;
  if (kind === "profile") return name;
  if (kind !== "" || name.startsWith("profile")) return undefined;
  return ["plugins", "preview", "services", "sso-session"].includes(name) ? undefined : name;
}

/**
 * The name of the profile that a section of the credentials file is, or undefined when it is none.
 * `aws configure` writes a name with blanks without quotes there: `[my dev]`.
 */
export function credentialsName({ kind, name, title }: Header): string | undefined {
  if (kind === "") return name === "" ? undefined : name;
  return isConfigOnly(kind) || kind === "profile" ? undefined : title;
}

/** Whether such a section stands in the config file alone. */
export function isConfigOnly(kind: string): boolean {
  return kind === "sso-session" || kind === "services";
}

/** Those of these sections that are the profile. An unprefixed section counts only where no prefixed one exists; for `default` that is AWS's own rule. */
export function selectConfig<Found extends Header>(
  name: string,
  sections: readonly Found[],
): readonly Found[] {
  if (sections.length < 2) return sections.filter((section) => configName(section) === name);
  const prefixed = sections.filter((section) => configName(section) === name && section.kind !== "");
  return prefixed.length > 0 ? prefixed : sections.filter((section) => configName(section) === name);
}
