/** AWS credentials. Without `sessionToken` they are the long-term keys of an IAM user (or of root). */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** The instant at which AWS stops accepting them; left out where they do not expire. */
  readonly expiresAt?: Date;
}
