import { AuthError, AwsError } from "../errors.ts";
import type { Credentials } from "./credentials.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The credentials that a `credential_process` printed, whose name is for messages. No part of the text is repeated in
 * one. Throws AwsError for what is not of that form, AuthError for credentials that have ended.
 */
export function decodeProcessOutput(text: string, name: string, now: Date): Credentials {
  const refuse: Refuse = (problem) => {
    const hint = "Run the command by hand: it must print one JSON object of Version 1, and nothing else";
    return new AwsError(`Cannot use ${name}: ${problem}`, { hint });
  };
  const fields = parseObject(text, refuse);
  if (fields.Version !== 1) throw refuse("what its command prints is not of Version 1");
  const accessKeyId = readText(fields, "AccessKeyId", refuse);
  const secretAccessKey = readText(fields, "SecretAccessKey", refuse);
  const sessionToken = readText(fields, "SessionToken", refuse);
  const expiration = readText(fields, "Expiration", refuse);
  if (!accessKeyId) throw refuse("its command prints no AccessKeyId");
  if (!secretAccessKey) throw refuse("its command prints no SecretAccessKey");
  const expiresAt = expiration === undefined ? undefined : readEnd(expiration, refuse);
  if (expiresAt !== undefined && expiresAt <= now) {
    throw new AuthError(
      `Cannot use ${name}: the credentials that its command prints ended at ${expiresAt.toISOString()}`,
      { hint: "Run the command by hand: it must get new ones, perhaps after a login of its own" },
    );
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

type Refuse = (problem: string) => AwsError;

/** The reader's own message would quote the text. */
function parseObject(text: string, refuse: Refuse): Fields {
  if (text.trim() === "") throw refuse("its command prints nothing");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("what its command prints is no JSON");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw refuse("what its command prints is no JSON object");
}

/** A null or an empty text is an absent field. Anything that is not plain ASCII could not be sent as a key. */
function readText(fields: Fields, name: string, refuse: Refuse): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string" && /^[\x21-\x7e]+$/.test(value)) return value;
  throw refuse(`${name} in what its command prints is no text, or holds a blank`);
}

/** ISO 8601; without a zone it is UTC, because that is what AWS prints. Also botocore's `…UTC`. */
function readEnd(text: string, refuse: Refuse): Date {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|UTC|[+-]\d\d:?\d\d)?$/i.exec(text);
  const [, date, time, , zone = "Z"] = parts ?? [];
  const offset = zone.toUpperCase().replace("UTC", "Z").replace(/(\d\d)(\d\d)$/, "$1:$2");
  const end = new Date(`${date}T${time}${offset}`);
  if (!Number.isNaN(end.getTime())) return end;
  throw refuse("Expiration in what its command prints is no time such as 2026-01-31T12:00:00Z");
}
