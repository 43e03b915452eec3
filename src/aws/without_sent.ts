/**
 * The words of a server, without what was sent to it: it may repeat a code, a token or a policy, whole, cut or encoded.
 * On one line, of a length that people read.
 *
 * @module
 */

/** So much of a long secret alone tells nobody what it is, and is no word that a server has by itself. */
const partLength = 12;

/** More than any error of AWS's. */
const maxLength = 700;

/** `secrets` are texts that were sent; names of roles, sessions and devices are none. */
export function withoutSent(text: string, secrets: readonly (string | undefined)[]): string {
  const forms = secrets.flatMap((secret) => secret ? formsOf(secret) : []);
  const masked = forms.toSorted((one, other) => other.length - one.length)
    .reduce((rest, form) => rest.replaceAll(patternOf(form), mask), toLine(text));
  // A signature is made of the secret key: 64 signs of hexadecimal.
  const unsigned = masked.replace(/\b[\da-f]{64}\b/gi, mask);
  const words = unsigned.replace(/[^\s"'`<>=:,;&{}()[\]]+/g, (word) => isPart(word, forms) ? mask : word);
  return words.length > maxLength ? `${words.slice(0, maxLength)}\u2026` : words;
}

const mask = "****";

function toLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** As it is, on one line, in a form, in JSON and in base64. */
function formsOf(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const bytes = new TextEncoder().encode(secret);
  return [
    secret,
    toLine(secret),
    encoded,
    encoded.replaceAll("%20", "+"),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    btoa(String.fromCharCode(...bytes)),
  ].filter((form) => form.length >= 4);
}

/** As words of their own: a code may be the beginning of an account. */
function patternOf(form: string): RegExp {
  const [before, after] = [/^\w/.test(form) ? "(?<!\\w)" : "", /\w$/.test(form) ? "(?!\\w)" : ""];
  return new RegExp(`${before}${RegExp.escape(form)}${after}`, "g");
}

/** A piece of a token; a policy is made of words that others use, too. */
function isPart(word: string, forms: readonly string[]): boolean {
  return word.length >= partLength &&
    forms.some((form) => isToken(form) && form.includes(word.replace(/(?:\u2026|\.\.\.)$/, "")));
}

function isToken(form: string): boolean {
  return /^[\w+/=%.~-]{24,}$/.test(form);
}
