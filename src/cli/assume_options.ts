import { parseRole } from "../aws/arn.ts";
import type { FilePaths } from "../aws/profile_files.ts";
import { isRegionName } from "../aws/regions.ts";
import type { AssumeRequest } from "../assume/plan.ts";
import { UsageError } from "../errors.ts";
import { readHanded } from "../sources/handed.ts";
import { refuseConflicts } from "./conflicts.ts";
import { parseFilePaths } from "./file_options.ts";
import { parseIdentity } from "./identity_options.ts";
import { parseRoleSession } from "./role_options.ts";
import { suggestWord } from "./suggest.ts";
import type { Words } from "./words.ts";

/** The part of a request that stands on the command line; no profile when none was named. */
export type AssumeOptions =
  & Omit<AssumeRequest, "env" | "defaults" | "profile">
  & FilePaths
  & {
    readonly profile?: string;
    /** The profile is to be chosen from a list. */
    readonly pick?: true;
    /** The account for which a plugin of the CDK's is asked. */
    readonly account?: string;
  };

/** Whose credentials, and how. Throws UsageError, AuthError for --json without usable credentials. */
export function parseAssume({ flags, operands }: Words): AssumeOptions {
  const [profile, ...more] = operands;
  if (more.length > 0) {
    throw new UsageError(`Cannot use more than one profile: "${operands.join('", "')}"`, {
      hint: suggestWord(profile ?? "") ?? "Quote a name that has blanks",
    });
  }
  if (profile === "") {
    throw new UsageError("Cannot use an empty profile name", {
      hint: "Leave it out for the profile called default",
    });
  }
  refuseConflicts(flags, profile);
  return {
    ...(profile === undefined ? {} : { profile }),
    refresh: flags.has("refresh") || flags.has("rotate"),
    ...present("handed", flags.get("json") || undefined, readHanded),
    ...present("pick", flags.get("pick"), () => true as const),
    ...present("account", flags.get("account"), (text) => toAccount(text, "--account")),
    ...present("roleArn", flags.get("role-arn"), toRoleArn),
    ...present("sourceProfile", flags.get("source-profile"), String),
    ...present("region", flags.get("region"), toRegion),
    ...present("sessionName", flags.get("session-name") || undefined, String),
    ...present("externalId", flags.get("external-id"), toExternalId),
    ...present("durationSeconds", flags.get("role-duration"), toDuration),
    ...present("mfaToken", flags.get("mfa-token"), toMfaToken),
    ...present("noMfa", flags.get("no-mfa"), () => true),
    ...present("noCache", flags.get("no-cache"), () => true),
    ...parseIdentity(flags),
    ...parseRoleSession({ flags }),
    ...parseFilePaths(flags),
    ...present("fips", flags.get("fips"), () => true),
    ...present("dualstack", flags.get("dualstack"), () => true),
    ...present("endpointUrl", flags.get("endpoint-url"), String),
  };
}

/** `{ [key]: read(text) }`, or nothing at all when the option was not given. */
export function present<K extends string, T>(
  key: K,
  text: string | undefined,
  read: (text: string) => T,
): { readonly [key in K]?: T } {
  return text === undefined ? {} : { [key]: read(text) } as { readonly [key in K]: T };
}

function toRoleArn(text: string): string {
  const role = parseRole(text);
  if (role) return role.arn;
  throw new UsageError(`Cannot read --role-arn "${text}"`, {
    hint: "Write arn:aws:iam::123456789012:role/NAME, 123456789012:NAME or aws-us-gov:123456789012:NAME",
  });
}

/** The twelve digits of an account. Throws UsageError, which calls it by `name`. */
export function toAccount(text: string, name: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new UsageError(`Cannot use ${name} "${text}"`, { hint: "An account has twelve digits" });
}

function toExternalId(text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError("Cannot use --external-id: it is empty", {
    hint: "Leave it out for the external_id of the profile",
  });
}

function toRegion(text: string): string {
  if (isRegionName(text)) return text;
  throw new UsageError(`Cannot use --region "${text}": it is no name of a region`, {
    hint: "Write it as eu-west-1",
  });
}

function toDuration(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && (seconds === 0 || (seconds >= 900 && seconds <= 43200))) return seconds;
  throw new UsageError(`Cannot use --role-duration "${text}"`, {
    hint: "Give a number of seconds from 900 to 43200, or 0 for the role's own default",
  });
}

/** The code itself is not repeated in the message. */
function toMfaToken(text: string): string {
  if (/^\d{6}$/.test(text)) return text;
  throw new UsageError("Cannot use --mfa-token: an MFA code has six digits", {
    hint: "Leave it out to be asked for the code when one is needed",
  });
}
