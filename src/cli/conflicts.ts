import { ConfigError, UsageError } from "../errors.ts";
import type { Words } from "./words.ts";
import { suggested } from "../suggested.ts";

type Flags = Words["flags"];

/** What argparse refuses before anything else is looked at. Throws UsageError. */
export function refuseExclusive(flags: Flags): void {
  const given = (["with-saml", "with-web-identity", "who"] as const).filter((name) => flags.has(name));
  if (given.length < 2) return;
  throw new UsageError(`Cannot use --${given.join(" with --")}`, { hint: "Leave one of them out" });
}

/** The original ignored the losing word in silence; the person then works where they did not mean to. */
export function refuseConflicts(flags: Flags, profile: string | undefined): void {
  refuseLostIdentity(flags);
  refuseTwoIdentities(flags, profile);
  refuseAsTheyAre(flags);
  if (flags.has("no-mfa") && flags.has("mfa-token")) {
    throw new UsageError("Cannot use --no-mfa with --mfa-token", { hint: "Leave one of them out" });
  }
  if (flags.has("mode") && !/^(read|write)$/.test(flags.get("mode") ?? "")) {
    throw new UsageError(`Cannot use --mode "${flags.get("mode")}"`, { hint: "Write read or write" });
  }
  if (flags.has("mode") && !flags.has("account")) {
    throw new UsageError("Cannot use --mode without --account", {
      hint: "Add --account ID, or write cdk_mode beside cdk_account in a profile",
    });
  }
  if (flags.has("source-profile") && !flags.has("role-arn")) {
    throw new UsageError("Cannot use --source-profile without --role-arn", {
      hint: "A profile names its source itself, by source_profile",
    });
  }
}

function refuseTwoIdentities(flags: Flags, profile: string | undefined): void {
  const isIdentity = flags.has("with-saml") || flags.has("with-web-identity");
  if (flags.has("role-arn") && profile !== undefined && !isIdentity) {
    throw new UsageError(`Cannot assume --role-arn and the profile "${profile}" at once`, {
      hint: `Write ${sourceProfile(profile)} if that profile's credentials shall assume the role`,
    });
  }
  if (flags.get("json") && (flags.has("role-arn") || profile !== undefined)) {
    const other = profile === undefined ? "--role-arn" : `the profile "${profile}"`;
    throw new UsageError(`Cannot use --json and ${other} at once`, { hint: "Leave one of them out" });
  }
  const isNamed = flags.has("role-arn") || Boolean(flags.get("json")) || profile !== undefined;
  const isBeside = { pick: isNamed, account: isNamed || isIdentity || flags.has("pick") };
  for (const name of ["account", "pick"] as const) {
    if (!flags.has(name) || !isBeside[name]) continue;
    throw new UsageError(`Cannot use --${name} where it is said whose credentials are meant`, {
      hint: `Leave --${name} out, or what stands beside it`,
    });
  }
}

/** A value that begins with a dash is attached. */
function sourceProfile(name: string): string {
  return `--source-profile${name.startsWith("-") ? "=" : " "}${suggested(name)}`;
}

/** Credentials that are given assume no role, and for them STS is not called. */
function refuseAsTheyAre(flags: Flags): void {
  const giver = (["json", "account"] as const).find((name) => flags.get(name));
  const idle = idleBesideGiven.find((name) => flags.has(name));
  if (giver === undefined || idle === undefined) return;
  throw new UsageError(`Cannot use --${idle} with --${giver}: those credentials are taken as they are`, {
    hint: "Leave one of them out",
  });
}

const idleBesideGiven = [
  "session-name",
  "external-id",
  "role-duration",
  "session-policy",
  "session-policy-arns",
  "tags",
  "transitive-tags",
  "source-identity",
  "mfa-token",
  "no-mfa",
  "fips",
  "dualstack",
  "endpoint-url",
] as const;

/** Throws ConfigError for credentials that cannot be had again later: that takes a profile that says how. */
export function refuseUnrenewable(flags: Flags, option: "--auto-refresh" | "--refresh"): void {
  const action = `Cannot use ${option}`;
  if (flags.has("role-arn")) {
    throw new ConfigError(`${action} with --role-arn: it renews what a profile stands for`, {
      hint: "Add a profile with that role_arn and its source_profile, and use that",
    });
  }
  if (flags.has("saml-assertion")) {
    throw new ConfigError(`${action} with --saml-assertion: AWS takes an assertion for some minutes only`, {
      hint: `Use a profile with saml_process, or leave ${option} out`,
    });
  }
  if (flags.get("json")) {
    throw new ConfigError(`${action} with --json: nothing can renew credentials that were given`, {
      hint: `Use a profile, or leave ${option} out`,
    });
  }
  if (flags.has("account")) {
    throw new ConfigError(`${action} with --account: it renews what a profile stands for`, {
      hint: "Add a profile with that cdk_account, and use that",
    });
  }
}

/** A role by a token or an assertion has no other source, and its options belong to it. Throws UsageError. */
function refuseLostIdentity(flags: Flags): void {
  for (const [name, needed] of identityFlags) {
    if (!flags.has(name) || flags.has(needed)) continue;
    throw new UsageError(`Cannot use --${name} without --${needed}`, { hint: `Add --${needed}` });
  }
  const identity = (["with-saml", "with-web-identity"] as const).find((name) => flags.has(name));
  const source = flags.has("source-profile") ? "source-profile" : flags.get("json") ? "json" : undefined;
  if (identity === undefined || source === undefined) return;
  throw new UsageError(`Cannot use --${source} with --${identity}: each says whose credentials are meant`, {
    hint: "Leave one of them out",
  });
}

const identityFlags = [
  ["principal-arn", "with-saml"],
  ["saml-assertion", "with-saml"],
  ["web-identity-token", "with-web-identity"],
] as const;
