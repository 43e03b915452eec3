/**
 * What narrows or labels the session of a role, within the limits of STS:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * @module
 */

import { firstLine } from "./first_line.ts";

/** A session tag. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What may be said about a role's session beside who assumes it, and for how long. */
export interface RoleSession {
  /** JSON. The session may do what both this and the role allow. */
  readonly policy?: string;
  /** Managed policies, which narrow the session in the same way. */
  readonly policyArns?: readonly string[];
  readonly tags?: readonly Tag[];
  /** Keys of `tags` that the next roles of a chain inherit. */
  readonly transitiveTagKeys?: readonly string[];
  /** Who is behind the session, for CloudTrail; it cannot be changed further down a chain. */
  readonly sourceIdentity?: string;
}

/** Makes the error for a text that STS would not take: what is wrong with it, and the next step. */
export type Refuse = (problem: string, hint: string) => Error;

/**
 * Tags from `KEY=VALUE,KEY=VALUE`. A value may hold `=` or be empty, but cannot hold a comma; blanks are kept, as the
 * original keeps them. Throws what `refuse` makes.
 */
export function readTags(text: string, refuse: Refuse): readonly Tag[] {
  const tags = text.split(",").map((part) => readTag(part, refuse));
  if (tags.length > 50) throw refuse(`STS takes 50 tags, these are ${tags.length}`, "Leave some out");
  const keys = tags.map(({ key }) => key.toLowerCase());
  const again = keys.find((key, index) => keys.indexOf(key) !== index);
  if (again === undefined) return tags;
  throw refuse(
    `the key "${again}" is given twice; upper and lower case are the same to STS`,
    "Give each key once",
  );
}

function readTag(text: string, refuse: Refuse): Tag {
  const [, key, value] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw refuse(`"${start(text)}" has no "="`, "Write KEY=VALUE,KEY=VALUE; a value cannot hold a comma");
  }
  if (key === "") throw refuse(`"${start(text)}" has no key`, "Write KEY=VALUE,KEY=VALUE");
  const tooLong = [...key].length > 128 || [...value].length > 256;
  if (tooLong) {
    throw refuse(
      `the tag "${start(key)}" is too long`,
      "Give a key of at most 128 characters and a value of at most 256",
    );
  }
  const isTaken = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  if (isTaken.test(key) && isTaken.test(value)) return { key, value };
  throw refuse(
    `the tag "${start(key)}" has a character that STS does not take`,
    "Use letters, digits, blanks and _ . : / = + - @",
  );
}

/** Keys of tags, from `KEY,KEY`. Throws what `refuse` makes. */
export function readTagKeys(text: string, refuse: Refuse): readonly string[] {
  const keys = text.split(",");
  if (keys.every((key) => key !== "")) return keys;
  throw refuse("a key is empty", "Write KEY,KEY, the keys of tags that are given too");
}

/**
 * Those keys as the tags spell them, each once. Throws what `refuse` makes when one is the key of no tag: STS does not
 * look at tags that the role before has handed on.
 */
export function selectTagKeys(
  keys: readonly string[],
  tags: readonly Tag[],
  refuse: Refuse,
): readonly string[] {
  const found = keys.map((key) => {
    const tag = tags.find((tag) => tag.key.toLowerCase() === key.toLowerCase());
    if (tag) return tag.key;
    throw refuse(`no tag has the key "${start(key)}"`, "Name keys of tags that are given too");
  });
  return [...new Set(found)];
}

/** A session policy, as it was written. Throws what `refuse` makes unless it is a JSON object. */
export function readPolicy(text: string, refuse: Refuse): string {
  if (text.length > 2048) {
    throw refuse(`STS takes 2048 characters, these are ${text.length}`, "Use a managed policy by its ARN");
  }
  if (!isObject(text)) throw refuse("it is no JSON object", 'Write it as {"Version": "2012-10-17", …}');
  if (/^[\t\n\r\x20-\xff]*$/.test(text)) return text;
  throw refuse(
    "it has a character that STS does not take",
    "Write characters beyond Latin-1 as \\uXXXX",
  );
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The ARNs of managed policies, from `ARN,ARN`. Throws what `refuse` makes. */
export function readPolicyArns(text: string, refuse: Refuse): readonly string[] {
  const arns = text.split(",");
  const isArn = /^(?=.{20,2048}$)arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\x21-\x7e]+$/;
  const wrong = arns.find((arn) => !isArn.test(arn));
  if (wrong !== undefined) {
    throw refuse(
      `"${start(wrong)}" is no ARN of a policy`,
      "Write it as arn:aws:iam::aws:policy/ReadOnlyAccess or arn:aws:iam::123456789012:policy/NAME",
    );
  }
  if (arns.length <= 10) return arns;
  throw refuse(`STS takes 10 policies, these are ${arns.length}`, "Leave some out");
}

/** A source identity. Throws what `refuse` makes. */
export function readSourceIdentity(text: string, refuse: Refuse): string {
  if (/^(?!aws:)[\w+=,.@-]{2,64}$/.test(text)) return text;
  throw refuse(
    `"${start(text)}" is no name that STS takes`,
    "Use 2 to 64 of the characters A-Z a-z 0-9 _ + = , . @ -",
  );
}

/** Enough of a text to know it by. */
function start(text: string): string {
  const first = firstLine(text);
  return first.length > 60 ? `${first.slice(0, 60)}…` : first;
}
