/**
 * A text that may hold a URL, without a password in it: user and password stand before the last `@`, whatever signs they
 * hold, and a query may be a key. In a setting that is a URL the scheme may be missing.
 */
export function maskUrl(text: string, key: string): string {
  if (!/endpoint(?:_url)?$/.test(key)) return text.replaceAll(/:\/\/\S*@/g, "://****@");
  return text.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, "$1****@").replace(/[?#].*$/s, "?****");
}
