import { toTimestamp } from "../aws/credentials.ts";
import { ConfigError } from "../errors.ts";
import { giveBack, holdBack } from "../held_back.ts";
import type { System } from "../system.ts";
import type { Session } from "./session.ts";

/** A change to the caller's environment, in order; `null` means: unset this variable. */
export type EnvChange = ReadonlyMap<string, string | null>;

/**
 * Every variable that a switch owns. First what awsume exports (AWS_PROFILE and AWSUME_COMMAND as the
 * original did), then all that could make an AWS SDK choose other credentials than the exported ones:
 * https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html
 * Those of a container's service are none: every SDK looks there last, and the next switch may need them. They are
 * held back behind a profile that renews itself (`held_back.ts`).
 */
const owned = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_ACCOUNT_ID",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWSUME_PROFILE",
  "AWSUME_EXPIRATION",
  "AWSUME_COMMAND",
] as const;

/** What every change begins with: all that awsume, or anybody else, has put into the environment for AWS. */
export const unsetAll: EnvChange = new Map(owned.map((name) => [name, null]));

type Env = System["env"];

/** The change that ends a switch in a shell with this environment. Throws ConfigError as `toEnvChange` does. */
export function toUnset(env: Env): EnvChange {
  return changeTo({}, giveBack(env));
}

/**
 * The change that makes a shell with this environment work with this session and nothing else. Throws ConfigError when
 * a value holds a control character: no shell needs one, and a line end could smuggle a command into some.
 */
export function toEnvChange(session: Session, env: Env): EnvChange {
  const { credentials, profile, region } = session;
  const expiresAt = credentials.expiresAt && toTimestamp(credentials.expiresAt);
  return changeTo({
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expiresAt,
    AWS_ACCOUNT_ID: credentials.accountId,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWSUME_PROFILE: profile,
    AWSUME_EXPIRATION: expiresAt,
  }, giveBack(env));
}

/** A profile that renews itself, and what it renews. */
export interface AutoSession {
  readonly profile: string;
  readonly autoProfile: string;
  readonly region?: string;
}

/**
 * The change that makes a shell with this environment work with a profile that renews itself: no keys, which would win
 * over it, and nothing that a program could go on to where it refuses. Throws ConfigError as `toEnvChange` does.
 */
export function toAutoChange({ profile, autoProfile, region }: AutoSession, env: Env): EnvChange {
  return changeTo({
    // Alone: boto3 and the AWS CLI 1 prefer AWS_DEFAULT_PROFILE to an AWS_PROFILE that somebody sets later.
    AWS_PROFILE: autoProfile,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWSUME_PROFILE: profile,
  }, holdBack(env));
}

function changeTo(values: Readonly<Record<string, string | undefined>>, more: EnvChange): EnvChange {
  const change = new Map(unsetAll);
  for (const [name, value] of [...Object.entries(values), ...more]) {
    if (value !== undefined) change.set(name, value === null ? null : printable(name, value));
  }
  return change;
}

function printable(name: string, value: string): string {
  // deno-lint-ignore no-control-regex -- the class \p{Cc}, which takes ten times as long to build
  if (!/[\0-\x1f\x7f-\x9f]/.test(value)) return value;
  throw new ConfigError(`Cannot export ${name}: its value holds a control character`, {
    hint: "Look for a line break or an invisible character where this value is set",
  });
}
