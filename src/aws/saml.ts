import { AuthError } from "../errors.ts";
import { loadXml } from "../lazy.ts";

/** A role that an assertion offers, and the provider in AWS that vouches for it. */
export interface SamlRole {
  readonly roleArn: string;
  readonly principalArn: string;
}

/** What an assertion says. AWS checks its signature; here it is read, never believed. */
export interface Assertion {
  /** Base64 without line breaks, as STS takes it. A secret. */
  readonly text: string;
  /** Each pair once, in the order of the document; one at least. */
  readonly roles: readonly SamlRole[];
  /** How long a session the identity provider grants; 900 to 43200. */
  readonly sessionSeconds?: number;
  /** STS takes it no longer from then on. */
  readonly endsAt?: Date;
}

/** What STS takes at most, in characters of base64. */
export const assertionLimit = 100_000;

const namespace = "https://aws.amazon.com/SAML/Attributes";

/**
 * Reads an assertion of SAML 1.0, 1.1 or 2.0 in base64, by itself or in its Response. Entities of the document's own
 * are refused unread, and so is whatever STS would not take. No part of it is repeated in a message: `from` says where
 * it lies. Throws AuthError.
 * The attributes: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
export async function readAssertion(base64: string, from: string): Promise<Assertion> {
  const unreadable: Refuse = (why) =>
    new AuthError(`Cannot read the SAML assertion of ${from}: ${why}`, {
      hint: "Give the SAMLResponse that the identity provider sends to AWS, in base64",
    });
  const text = base64.replaceAll(/\s/g, "");
  if (text.length > assertionLimit) throw unreadable(`it is longer than ${assertionLimit} characters`);
  const nodes = allNodes(await parseXml(decode(text, unreadable), unreadable));
  const roles = toRoles(valuesOf("Role", nodes));
  if (roles.length === 0) {
    throw new AuthError(`Cannot use the SAML assertion of ${from}: it names no role of AWS`, {
      hint: "Ask who runs the identity provider to give you a role of AWS",
    });
  }
  const [seconds] = valuesOf("SessionDuration", nodes).filter((value) => /^\d+$/.test(value)).map(Number);
  const endsAt = findEnd(nodes);
  return {
    text,
    roles,
    ...(seconds !== undefined && seconds >= 900 && seconds <= 43200 ? { sessionSeconds: seconds } : {}),
    ...(endsAt === undefined ? {} : { endsAt }),
  };
}

/** Makes the error for an assertion that cannot be read. */
type Refuse = (why: string) => AuthError;

type Node = Readonly<Record<string, unknown>>;

function decode(text: string, unreadable: Refuse): string {
  if (text === "") throw unreadable("it is empty");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(atob(text), toCode));
  } catch {
    throw unreadable("it is no XML in base64");
  }
}

function toCode(character: string): number {
  return character.charCodeAt(0);
}

/** What the parser says would quote the document. */
async function parseXml(xml: string, unreadable: Refuse): Promise<unknown> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw unreadable("it defines entities of its own");
  const { XMLParser } = await loadXml();
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    // It is what turns &#47; into a slash.
    htmlEntities: true,
  });
  try {
    return parser.parse(xml, true);
  } catch {
    throw unreadable("it is no XML in base64");
  }
}

/** Every element with the name it has, however deep. */
function allNodes(root: unknown): readonly (readonly [name: string, node: Node])[] {
  const found: (readonly [string, Node])[] = [];
  const open: unknown[] = [root];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (!isNode(next)) continue;
    const children = Object.entries(next).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).filter(isNode).map((node) => [name, node] as const)
    );
    found.push(...children);
    open.push(...children.map(([, node]) => node));
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** SAML 2.0 has one name for an attribute, SAML 1 a namespace beside a name, and some write the whole there. */
function valuesOf(name: string, nodes: ReturnType<typeof allNodes>): readonly string[] {
  const full = `${namespace}/${name}`;
  const attributes = nodes.filter(([tag, node]) =>
    tag === "Attribute" && (node["@Name"] === full || node["@AttributeName"] === full ||
      (node["@AttributeName"] === name &&
        String(node["@AttributeNamespace"]).replace(/\/$/, "") === namespace))
  );
  return attributes.flatMap(([, { AttributeValue: values }]) =>
    (Array.isArray(values) ? values : [values]).map((value) => textOf(value).trim())
  );
}

function textOf(value: unknown): string {
  if (isNode(value)) return textOf(value["#text"]);
  return typeof value === "string" ? value : "";
}

/** Identity providers write the two ARNs of a pair in either order. A value that is no such pair is passed over. */
function toRoles(values: readonly string[]): readonly SamlRole[] {
  const pairs = values.flatMap((value) => {
    const parts = value.split(",").map((part) => part.trim());
    const roleArn = parts.find((part) => /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(part));
    const principalArn = parts.find(isPrincipalArn);
    return parts.length === 2 && roleArn && principalArn ? [{ roleArn, principalArn }] : [];
  });
  return pairs.filter((pair, index) => pairs.findIndex((other) => isSame(pair, other)) === index);
}

/** Whether a text is the ARN of a SAML provider in AWS. */
export function isPrincipalArn(text: string): boolean {
  return /^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/[\w.-]{1,128}$/.test(text);
}

function isSame(one: SamlRole, other: SamlRole): boolean {
  return one.roleArn === other.roleArn && one.principalArn === other.principalArn;
}

/** The first of the ends that are written down. */
function findEnd(nodes: ReturnType<typeof allNodes>): Date | undefined {
  const ends = nodes.filter(([name]) => name === "Conditions" || name === "SubjectConfirmationData")
    .map(([, node]) => Date.parse(String(node["@NotOnOrAfter"]))).filter((time) => !Number.isNaN(time));
  return ends.length === 0 ? undefined : new Date(Math.min(...ends));
}
