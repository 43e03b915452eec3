/**
 * The ways to get first credentials, and which of them a profile uses.
 *
 * @module
 */
import type { Credentials } from "../aws/credentials.ts";
import type { Network } from "../aws/endpoints.ts";
import { placeOf, type Profile } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { type AmbientSource, readAmbient } from "./ambient.ts";
import { type ContainerSource, fetchContainer } from "./container.ts";
import { type EnvironmentSource, fetchEnvironment } from "./environment.ts";
import { fetchHanded, type HandedSource } from "./handed.ts";
import { type IdentitySource, placeOfProof, readIdentity } from "./identity.ts";
import { fetchInstance, type InstanceSource } from "./instance.ts";
import { fetchKeys, type KeysSource, readKeys } from "./keys.ts";
import {
  fetchProcess,
  type ProcessSource,
  readProcess,
  refuseCircle,
  refuseProcessCircle,
} from "./process.ts";
import { describePlace } from "./proof.ts";
import { fetchSaml } from "./saml.ts";
import { fetchWebIdentity } from "./web_identity.ts";

/** First credentials that are known when the plan is made. */
export type KnownSource = KeysSource | EnvironmentSource | HandedSource;

/** First credentials of a service of the place that awsume runs in. */
export type MetadataSource = ContainerSource | InstanceSource;

/** First credentials whose owner nobody knows before they are there: another's the next time, as far as anyone can tell. */
export type OpenSource = ProcessSource | MetadataSource;

/** First credentials that may be remembered until they end, as those of a role are: what decides about them is known. */
export type KeptSource = ProcessSource | IdentitySource;

/** Where the first credentials of a plan come from. */
export type Source = KnownSource | OpenSource | IdentitySource;

/** Settings of sources that awsume cannot use yet; the AWS CLI lets these win over any access keys. */
const beforeKeys = ["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"];
/** The same, for sources that win over keys in the config file but not over keys in the credentials file. */
const beforeConfigKeys = ["login_session"];

/**
 * The source that the AWS CLI v2 would choose for this profile, or undefined when it has none. A source that
 * cannot be used yet stops here with a ConfigError: the next one in line would be somebody else's identity.
 */
export function readSource(profile: Profile, env: System["env"]): Source | undefined {
  refuseOwn(profile);
  const identity = readIdentity(profile);
  if (identity !== undefined) return identity;
  const keys = readKeys(profile);
  // Its order: keys count twice, by their file. It passes over a credential_source that stands under no role, so that
  // one counts last here.
  return refuse(profile, beforeKeys) ?? (keys?.origin === "credentials" ? keys : undefined) ??
    refuse(profile, beforeConfigKeys) ?? readProcess(profile) ?? keys ?? readAmbient(profile, env);
}

/**
 * The source in a role's own profile, beside which no source_profile stands; undefined when there is none. Keys are
 * none: the AWS CLI wants the profile to name itself as its source then. It refuses a process, which the original
 * awsume runs. Throws ConfigError.
 */
export function readRoleSource(profile: Profile, env: System["env"]): Source | undefined {
  const ambient: AmbientSource | undefined = readAmbient(profile, env);
  if (ambient !== undefined) return ambient;
  const source = readSource(profile, env);
  if (source?.kind !== "process") return undefined;
  const key = profile.settings.get("aws_access_key_id");
  if (key === undefined) return source;
  throw new ConfigError(
    `Cannot assume the role of profile "${profile.name}": credential_process (${source.from}) and ` +
      `aws_access_key_id (${placeOf(key)}) exclude each other`,
    { hint: "Remove one of the two, or name the profile that may assume the role as source_profile" },
  );
}

/** The first credentials of a plan; the network is the plan's. Throws AuthError, AwsError, ConfigError, Interrupted. */
export function fetchSource(source: Source, network: Network, system: System): Promise<Credentials> {
  switch (source.kind) {
    case "keys":
      return Promise.try(fetchKeys, source, system);
    case "environment":
      return Promise.try(fetchEnvironment, source, system);
    case "handed":
      return Promise.try(fetchHanded, source, system);
    case "process":
      return fetchProcess(source, system);
    case "container":
      return fetchContainer(source, system);
    case "instance":
      return fetchInstance(source, system);
    case "web-identity":
      return fetchWebIdentity(source, network, system);
    case "saml":
      return fetchSaml(source, network, system);
  }
}

/** A command that comes back to awsume for what it shall help to get would wait for itself. Throws ConfigError. */
export function refuseCommandCircle(source: KeptSource, system: System): void {
  if (source.kind === "process") return refuseProcessCircle(source, system);
  const place = placeOfProof(source);
  if (place.kind === "command") refuseCircle(place.profile, place.from, system);
}

/** What may be shown or logged of a source: never a secret. The one place that decides this. */
export function describeSource(source: Source): Readonly<Record<string, string>> {
  switch (source.kind) {
    case "keys":
    case "environment":
    case "handed":
      return { kind: "keys", accessKeyId: source.credentials.accessKeyId };
    case "process":
      return { kind: "process", profile: source.profile, from: source.from };
    case "container":
    case "instance":
      return {
        kind: source.kind,
        profile: source.profile,
        from: source.from,
        host: new URL(source.url).host,
      };
    case "web-identity":
    case "saml":
      return { kind: source.kind, profile: source.name, ...describePlace(placeOfProof(source)) };
  }
}

/** Whether the source gives what variables say that a switch itself sets and unsets. */
export function isOfVariables({ kind }: Source): boolean {
  return kind === "environment";
}

/** The source, if it is a role that a token or an assertion opens. */
export function toIdentity(source: Source): IdentitySource | undefined {
  return source.kind === "web-identity" || source.kind === "saml" ? source : undefined;
}

/** The credentials that need not be fetched. */
export function knownCredentials(source: Source): Credentials | undefined {
  return "credentials" in source ? source.credentials : undefined;
}

/** What is known of a source's credentials before they are there: those of a user, of a session, or either. */
export type Tenure = "long-term" | "temporary" | "unknown";

/** The tenure of a source. */
export function tenureOf(source: Source): Tenure {
  const known = knownCredentials(source);
  if (known === undefined) return source.kind === "process" ? "unknown" : "temporary";
  return known.sessionToken === undefined ? "long-term" : "temporary";
}

function refuse(profile: Profile, keys: readonly string[]): undefined {
  const key = keys.find((key) => profile.settings.has(key));
  const setting = key === undefined ? undefined : profile.settings.get(key);
  if (key === undefined || setting === undefined) return undefined;
  throw new ConfigError(
    `Cannot get credentials for profile "${profile.name}": ${key} (${placeOf(setting)}) is not ` +
      "supported yet",
    { hint: "Use a profile with access keys, or one that reaches such a profile by source_profile" },
  );
}

/** A profile of `--auto-refresh` runs awsume: it would wait for itself. */
function refuseOwn({ name, settings }: Profile): void {
  const isOwn = settings.get("manager")?.value === "awsume" && settings.has("autoawsume");
  if (!isOwn || !settings.has("credential_process")) return;
  throw new ConfigError(
    `Cannot get credentials for profile "${name}": awsume wrote it for other programs, which get them from awsume`,
    { hint: "Use the profile that it renews" },
  );
}
