/**
 * A value on one line of YAML, as JSON has values. Texts stand in quotes wherever a YAML parser, of version 1.1 or
 * 1.2, could take them for something else.
 */
export function toYaml(value: unknown): string {
  return typeof value === "string" ? toText(value) : toFlow(value);
}

/** Plain, else in single quotes, which `src/settings.ts` reads without a parser, else in double ones. */
function toText(text: string): string {
  const isWord = /^(?:[A-Za-z_/]|~\/)(?:[\w./~@+=\\-]|:(?=[^\s]))*$/.test(text) &&
    !/^(?:null|true|false|yes|no|on|off|y|n)$/i.test(text);
  if (isWord) return text;
  return /^[\x20-\x26\x28-\x7e]+$/.test(text) ? `'${text}'` : quote(text);
}

function toFlow(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return toNumber(value);
  if (Array.isArray(value)) return `[${value.map(toFlow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value).map(([key, each]) => `${quote(key)}: ${toFlow(each)}`).join(", ")}}`;
}

/** JSON's own quotes, in which YAML wants more to be escaped: what cannot be seen, and its own line ends. */
function quote(text: string): string {
  const escape = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replaceAll(/[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g, escape);
}

/** YAML 1.1 knows a number with an exponent by its point alone. */
function toNumber(value: number): string {
  return String(value).replace(/^(-?\d+)e/, "$1.0e");
}
