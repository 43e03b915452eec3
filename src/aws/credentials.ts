/** AWS credentials. Without `sessionToken` they are the long-term keys of an IAM user (or of root). */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** The instant at which AWS stops accepting them; left out where they do not expire. */
  readonly expiresAt?: Date;
}

/** What a `credential_process` prints, as one line of JSON: the SDKs' form, version 1. */
export function toProcessJson(credentials: Credentials): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
  const output = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiresAt && toTimestamp(expiresAt),
  };
  return `${JSON.stringify(output)}\n`;
}

/** UTC with its zone and without fractions, as AWS writes it: `2026-01-02T03:04:05Z`. */
export function toTimestamp(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, "Z");
}
