import { type Credentials, withAccount } from "../aws/credentials.ts";
import { placeOf, type Profile, type ProfileSetting } from "../aws/profiles.ts";
import { ConfigError } from "../errors.ts";
import type { System } from "../system.ts";
import { type NotedEnd, readProfileEnd, refuseEnded, withEnd } from "./noted_end.ts";

/** Access keys that stand in the profile itself. */
export interface KeysSource {
  readonly kind: "keys";
  readonly profile: string;
  /** The file they stand in: the AWS CLI lets other sources win over keys in the config file. */
  readonly origin: "config" | "credentials";
  readonly credentials: Credentials;
  /** What stands beside them about their end. */
  readonly end?: NotedEnd;
}

/**
 * The profile's access keys, or undefined when it has none. Key, secret and token must stand in one file:
 * the AWS CLI reads them file by file too, and a pair put together from two is nobody's identity.
 * Throws ConfigError for half a pair.
 */
export function readKeys(profile: Profile): KeysSource | undefined {
  const id = profile.settings.get("aws_access_key_id");
  const secret = profile.settings.get("aws_secret_access_key");
  if (!id?.value && !secret?.value) return undefined;
  if (!id?.value || !secret?.value || id.origin !== secret.origin) throw halfPair(profile, id, secret);
  const token = profile.settings.get("aws_session_token");
  const sessionToken = token?.origin === id.origin && token.value ? { sessionToken: token.value } : {};
  const more = { ...sessionToken, ...withAccount(profile.settings.get("aws_account_id")?.value) };
  const credentials = { accessKeyId: id.value, secretAccessKey: secret.value, ...more };
  const end = readProfileEnd(profile, { origin: id.origin, credentials });
  return {
    kind: "keys",
    profile: profile.name,
    origin: id.origin,
    credentials: withEnd(credentials, end),
    ...(end === undefined ? {} : { end }),
  };
}

/** The keys, while they live. Throws AuthError. */
export function fetchKeys({ profile, credentials, end }: KeysSource, system: System): Credentials {
  refuseEnded(end, `the keys of profile "${profile}"`, system);
  return credentials;
}

function halfPair(profile: Profile, id?: ProfileSetting, secret?: ProfileSetting): ConfigError {
  const action = `Cannot use the access keys of profile "${profile.name}"`;
  if (id?.value && secret?.value) {
    return new ConfigError(
      `${action}: aws_access_key_id is in ${placeOf(id)}, aws_secret_access_key in ${placeOf(secret)}`,
      { hint: "Keep both in the same file" },
    );
  }
  const missing = id?.value ? "aws_secret_access_key" : "aws_access_key_id";
  const place = (id?.value ? id : secret) ?? secret;
  return new ConfigError(`${action}: ${missing} is missing beside ${placeOf(place)}`, {
    hint: `Add ${missing} to the same file`,
  });
}
