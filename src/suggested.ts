/**
 * A suggested command is read by the person's shell, which only the one who prints it knows. So its words are marked
 * where a shell might read them otherwise, and `shells/suggested.ts` quotes them.
 *
 * @module
 */

/** Of the noncharacters of Unicode, which are for a program's own use: https://www.unicode.org/faq/private_use.html */
const [start, end] = ["\ufdd0", "\ufdd1"];

/** A word of a command that is suggested. */
export function suggested(word: string): string {
  if (/^[\w./][\w./:@+-]*$/.test(word)) return word;
  return `${start}${word.replaceAll(start, "").replaceAll(end, "")}${end}`;
}

/** The same for a word that is no option, whatever it begins with. */
export function suggestedOperand(word: string): string {
  return word.startsWith("-") ? `-- ${suggested(word)}` : suggested(word);
}

/** The text with each marked word as `quote` makes it. */
export function spellSuggested(text: string, quote: (word: string) => string): string {
  return text.replace(/\ufdd0([^\ufdd1]*)\ufdd1/g, (_, word: string) => quote(word));
}
