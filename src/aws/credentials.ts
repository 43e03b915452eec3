/** AWS credentials. Without `sessionToken` they are the long-term keys of an IAM user (or of root). */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** The instant at which AWS stops accepting them, by this computer's clock; left out where they do not expire. */
  readonly expiresAt?: Date;
  /** That instant by AWS's clock, where this computer's is ahead of it: nobody may keep them longer than that. */
  readonly keepUntil?: Date;
  /** The account that they are of, twelve digits, where that is known. */
  readonly accountId?: string;
}

/** What a `credential_process` prints, as one line of JSON: the SDKs' form, version 1. */
export function toProcessJson(credentials: Credentials): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId } = credentials;
  const output = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiresAt && toTimestamp(expiresAt),
    AccountId: accountId,
  };
  return `${JSON.stringify(output)}\n`;
}

/** UTC with its zone and without fractions, as AWS writes it: `2026-01-02T03:04:05Z`. */
export function toTimestamp(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, "Z");
}

/** `{ accountId }` for twelve digits, and nothing for what is no account: SDKs would fail on it. */
export function withAccount(text: unknown): Pick<Credentials, "accountId"> {
  return typeof text === "string" && /^\d{12}$/.test(text) ? { accountId: text } : {};
}

/** The account in an ARN of IAM or STS, in the same form. */
export function accountOf(arn: unknown): Pick<Credentials, "accountId"> {
  return withAccount(
    typeof arn === "string" ? /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):/.exec(arn)?.[1] : undefined,
  );
}
