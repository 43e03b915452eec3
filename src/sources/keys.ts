import { type Credentials, withAccount } from "../aws/credentials.ts";
import { findKeyFault, lacksToken } from "../aws/key_faults.ts";
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
 * Throws ConfigError for half a pair, for two tokens, and for what cannot be a key.
 */
export function readKeys(profile: Profile): KeysSource | undefined {
  const id = profile.settings.get("aws_access_key_id");
  const secret = profile.settings.get("aws_secret_access_key");
  if (!id?.value && !secret?.value) return undefined;
  if (!id?.value || !secret?.value || id.origin !== secret.origin) throw halfPair(profile, id, secret);
  const token = findToken(profile, id.origin);
  const credentials: Credentials = {
    accessKeyId: id.value,
    secretAccessKey: secret.value,
    ...(token === undefined ? {} : { sessionToken: token.value }),
    ...withAccount(profile.settings.get("aws_account_id")?.value),
  };
  if (lacksToken(credentials)) throw halfTemporary(profile, id);
  const fault = findKeyFault(credentials);
  if (fault === undefined) return toSource(profile, id.origin, credentials);
  const { part, text } = fault;
  const place = placeOf({ accessKeyId: id, secretAccessKey: secret, sessionToken: token }[part]);
  throw new ConfigError(`${toAction(profile)}: ${names[part]} (${place}) ${text}`, { hint: copyAgain });
}

/** The keys with the end that stands beside them in the file. */
function toSource(
  profile: Profile,
  origin: ProfileSetting["origin"],
  credentials: Credentials,
): KeysSource {
  const end = readProfileEnd(profile, { origin, credentials });
  return {
    kind: "keys",
    profile: profile.name,
    origin,
    credentials: withEnd(credentials, end),
    ...(end === undefined ? {} : { end }),
  };
}

const copyAgain = "Copy the keys again, all of them into the same file, as plain text";

const names = {
  accessKeyId: "aws_access_key_id",
  secretAccessKey: "aws_secret_access_key",
  sessionToken: "aws_session_token",
};

/** The token beside the keys of this file. `aws_security_token` is its older name, which boto wrote. */
function findToken(profile: Profile, origin: ProfileSetting["origin"]): ProfileSetting | undefined {
  const [token, older] = ["aws_session_token", "aws_security_token"].map((key) => {
    const setting = profile.settings.get(key);
    const found = setting?.origin === origin ? setting : setting?.hidden;
    return found?.origin === origin && found.value !== "" ? found : undefined;
  });
  if (token === undefined || older === undefined || token.value === older.value) return token ?? older;
  throw new ConfigError(
    `${toAction(profile)}: aws_session_token (${placeOf(token)}) and aws_security_token (${
      placeOf(older)
    }) differ`,
    { hint: "Remove the one that is out of date" },
  );
}

function toAction({ name }: Profile): string {
  return `Cannot use the access keys of profile "${name}"`;
}

function halfTemporary(profile: Profile, id: ProfileSetting): ConfigError {
  return new ConfigError(
    `${toAction(profile)}: aws_session_token is missing beside ${
      placeOf(id)
    }, and a key that begins with ASIA ` +
      "works with its token alone",
    { hint: copyAgain },
  );
}

/** The keys, while they live. Throws AuthError. */
export function fetchKeys({ profile, credentials, end }: KeysSource, system: System): Credentials {
  refuseEnded(end, `the keys of profile "${profile}"`, system);
  return credentials;
}

function halfPair(profile: Profile, id?: ProfileSetting, secret?: ProfileSetting): ConfigError {
  const action = toAction(profile);
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
