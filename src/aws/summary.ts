import { withAccount } from "./credentials.ts";
import { firstLine } from "./first_line.ts";
import type { AllProfiles, FileProblem, Profile } from "./profiles.ts";

/** What a profile says about itself, for lists: no key, no secret, nothing that another profile would add. */
export interface Summary {
  readonly kind: "profile";
  readonly name: string;
  readonly type: "Role" | "User";
  readonly source: ListedSource;
  /** Whether the profile has an `mfa_serial` of its own, as in the original, and none of awsume's own words against it. */
  readonly hasMfa: boolean;
  readonly region?: string;
  readonly partition?: string;
  /** Twelve digits. */
  readonly account?: string;
  /** `plugin NAME`, where no file has a word of it. */
  readonly from?: string;
}

/** A profile with a line that cannot be understood. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly name: string;
  readonly problem: FileProblem;
}

export type ListedProfile = Summary | Unreadable;

/** Where a profile's first credentials come from, as far as the profile itself says it. */
export type ListedSource =
  | { readonly kind: "profile"; readonly name: string }
  /** The name is that of the provider, where the profile names it. */
  | { readonly kind: "saml"; readonly name?: string }
  | {
    readonly kind:
      | "keys"
      | "sso"
      | "web-identity"
      | "process"
      | "login"
      | "environment"
      | "container"
      | "instance"
      | "none";
  };

/**
 * The profiles to list, in their order. Left out, as by the original: what the original's `-a` has written
 * (`autoawsume`, and the older names with `auto-refresh-`).
 */
export function summarize({ names, read }: AllProfiles): readonly ListedProfile[] {
  // One after the other, so that what was read of a profile is forgotten before the next.
  return names.flatMap((name): readonly ListedProfile[] => {
    const profile = read(name);
    if (!("settings" in profile)) return [{ kind: "unreadable", name, problem: profile }];
    const isOwn = valueOf(profile, "autoawsume") !== undefined || name.includes("auto-refresh-");
    return isOwn ? [] : [summarizeOne(profile)];
  });
}

/** The settings that a summary is made of. */
export const usedSettings: ReadonlySet<string> = new Set([
  "autoawsume",
  "role_arn",
  "mfa_serial",
  "awsume_mfa",
  "sso_account_id",
  "aws_account_id",
  "region",
  "source_profile",
  "principal_arn",
  "web_identity_token_file",
  "web_identity_token_process",
  "saml_process",
  "sso_session",
  "sso_start_url",
  "sso_role_name",
  "aws_access_key_id",
  "login_session",
  "credential_process",
  "credential_source",
]);

function summarizeOne(profile: Profile): Summary {
  const [role, serial] = [valueOf(profile, "role_arn"), valueOf(profile, "mfa_serial")];
  const [own, device] = [readPlace(role), readPlace(serial)];
  const place = own ?? device;
  // A role is of the account that its ARN names, whatever stands beside it.
  const account = valueOf(profile, "sso_account_id") ?? own?.account ??
    withAccount(valueOf(profile, "aws_account_id")).accountId ?? device?.account;
  const region = valueOf(profile, "region");
  return {
    kind: "profile",
    name: profile.name,
    type: role === undefined ? "User" : "Role",
    source: readListedSource(profile),
    hasMfa: serial !== undefined && valueOf(profile, "awsume_mfa")?.toLowerCase() !== "none",
    ...(region === undefined ? {} : { region }),
    ...(place === undefined ? {} : { partition: place.partition }),
    ...(account === undefined ? {} : { account }),
    ...(profile.from === undefined ? {} : { from: profile.from }),
  };
}

/** Partition and account of an IAM ARN; undefined for a device of hardware, which has a number alone. */
function readPlace(
  text: string | undefined,
): { readonly partition: string; readonly account: string } | undefined {
  if (text === undefined) return undefined;
  const [, partition, account = ""] = /^arn:(aws[a-z-]*):iam::(\d{12}):/.exec(text) ?? [];
  return partition === undefined ? undefined : { partition, account };
}

/** First what the original shows, then the AWS CLI's order: it lets keys in the config file lose to a process. */
function readListedSource(profile: Profile): ListedSource {
  const has = (...keys: readonly string[]): boolean =>
    keys.some((key) => valueOf(profile, key) !== undefined);
  const name = valueOf(profile, "source_profile");
  if (name !== undefined) return { kind: "profile", name };
  const provider = valueOf(profile, "principal_arn");
  if (provider !== undefined) return { kind: "saml", name: provider.split(":").at(-1) ?? provider };
  if (has("saml_process")) return { kind: "saml" };
  if (has("web_identity_token_file", "web_identity_token_process")) return { kind: "web-identity" };
  if (has("sso_session", "sso_start_url", "sso_account_id", "sso_role_name")) return { kind: "sso" };
  if (profile.settings.get("aws_access_key_id")?.origin === "credentials") return { kind: "keys" };
  if (has("login_session")) return { kind: "login" };
  if (has("credential_process")) return { kind: "process" };
  const place = credentialSources.get(valueOf(profile, "credential_source") ?? "");
  return { kind: place ?? (has("aws_access_key_id") ? "keys" : "none") };
}

const credentialSources: ReadonlyMap<string, "environment" | "container" | "instance"> = new Map([
  ["Environment", "environment"],
  ["EcsContainer", "container"],
  ["Ec2InstanceMetadata", "instance"],
]);

function valueOf(profile: Profile, key: string): string | undefined {
  const value = profile.settings.get(key)?.value;
  return value ? firstLine(value) : undefined;
}
