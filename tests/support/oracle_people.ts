import assert from "node:assert/strict";
import type { FakeAws } from "./fake_aws.ts";

const people = ["alice", "bob", "env", "process", "machine", "task"] as const;
/** Users and machines. */
export type Person = typeof people[number];

/** Somebody's key and secret. */
export function keysOf(person: Person): { readonly accessKeyId: string; readonly secretAccessKey: string } {
  return {
    accessKeyId: `AKIAFAKE${person.toUpperCase()}EXAMPLE`,
    secretAccessKey: `fake/${person}+secret/==`,
  };
}

/** The two lines of somebody's keys in a profile. */
export function keys(person: Person): string {
  const { accessKeyId, secretAccessKey } = keysOf(person);
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

/** The variables with somebody's keys. */
export function keyVariables(person: Person): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey } = keysOf(person);
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

/** Roles by the digit of their accounts: `locked` wants MFA, `web` a token, and nobody gets `closed`. */
const roleAccounts = { one: "2", two: "3", three: "4", locked: "5", closed: "6", web: "7" } as const;

/** The line of a role's ARN in a profile. */
export function role(name: keyof typeof roleAccounts): string {
  return `role_arn = ${arnOf(name)}\n`;
}

/** The device of `alice`; nobody else has one. */
export const oracleMfaSerial = "arn:aws:iam::111111111111:mfa/alice";

/** The ARN itself. */
export function arnOf(name: keyof typeof roleAccounts): string {
  return `arn:aws:iam::${roleAccounts[name].repeat(12)}:role/${name}`;
}

/** Keys of machines come with a token. */
export const machineToken = "fake/machine+token==";

/** Who and what there is. */
export const oracleAccounts = {
  users: people.map((person) => ({
    ...keysOf(person),
    arn: `arn:aws:iam::111111111111:user/${person}`,
    ...(person === "alice" ? { mfaSerial: oracleMfaSerial } : {}),
    ...(person === "machine" || person === "task" ? { sessionToken: machineToken } : {}),
  })),
  roles: [
    { arn: arnOf("one") },
    { arn: arnOf("two"), maxDurationSeconds: 43200 },
    { arn: arnOf("three") },
    { arn: arnOf("locked"), requiresMfa: true },
    { arn: arnOf("closed"), trusts: [] },
    { arn: arnOf("web"), federation: { issuer: "https://issuer.example", audience: "sts" } },
  ],
};

/** Whole credentials, as a program would use them. */
export interface Whole {
  readonly key: string;
  readonly secret: string;
  readonly token?: string;
}

/**
 * Whose credentials these are, by the calls that led to them: `alice`, then `>` and each role. What is not as it was given
 * out is said: `alice with another secret`, `machine without its token`, `alice with the token x`.
 */
export function describeWhole({ key, secret, token }: Whole, aws: Pick<FakeAws, "calls" | "issued">): string {
  // An empty one, which boto3 takes from a profile: AWS refuses every call with it.
  if (key === "") return "error";
  const own = [...oracleAccounts.users, ...aws.issued].find(({ accessKeyId }) => accessKeyId === key);
  if (own === undefined) return "a stranger";
  const name = describe(key, aws);
  const secrets = secret === own.secretAccessKey ? [] : ["another secret"];
  if (token === own.sessionToken) return [name, ...secrets].join(" with ");
  if (token === undefined) return [name, ...secrets].join(" with ") + " without its token";
  return [name, ...secrets, `the token ${token}`].join(" with ");
}

/** Whose key that is, by the calls that led to it. */
function describe(key: string, aws: Pick<FakeAws, "calls" | "issued">): string {
  const person = /^AKIAFAKE([A-Z]+)EXAMPLE$/.exec(key)?.[1];
  if (person !== undefined) return person.toLowerCase();
  const index = aws.issued.findIndex(({ accessKeyId }) => accessKeyId === key);
  // Every call that gave nothing was the last one, so that those that gave something are the first.
  const call = aws.calls.filter(({ action }) => action !== "GetCallerIdentity")[index];
  assert.ok(call, `nobody gave out ${key}: ${JSON.stringify(aws.calls)}`);
  const by = call.accessKeyId === undefined ? "token" : describe(call.accessKeyId, aws);
  return call.action === "GetSessionToken" ? by : `${by} > ${describeRole(call.params)}`;
}

function describeRole({ RoleArn = "", ...params }: Readonly<Record<string, string>>): string {
  const { ExternalId, DurationSeconds, RoleSessionName = "" } = params;
  const chosen = RoleSessionName.startsWith("chosen") ? RoleSessionName : undefined;
  const more = [ExternalId, DurationSeconds, chosen].filter((each) => each !== undefined);
  const name = RoleArn.split("/").at(-1) ?? "";
  return more.length === 0 ? name : `${name}(${more.join(", ")})`;
}
