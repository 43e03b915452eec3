import type { Endpoint } from "../aws/endpoints.ts";
import type { Credentials } from "../aws/credentials.ts";
import { maskUrl } from "../aws/mask_url.ts";
import { placeOf, type Profile } from "../aws/profiles.ts";
import { endSettings } from "../aws/setting_names.ts";
import type { Decision } from "../decision.ts";
import { AwsumeError } from "../errors.ts";
import { describeSource } from "../sources/mod.ts";
import type { System } from "../system.ts";
import type { ExecuteOptions } from "./execute.ts";
import { explainCalls, type ExplainedCall, shownText } from "./explain_calls.ts";
import { findFirst } from "./first.ts";
import { type Expiry, lifetimeOf } from "./lifetime.ts";
import type { Plan } from "./plan.ts";
import { endpointOf } from "./steps.ts";

/** What a switch would do, as plain values: nothing in it is secret. */
export interface Explanation {
  readonly profile: string;
  readonly notes: readonly string[];
  /** The settings of each profile that takes part, the one asked for first. */
  readonly profiles: readonly ProfileSettings[];
  readonly source: Readonly<Record<string, string>>;
  readonly decisions: readonly Decision[];
  readonly calls: readonly ExplainedCall[];
  readonly result: Expiry;
}

export interface ProfileSettings {
  readonly name: string;
  readonly settings: readonly Decision[];
}

/** Settings whose values may be shown; of the others only that they are there. */
const shown = [
  "role_arn",
  "source_profile",
  "principal_arn",
  "web_identity_token_file",
  "mfa_serial",
  "awsume_mfa",
  "external_id",
  "role_session_name",
  "duration_seconds",
  "session_policy",
  "session_policy_arns",
  "session_tags",
  "transitive_session_tags",
  "source_identity",
  "region",
  "aws_access_key_id",
  "aws_account_id",
  ...endSettings,
  "services",
  "endpoint_url",
  "use_fips_endpoint",
  "use_dualstack_endpoint",
  "sts_regional_endpoints",
  "ignore_configured_endpoint_urls",
  "ca_bundle",
  "max_attempts",
  "retry_mode",
  "credential_source",
  "awsume_keep",
  "ec2_metadata_service_endpoint",
  "ec2_metadata_service_endpoint_mode",
  "ec2_metadata_v1_disabled",
  "metadata_service_timeout",
  "metadata_service_num_attempts",
  "connect_timeout",
  "read_timeout",
];
const hidden = [
  "mfa_process",
  "credential_process",
  "web_identity_token_process",
  "saml_process",
  "aws_secret_access_key",
  "aws_session_token",
];

/** Explains a plan. Reads the cache, calls nobody. Throws ConfigError, UsageError where STS cannot be called. */
export async function explainPlan(plan: Plan, options: ExecuteOptions, system: System): Promise<Explanation> {
  const first = await findFirst(plan, options, system);
  const { endpoint, notes } = findEndpoint(plan, first);
  const { calls, end } = await explainCalls({ plan, first, endpoint, options }, system);
  return {
    profile: plan.profile,
    notes: [...plan.notes, ...notes],
    profiles: plan.path.map(settingsOf),
    source: describeSource(plan.source),
    decisions: decisionsOf(plan, endpoint),
    calls,
    result: end === undefined
      ? lifetimeOf(plan, system.now())
      : { at: end.toISOString(), limit: "the cached credentials" },
  };
}

/** Where the plan may call. That a call for a user's keys alone cannot be made is a note: there may be none. */
function findEndpoint(
  plan: Plan,
  first: Credentials | undefined,
): { readonly endpoint?: Endpoint; readonly notes: readonly string[] } {
  const sure = endpointOf(plan, first);
  if (sure !== undefined) return { endpoint: sure, notes: sure.notes };
  try {
    const endpoint = endpointOf({ ...plan, hops: plan.userHops ?? [] }, first);
    return endpoint === undefined ? { notes: [] } : { endpoint, notes: endpoint.notes };
  } catch (error) {
    if (!(error instanceof AwsumeError)) throw error;
    return { notes: [error.message] };
  }
}

function settingsOf({ name, settings }: Profile): ProfileSettings {
  const known = [...shown, ...hidden].filter((key) => settings.has(key));
  return {
    name,
    settings: known.map((key) => ({
      name: key,
      value: shown.includes(key) ? maskUrl(shownText(key, settings.get(key)?.value ?? ""), key) : "(hidden)",
      from: placeOf(settings.get(key)),
    })),
  };
}

function decisionsOf(
  { region, regionFrom = "", noCode }: Plan,
  endpoint: Endpoint | undefined,
): readonly Decision[] {
  const none = { name: "region", value: "(none)", from: "no level names one" };
  return [
    region ? { name: "region", value: region, from: regionFrom } : none,
    ...(noCode === undefined ? [] : [{ name: "MFA code", value: "none is asked for", from: noCode }]),
    ...endpoint?.decisions ?? [],
  ];
}
