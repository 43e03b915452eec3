import { UsageError } from "../errors.ts";
import type { NamedOption } from "./options.ts";

/** The long options of awsume 4.5, whose abbreviations scripts use. */
const original: ReadonlySet<string> = new Set([
  "help",
  "version",
  "output-profile",
  "clean",
  "refresh",
  "show-commands",
  "unset",
  "auto-refresh",
  "kill-refresher",
  "list-profiles",
  "tags",
  "refresh-autocomplete",
  "role-arn",
  "principal-arn",
  "source-profile",
  "external-id",
  "mfa-token",
  "region",
  "session-name",
  "session-policy",
  "session-policy-arns",
  "role-duration",
  "with-saml",
  "with-web-identity",
  "who",
  "json",
  "credentials-file",
  "config-file",
  "config",
  "list-plugins",
  "info",
  "debug",
]);

/**
 * The option of a long name or of the beginning of one, as argparse has it: the exact name first. The original's
 * options come before newer ones, so that no new option makes an old abbreviation ambiguous. Undefined when there is
 * none. Throws UsageError when there are several.
 */
export function findLong(name: string, options: readonly NamedOption[]): NamedOption | undefined {
  const exact = options.find(({ long }) => long === name);
  if (exact !== undefined || name === "" || original.has(name)) return exact;
  const names = new Map(options.map((option) => [option.long, option]));
  const begun = [...names.values()].filter(({ long }) => long.startsWith(name));
  const old = begun.filter(({ long }) => original.has(long));
  const [found, ...others] = old.length > 0 ? old : begun;
  if (others.length === 0) return found;
  const meant = [found, ...others].map((option) => `--${option?.long}`);
  throw new UsageError(`Cannot tell which option --${name} is: ${meant.join(" or ")}`, {
    hint: "Write more of its name",
  });
}
