import type { Refusal } from "./sigv4.ts";

/** What an XML document holds: elements by name, in order. */
export type Tree = { readonly [name: string]: string | Tree };

/** An answer; `wire`, when there, is written to the socket instead, and the socket closed. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly wire?: string;
}

/** The version of the STS API that is spoken. */
export const VERSION = "2011-06-15";

const REQUEST_ID = "00000000-fake-4000-8000-000000000000";

/** Credentials as STS gives them, for an hour from the beginning of 2026. */
export const given = {
  AccessKeyId: "ASIAFAKE",
  SecretAccessKey: "s",
  SessionToken: "t",
  Expiration: "2026-01-01T01:00:00Z",
};

/** An answer in STS's own XML. */
export function succeed(action: string, result: Tree): Reply {
  const inner = { [`${action}Result`]: result, ResponseMetadata: { RequestId: REQUEST_ID } };
  return { status: 200, body: toDocument(`${action}Response`, inner) };
}

/** An error answer in STS's own XML. */
export function refuse({ status, code, message }: Refusal): Reply {
  const type = status < 500 ? "Sender" : "Receiver";
  const inner = { Error: { Type: type, Code: code, Message: message }, RequestId: REQUEST_ID };
  return { status, body: toDocument("ErrorResponse", inner) };
}

/** A parameter breaks a rule of the API model. */
export function violated(name: string, value: string, rule: string): Refusal {
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const constraint = `failed to satisfy constraint: Member must ${rule}`;
  return invalid(`1 validation error detected: Value ${value} at '${member}' ${constraint}`);
}

/** There is no such action, or not in this version. */
export function unknownAction(action: string): Refusal {
  const message = `Could not find operation ${action} for version ${VERSION}`;
  return { status: 400, code: "InvalidAction", message };
}

/** The request makes no sense. */
export function invalid(message: string): Refusal {
  return { status: 400, code: "ValidationError", message };
}

/** The request is understood, and not allowed. */
export function denied(message: string): Refusal {
  return { status: 403, code: "AccessDenied", message };
}

function toDocument(root: string, tree: Tree): string {
  return `<${root} xmlns="https://sts.amazonaws.com/doc/${VERSION}/">\n${toXml(tree)}</${root}>\n`;
}

function toXml(tree: Tree): string {
  const parts = Object.entries(tree).map(([name, value]) => {
    const inner = typeof value === "string" ? escapeXml(value) : `\n${toXml(value)}`;
    return `<${name}>${inner}</${name}>\n`;
  });
  return parts.join("");
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
