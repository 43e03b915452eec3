import type { Credentials } from "../aws/credentials.ts";
import { findStsEndpoint } from "../aws/endpoints.ts";
import type { Profiles } from "../aws/profiles.ts";
import { findAccount } from "../assume/account.ts";
import { type AssumeRequest, makePlan, type Plan } from "../assume/plan.ts";
import { statedAccount } from "../assume/stated_account.ts";
import { ConfigError } from "../errors.ts";
import { knownCredentials } from "../sources/mod.ts";
import type { System } from "../system.ts";

/** Credentials that were got, and how. */
interface Got {
  readonly credentials: Credentials;
  readonly request: AssumeRequest;
  readonly profiles: Profiles;
  /** Absent where a plugin gave them. */
  readonly plan?: Plan;
}

/**
 * Throws ConfigError for credentials of another account than the one that is meant. A role says by its ARN whose they
 * are; else AWS is asked, and may throw AwsError, AuthError.
 */
export async function refuseOtherAccount(expected: string, got: Got, system: System): Promise<void> {
  const account = (got.plan && statedAccount(got.plan)) ?? await askAccount(got, system);
  if (account === expected) return;
  throw otherAccount(got.request.profile, expected, account);
}

/** The error for credentials of another account than they must be of. */
export function otherAccount(profile: string, expected: string, account: string): ConfigError {
  return new ConfigError(
    `Cannot use profile "${profile}" for account ${expected}: its credentials are of account ${account}`,
    { hint: "Name a profile of that account" },
  );
}

/** A user's session is of the user's account, and the answer for a user's own keys is remembered. */
async function askAccount({ credentials, request, profiles, plan }: Got, system: System): Promise<string> {
  const known = plan === undefined ? undefined : knownCredentials(plan.source);
  const asked = known ?? credentials;
  const { network } = plan ??
    makePlan({ ...request, handed: { kind: "handed", credentials } }, profiles);
  const isBrief = asked.sessionToken !== undefined;
  const { account } = await findAccount(
    { credentials: asked, endpoint: findStsEndpoint(network) },
    { ...request, ...(isBrief ? { noCache: true } : {}) },
    system,
  );
  return account;
}
