/**
 * What of a text may reach a terminal. Names of files, words of servers and of plugins must neither drive it nor show
 * another name than they are. Meant is what draws nothing: control characters, what turns the direction of writing,
 * zero-width and tag characters, soft hyphens, the line ends of Unicode; not letters that look alike.
 *
 * @module
 */

/**
 * Of each kind by its property, https://www.unicode.org/reports/tr44/: `DI` is Default_Ignorable_Code_Point, what a
 * renderer draws nothing for; `NChar` are noncharacters, for a program's own use; the three at the end stand between
 * lines of small annotations.
 */
const unseen = () => /[\p{Cc}\p{DI}\p{NChar}\p{Zl}\p{Zp}\ufff9-\ufffb]/gu;

/** Nearly all texts are plain ASCII, for which the pattern need not be built. */
function isPlain(text: string): boolean {
  return /^[\n\t -~]*$/.test(text);
}

/** Words of several lines, with all that cannot be seen spelled out (`\x1b`, `\u202e`) but line ends and tabs. */
export function toPrintable(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(/\r\n/g, "\n").replace(unseen(), (sign) => /[\n\t]/.test(sign) ? sign : spell(sign));
}

/** A name, a cell or a message: words that make no line of their own. */
export function toOneLine(text: string): string {
  return toPrintable(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

/** Whether nothing of the text would have to be spelled out. */
export function isPrintable(text: string): boolean {
  return toOneLine(text) === text;
}

/** JSON for programs: what cannot be seen is escaped as JSON has it, so that it means the same. */
export function toPrintableJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, undefined, indent);
  if (isPlain(text)) return text;
  return text.replace(unseen(), (sign) => sign === "\n" ? sign : escapeUnits(sign));
}

function spell(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : escapeUnit(code);
}

function escapeUnits(sign: string): string {
  return Array.from({ length: sign.length }, (_, index) => escapeUnit(sign.charCodeAt(index))).join("");
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
