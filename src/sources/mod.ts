/**
 * The ways to get first credentials, and which of them a profile uses.
 *
 * @module
 */
import type { Credentials } from "../aws/credentials.ts";
import type { Profile } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import type { EnvironmentSource } from "./environment.ts";
import { fetchHanded, type HandedSource } from "./handed.ts";
import { type KeysSource, readKeys } from "./keys.ts";
import { fetchProcess, type ProcessSource, readProcess } from "./process.ts";

/** First credentials that are known when the plan is made. */
export type KnownSource = KeysSource | EnvironmentSource | HandedSource;

/** First credentials that cost something to get: they are remembered until they end, as those of a role are. */
export type KeptSource = ProcessSource;

/** Where the first credentials of a plan come from. */
export type Source = KnownSource | KeptSource;

/** Settings of sources that awsume cannot use yet; the AWS CLI lets these win over any access keys. */
const beforeKeys = [
  "web_identity_token_file",
  "sso_session",
  "sso_start_url",
  "sso_account_id",
  "sso_role_name",
];
/** The same, for sources that win over keys in the config file but not over keys in the credentials file. */
const beforeConfigKeys = ["login_session"];

/**
 * The source that the AWS CLI v2 would choose for this profile, or undefined when it has none. A source that
 * cannot be used yet stops here with a ConfigError: the next one in line would be somebody else's identity.
 */
export function readSource(profile: Profile): Source | undefined {
  refuseOwn(profile);
  refuse(profile, beforeKeys);
  const keys = readKeys(profile);
  if (keys?.origin === "credentials") return keys;
  refuse(profile, beforeConfigKeys);
  refuse(profile, ["credential_source"]);
  return readProcess(profile) ?? keys;
}

/** The first credentials of a plan. Throws AuthError, AwsError, ConfigError, Interrupted. */
export function fetchSource(source: Source, system: System): Promise<Credentials> {
  switch (source.kind) {
    case "keys":
    case "environment":
      return Promise.resolve(source.credentials);
    case "handed":
      return Promise.try(fetchHanded, source, system);
    case "process":
      return fetchProcess(source, system);
  }
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
  }
}

/**
 * Everything that decides what a source returns, to be hashed into the names of entries and shown to nobody: a command
 * line may hold a secret. Of keys it is what may be shown: the id alone names the user.
 */
export function inputsOfSource(source: Source): unknown {
  switch (source.kind) {
    case "keys":
    case "environment":
    case "handed":
      return describeSource(source);
    case "process": {
      const { kind, profile, file, command } = source;
      return { kind, profile, file, command };
    }
  }
}

/** The source, if what it returns is kept in the cache. */
export function toKept(source: Source): KeptSource | undefined {
  switch (source.kind) {
    case "keys":
    case "environment":
    case "handed":
      return undefined;
    case "process":
      return source;
  }
}

/** The credentials that need not be fetched. */
export function knownCredentials(source: Source): Credentials | undefined {
  return "credentials" in source ? source.credentials : undefined;
}

/** What is known of a source's credentials before they are there: those of a user, of a session, or either. */
export function tenureOf(source: Source): "long-term" | "temporary" | "unknown" {
  const known = knownCredentials(source);
  if (known === undefined) return "unknown";
  return known.sessionToken === undefined ? "long-term" : "temporary";
}

function refuse(profile: Profile, keys: readonly string[]): void {
  const key = keys.find((key) => profile.settings.has(key));
  const setting = key === undefined ? undefined : profile.settings.get(key);
  if (key === undefined || setting === undefined) return;
  throw new ConfigError(
    `Cannot get credentials for profile "${profile.name}": ${key} (${setting.file}:${setting.line}) is not ` +
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
