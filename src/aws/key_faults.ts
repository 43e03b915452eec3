import type { Credentials } from "./credentials.ts";

/** A part of access keys that cannot be right. `text` says why, without a character of it. */
export interface KeyFault {
  readonly part: "accessKeyId" | "secretAccessKey" | "sessionToken";
  readonly text: string;
}

/**
 * What is wrong with access keys before anybody is called: a character that the header of a request cannot hold, or that
 * comes with copying and belongs to no secret.
 */
export function findKeyFault(
  { accessKeyId, secretAccessKey, sessionToken = "" }: Credentials,
): KeyFault | undefined {
  const parts = [
    ["accessKeyId", accessKeyId, plain],
    // It is never sent, and services of other makers take secrets of any letters.
    ["secretAccessKey", secretAccessKey, copied],
    ["sessionToken", sessionToken, plain],
  ] as const;
  for (const [part, value, wrong] of parts) {
    const found = wrong.exec(value)?.[0];
    if (found !== undefined) return { part, text: `holds ${nameOf(found)}, which no key can hold` };
  }
  return undefined;
}

/**
 * Whether it is a temporary key without its token, which is half an identity.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
 */
export function lacksToken({ accessKeyId, sessionToken }: Credentials): boolean {
  return accessKeyId.startsWith("ASIA") && sessionToken === undefined;
}

const plain = /[^\x21-\x7e]/u;
/** Control characters, blanks that are none, what nobody sees, typographic quotes. */
const copied = /[^\S ]|[\p{Cc}\p{Cf}\u2018-\u201f\u00ab\u00bb]/u;

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const name = names.find(([pattern]) => pattern.test(character))?.[1];
  return name === undefined ? `U+${code}` : `${name} (U+${code})`;
}

const names: readonly (readonly [RegExp, string])[] = [
  [/\r/, "a carriage return"],
  [/\n/, "a line end"],
  [/\t/, "a tab"],
  [/ /, "a blank"],
  [/\u00a0/, "a no-break space"],
  [/\ufeff/, "a byte order mark"],
  [/[\u2018-\u201f\u00ab\u00bb]/, "a typographic quote"],
  [/\p{Cc}/u, "a control character"],
  [/\p{Cf}/u, "an invisible character"],
];
