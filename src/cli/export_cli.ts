/**
 * What `aws configure export-credentials` of the AWS CLI v2 writes, byte for byte: four variables at most, no
 * region, nothing unset, no quotes.
 * https://docs.aws.amazon.com/cli/latest/reference/configure/export-credentials.html
 *
 * @module
 */
import { toEnvChange } from "../assume/environment.ts";
import type { Session } from "../assume/session.ts";
import { UsageError } from "../errors.ts";

type Write = (name: string, value: string) => string;

/** How a variable becomes a line, and how it becomes one when its value needs quotes. */
interface LineWriter {
  readonly line: Write;
  /** With its line end. */
  readonly quote: Write;
}

/** The lines of a format, and the variables that they set. */
export function toCliLines(
  session: Session,
  { line, quote }: LineWriter,
): { readonly lines: string; readonly names: readonly string[] } {
  const variables = toVariables(session);
  const lines = variables.map(([name, value]) =>
    isPlain(value) ? `${line(name, value)}\n` : quote(name, value)
  );
  return { lines: lines.join(""), names: variables.map(([name]) => name) };
}

/** The lines of a format without quotes. Throws UsageError for a value that needs them. */
export function toPlainLines(prefix: string, quoting: string): (session: Session) => string {
  const refuse = (name: string): never => {
    throw new UsageError(`Cannot write ${name} in this format of the AWS CLI: its value needs quotes`, {
      hint: `Write --format ${quoting}, which quotes`,
    });
  };
  return (session) =>
    toCliLines(session, { line: (name, value) => `${prefix}${name}=${value}`, quote: refuse }).lines;
}

/** The CLI's JSON, as Python writes it: on several lines, in ASCII. */
export function toCliProcess(session: Session): string {
  const [id, secret, ...more] = toVariables(session);
  const optional = more.map((
    [name, value],
  ) => [name === "AWS_SESSION_TOKEN" ? "SessionToken" : "Expiration", value]);
  const output = {
    Version: 1,
    AccessKeyId: id?.[1],
    SecretAccessKey: secret?.[1],
    ...Object.fromEntries(optional),
  };
  const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(output, undefined, 2).replace(/[^\n -~]/g, toEscape)}\n`;
}

const names = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
];

/** The variables of the CLI in its order, with the end as Python writes it: `2026-01-02T03:04:05+00:00`. */
function toVariables(session: Session): readonly (readonly [name: string, value: string])[] {
  const change = toEnvChange(session, {});
  return names.flatMap((name) => {
    const value = change.get(name);
    if (typeof value !== "string") return [];
    return [[name, name === "AWS_CREDENTIAL_EXPIRATION" ? value.replace(/Z$/, "+00:00") : value] as const];
  });
}

/** Whether a value means itself without quotes; zsh takes what is behind a first `=` or `:=` for a program. */
function isPlain(value: string): boolean {
  return /^[\w+/=.:@-]+$/.test(value) && !/(?:^|:)=/.test(value);
}
