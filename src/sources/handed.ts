import { accountOf, type Credentials, withAccount } from "../aws/credentials.ts";
import { findKeyFault } from "../aws/key_faults.ts";
import { readTimestamp } from "../aws/timestamp.ts";
import { AuthError, ConfigError, UsageError } from "../errors.ts";
import type { System } from "../system.ts";

/** Credentials that were given on the command line. */
export interface HandedSource {
  readonly kind: "handed";
  readonly credentials: Credentials;
  /** The region that came with them. */
  readonly region?: string;
}

/** The profile that messages and AWSUME_PROFILE name for them, as the original has it. */
export const handedProfile = "json";

/**
 * The value of `--json`: `{ AccessKeyId, SecretAccessKey, SessionToken, Expiration, Region, AccountId }`, by itself or below
 * `Credentials`, as the AWS CLI's `sts` commands print it. All but the first two may be missing. No part of the text
 * is repeated in a message. Throws AuthError, ConfigError, UsageError.
 */
export function readHanded(text: string): HandedSource {
  const given = parseObject(text);
  const fields = isObject(given.Credentials) ? given.Credentials : given;
  const read = (name: string): string | undefined => readField(fields[name] ?? given[name], name);
  const [accessKeyId, secretAccessKey] = [read("AccessKeyId"), read("SecretAccessKey")];
  const [sessionToken, expiration, region] = [read("SessionToken"), read("Expiration"), read("Region")];
  if (!accessKeyId || !secretAccessKey) {
    throw new AuthError("Cannot use --json: there are no credentials in it", {
      hint: 'Give {"AccessKeyId": …, "SecretAccessKey": …, "SessionToken": …}, as `aws sts` prints it',
    });
  }
  const expiresAt = expiration === undefined ? undefined : readEnd(expiration);
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    // `aws sts` names the role, and its session, beside the credentials.
    ...accountOf(isObject(given.AssumedRoleUser) ? given.AssumedRoleUser.Arn : undefined),
    ...withAccount(fields.AccountId ?? given.AccountId),
  };
  refuseFaulty(credentials);
  return { kind: "handed", credentials, ...(region ? { region } : {}) };
}

function refuseFaulty(credentials: Credentials): void {
  const fault = findKeyFault(credentials);
  if (fault === undefined) return;
  const name = `${fault.part.slice(0, 1).toUpperCase()}${fault.part.slice(1)}`;
  throw new ConfigError(`Cannot use --json: ${name} ${fault.text}`, {
    hint: "Give the keys as they were printed, all of them",
  });
}

/** Throws AuthError for credentials that have ended. */
export function fetchHanded({ credentials }: HandedSource, system: Pick<System, "now">): Credentials {
  const { expiresAt } = credentials;
  if (expiresAt === undefined || expiresAt > system.now()) return credentials;
  throw new AuthError(`Cannot use --json: these credentials ended at ${expiresAt.toISOString()}`, {
    hint: "Get new ones",
  });
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The reader's own message would quote the text. */
function parseObject(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError("Cannot use --json: its value is no JSON", {
      hint: "Quote it for the shell: --json '{…}'; -l and explain take --json without a value",
    });
  }
  if (isObject(value)) return value;
  throw new UsageError("Cannot use --json: its value is no JSON object", { hint: "Give {…}" });
}

/** A null is an absent field, as the AWS CLI prints one. */
function readField(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value.trim();
  throw new UsageError(`Cannot use --json: ${name} is no text`, { hint: `Write "${name}": "…"` });
}

function readEnd(text: string): Date {
  const end = readTimestamp(text);
  if (end !== undefined) return end;
  throw new UsageError("Cannot use --json: its Expiration is no time", {
    hint: "Write it as 2026-01-31T12:00:00Z",
  });
}
