import type { AwsError } from "../errors.ts";
import { type Credentials, withAccount } from "./credentials.ts";
import { findKeyFault, lacksToken } from "./key_faults.ts";
import { readTimestamp } from "./timestamp.ts";

/** The fields of a JSON object, not yet looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** Makes the error of a problem. No part of the text may stand in one. */
export type Refuse = (problem: string) => AwsError;

/** The JSON object that `what` is. The reader's own message would quote the text. Throws what `refuse` makes. */
export function readJsonObject(text: string, what: string, refuse: Refuse): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(`${what} is no JSON`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw refuse(`${what} is no JSON object`);
}

/**
 * The credentials in an answer; the field of the session token has two names. Unknown fields are passed over, as AWS
 * may add some. Throws what `refuse` makes for half a pair and for wrong types.
 */
export function decodeCredentials(
  fields: Fields,
  tokenName: "SessionToken" | "Token",
  refuse: Refuse,
): Credentials {
  const read = (name: string): string | undefined => readText(fields[name], name, refuse);
  const [accessKeyId, secretAccessKey] = [read("AccessKeyId"), read("SecretAccessKey")];
  const [sessionToken, expiration] = [read(tokenName), read("Expiration")];
  if (accessKeyId === undefined) throw refuse("there is no AccessKeyId");
  if (secretAccessKey === undefined) throw refuse("there is no SecretAccessKey");
  const expiresAt = expiration === undefined ? undefined : readTimestamp(expiration);
  if (expiration !== undefined && expiresAt === undefined) {
    throw refuse("Expiration is no time such as 2026-01-31T12:00:00Z");
  }
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...withAccount(fields.AccountId),
  };
  // A metadata service always gives a token, and who asks one looks for that.
  if (tokenName === "SessionToken" && lacksToken(credentials)) {
    throw refuse("there is no SessionToken, and a key that begins with ASIA works with one alone");
  }
  const fault = findKeyFault(credentials);
  if (fault === undefined) return credentials;
  const names = { accessKeyId: "AccessKeyId", secretAccessKey: "SecretAccessKey", sessionToken: tokenName };
  throw refuse(`${names[fault.part]} ${fault.text}`);
}

/** A null or an empty text is an absent field. What is not of plain ASCII could not be sent as a key. */
function readText(value: unknown, name: string, refuse: Refuse): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string" && /^[\x20-\x7e]+$/.test(value)) return value;
  throw refuse(`${name} is no text of one line`);
}
