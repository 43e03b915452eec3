import type { Endpoint } from "../aws/endpoints.ts";
import { maskUrl } from "../aws/mask_url.ts";
import { firstLine } from "../aws/first_line.ts";
import { placeOf, type Profile } from "../aws/profiles.ts";
import { endSettings } from "../aws/setting_names.ts";
import type { Decision } from "../decision.ts";
import { type IdentitySource, placeOfProof } from "../sources/identity.ts";
import { describeSource } from "../sources/mod.ts";
import type { System } from "../system.ts";
import { entryPath } from "./cache.ts";
import { type ExecuteOptions, findCached } from "./execute.ts";
import { type Expiry, lifetimeOf } from "./lifetime.ts";
import { endpointOf, type Step, stepKeys, stepsOf } from "./steps.ts";
import type { Plan } from "./plan.ts";

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

export interface ExplainedCall {
  readonly action:
    | "credential_process"
    | "credential_source"
    | "AssumeRoleWithWebIdentity"
    | "AssumeRoleWithSAML"
    | "GetSessionToken"
    | "AssumeRole";
  /** None where a command is run: what it calls is its own affair. */
  readonly host?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** `cached`: this call's result is at hand. `needless`: a later one's is. */
  readonly state: "to be made" | "cached" | "needless";
  readonly needsMfaCode: boolean;
  /** `FILE:LINE` of the mfa_process that would give that code; else a person is asked. */
  readonly mfaProcess?: string;
  /** The file that keeps the result; none with --no-cache. */
  readonly cacheEntry?: string;
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
  const steps = stepsOf(plan);
  const endpoint = endpointOf(plan);
  const keys = await stepKeys(plan);
  const cached = await findCached(keys, options, system);
  const entries = await Promise.all(keys.map((key) => entryPath(key, system)));
  const count = cached?.count ?? 0;
  return {
    profile: plan.profile,
    notes: [...plan.notes, ...endpoint?.notes ?? []],
    profiles: plan.path.map(settingsOf),
    source: describeSource(plan.source),
    decisions: decisionsOf(plan, endpoint),
    calls: [
      ...sourceCalls(plan, count),
      ...steps.map((step, index): ExplainedCall => ({
        ...describeCall(step, endpoint),
        state: index >= count ? "to be made" : index === count - 1 ? "cached" : "needless",
        ...codeOf(step, { ...plan, isToBeMade: index >= count, isGiven: options.mfaToken !== undefined }),
        ...(options.noCache ? {} : { cacheEntry: entries[index] ?? "" }),
      })),
    ],
    result: cached && cached.count === steps.length
      ? { at: cached.credentials.expiresAt.toISOString(), limit: "the cached credentials" }
      : lifetimeOf(plan, system.now()),
  };
}

/** What a metadata service is asked; it is not asked when the cache answers a later step. */
function sourceCalls({ source }: Plan, count: number): readonly ExplainedCall[] {
  if (source.kind !== "container" && source.kind !== "instance") return [];
  const { profile, from: line, url } = source;
  const state = count > 0 ? "needless" : "to be made";
  const parameters = { profile, line };
  return [{ action: "credential_source", host: new URL(url).host, parameters, state, needsMfaCode: false }];
}

function codeOf(
  step: Step,
  how: Pick<Plan, "mfaProcess"> & { readonly isToBeMade: boolean; readonly isGiven: boolean },
): Pick<ExplainedCall, "needsMfaCode" | "mfaProcess"> {
  const needsMfaCode = how.isToBeMade && "mfaSerial" in step && !how.isGiven;
  return { needsMfaCode, ...(needsMfaCode && how.mfaProcess ? { mfaProcess: how.mfaProcess.from } : {}) };
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

function describeCall(
  hop: Step,
  endpoint: Endpoint | undefined,
): Pick<ExplainedCall, "action" | "host" | "parameters"> {
  const host = endpoint === undefined ? "" : new URL(endpoint.url).host;
  switch (hop.kind) {
    case "process":
      return { action: "credential_process", parameters: { profile: hop.profile, line: hop.from } };
    case "web-identity":
      return { action: "AssumeRoleWithWebIdentity", host, parameters: describeIdentity(hop) };
    case "saml":
      return { action: "AssumeRoleWithSAML", host, parameters: describeIdentity(hop) };
    case "session-token": {
      const { mfaSerial, durationSeconds } = hop;
      const duration = durationSeconds === undefined ? {} : { durationSeconds: String(durationSeconds) };
      return { action: "GetSessionToken", host, parameters: { mfaSerial, ...duration } };
    }
    case "assume-role": {
      const { kind: _kind, name, tags, ...rest } = hop;
      const pairs = tags?.map(({ key, value }) => `${key}=${value}`);
      const given = { profile: name, ...rest, ...(pairs ? { tags: pairs } : {}) };
      return { action: "AssumeRole", host, parameters: toTexts(given) };
    }
  }
}

/** The parameters of a role that a token or an assertion opens; of these two where they come from. */
function describeIdentity(source: IdentitySource): Readonly<Record<string, string>> {
  const { kind, name, ...rest } = source;
  const { from } = placeOfProof(source);
  const { roleArn = "(one that the assertion offers)", policyArns, ...texts } = rest;
  const proof = kind === "saml" ? { assertion: from } : { token: from };
  return toTexts({ profile: name, roleArn, ...texts, ...(policyArns ? { policyArns } : {}), ...proof });
}

function toTexts(given: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, shownText(key, String(value))]),
  );
}

/** A policy is whole, for programs that look at it; what a person reads is cut to its first line, too. */
function shownText(key: string, text: string): string {
  return key === "session_policy" || key === "policy" ? text : firstLine(text);
}
