import { withAccount } from "../aws/credentials.ts";
import { placeOf } from "../aws/profiles.ts";
import { type Source, toIdentity } from "../sources/mod.ts";
import type { Chain } from "./chain.ts";
import type { AssumeRequest, AssumeRoleHop } from "./plan.ts";

/**
 * One sentence for each flag that does nothing: those that shape a role where there is none, and what STS does not take
 * with a token or an assertion. Scripts pass them for any profile.
 */
export function idleFlags(
  roles: readonly AssumeRoleHop[],
  source: Source,
  request: AssumeRequest,
): readonly string[] {
  if (roles.length > 0) return [];
  const kind = toIdentity(source)?.kind;
  const flags = {
    "--session-name": kind === "web-identity" ? undefined : request.sessionName,
    "--external-id": request.externalId,
    "--role-duration": kind ? undefined : request.durationSeconds,
    "--session-policy": kind ? undefined : request.policy,
    "--session-policy-arns": kind ? undefined : request.policyArns,
    "--tags": request.tags,
    "--transitive-tags": request.transitiveTagKeys,
    "--source-identity": request.sourceIdentity,
  };
  const idle = Object.entries(flags).filter(([, value]) => value !== undefined).map(([flag]) => flag);
  const why = kind === undefined
    ? `the profile "${request.profile}" assumes no role`
    : `AWS takes none with a ${kind === "saml" ? "SAML assertion" : "web identity token"}`;
  return idle.map((flag) => `${flag} has no effect: ${why}`);
}

/** A sentence about an `aws_account_id` that is none, where it would be exported: SDKs would fail on it. */
export function strayAccount({ base, roles }: Chain): readonly string[] {
  const setting = base.settings.get("aws_account_id");
  const isGood = !setting?.value || withAccount(setting.value).accountId !== undefined;
  if (isGood || roles.length > 0) return [];
  return [`aws_account_id (${placeOf(setting)}) is no account of twelve digits: it is not exported`];
}
