import { withAccount } from "../aws/credentials.ts";
import { placeOf } from "../aws/profiles.ts";
import { type Source, toIdentity } from "../sources/mod.ts";
import type { Chain } from "./chain.ts";
import type { AssumeRequest, Hop } from "./plan.ts";

/** A way, and what it would be if nobody had said that no code is asked for. */
interface Way {
  readonly source: Source;
  readonly hops: readonly Hop[];
  readonly asking: readonly Hop[];
}

/** What of a request is a flag. */
type Flags = Omit<AssumeRequest, "env" | "defaults" | "profile"> & Partial<Pick<AssumeRequest, "profile">>;

/**
 * One sentence for each flag that does nothing for this profile. It is no error, because scripts pass them for any
 * profile; what is idle by the command line alone is refused in `src/cli/conflicts.ts`.
 */
export function idleFlags(way: Way, request: Flags): readonly string[] {
  return [...idleRoleFlags(way, request), ...idleCodeFlags(way, request), ...idleCallFlags(way, request)];
}

/** Those that shape a role where there is none, and what STS does not take with a token or an assertion. */
function idleRoleFlags({ source, hops }: Way, request: Flags): readonly string[] {
  if (hops.some((hop) => hop.kind === "assume-role")) return [];
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
  return toSentences(
    flags,
    kind === undefined
      ? `the profile "${request.profile}" assumes no role`
      : `AWS takes none with a ${kind === "saml" ? "SAML assertion" : "web identity token"}`,
  );
}

function idleCodeFlags({ asking }: Way, { mfaToken, noMfa }: Flags): readonly string[] {
  if (asking.some(({ mfaSerial }) => mfaSerial !== undefined)) return [];
  return toSentences({ "--mfa-token": mfaToken, "--no-mfa": noMfa }, "no code is asked for");
}

function idleCallFlags({ source, hops }: Way, { fips, dualstack, endpointUrl }: Flags): readonly string[] {
  if (hops.length > 0 || toIdentity(source) !== undefined) return [];
  return toSentences(
    { "--fips": fips, "--dualstack": dualstack, "--endpoint-url": endpointUrl },
    "STS is not called",
  );
}

function toSentences(flags: Readonly<Record<string, unknown>>, why: string): readonly string[] {
  return Object.entries(flags).filter(([, value]) => value !== undefined)
    .map(([flag]) => `${flag} has no effect: ${why}`);
}

/** A sentence about an `aws_account_id` that is none, where it would be exported: SDKs would fail on it. */
export function strayAccount({ base, roles }: Chain): readonly string[] {
  const setting = base.settings.get("aws_account_id");
  const isGood = !setting?.value || withAccount(setting.value).accountId !== undefined;
  if (isGood || roles.length > 0) return [];
  return [`aws_account_id (${placeOf(setting)}) is no account of twelve digits: it is not exported`];
}
