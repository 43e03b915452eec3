import { ConfigError, UsageError } from "../errors.ts";
import type { Words } from "./words.ts";

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
  const isIdentity = flags.has("with-saml") || flags.has("with-web-identity");
  if (flags.has("role-arn") && profile !== undefined && !isIdentity) {
    throw new UsageError(`Cannot assume --role-arn and the profile "${profile}" at once`, {
      hint: `Write --source-profile ${profile} if that profile's credentials shall assume the role`,
    });
  }
  if (flags.get("json") && (flags.has("role-arn") || profile !== undefined)) {
    const other = profile === undefined ? "--role-arn" : `the profile "${profile}"`;
    throw new UsageError(`Cannot use --json and ${other} at once`, { hint: "Leave one of them out" });
  }
  if (flags.has("no-mfa") && flags.has("mfa-token")) {
    throw new UsageError("Cannot use --no-mfa with --mfa-token", { hint: "Leave one of them out" });
  }
  if (flags.has("pick") && (flags.has("role-arn") || flags.get("json") || profile !== undefined)) {
    throw new UsageError("Cannot use --pick where it is said whose credentials are meant", {
      hint: "Leave --pick out, or what stands beside it",
    });
  }
  if (flags.has("account") && (flags.has("role-arn") || flags.get("json") || profile !== undefined)) {
    throw new UsageError("Cannot use --account where it is said whose credentials are meant", {
      hint: "Leave --account out, or what stands beside it",
    });
  }
  if (flags.has("mode") && !/^(read|write)$/.test(flags.get("mode") ?? "")) {
    throw new UsageError(`Cannot use --mode "${flags.get("mode")}"`, { hint: "Write read or write" });
  }
  if (flags.has("source-profile") && !flags.has("role-arn")) {
    throw new UsageError("Cannot use --source-profile without --role-arn", {
      hint: "A profile names its source itself, by source_profile",
    });
  }
}

/** Throws ConfigError for credentials that cannot be had again later: that takes a profile that says how. */
export function refuseUnrenewable(flags: Flags): void {
  const action = "Cannot use --auto-refresh";
  if (flags.has("role-arn")) {
    throw new ConfigError(`${action} with --role-arn: it renews what a profile stands for`, {
      hint: "Add a profile with that role_arn and its source_profile, and use that",
    });
  }
  if (flags.has("saml-assertion")) {
    throw new ConfigError(`${action} with --saml-assertion: AWS takes an assertion for some minutes only`, {
      hint: "Use a profile with saml_process, or leave --auto-refresh out",
    });
  }
  if (flags.get("json")) {
    throw new ConfigError(`${action} with --json: nothing can renew credentials that were given`, {
      hint: "Use a profile, or leave --auto-refresh out",
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
