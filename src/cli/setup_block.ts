/**
 * The lines of `awsume setup` in a start-up file, between two marks. What has to be taken away again beside them
 * stands in the first mark, so that the file can become what it was, byte for byte.
 *
 * @module
 */

/** What the first mark says was added with the block. */
type Added = "" | " (and the line end before)" | " (and this file)";

const begin = (added: Added): string => `# >>> awsume setup${added} >>>`;
const end = "# <<< awsume setup <<<";

const block = new RegExp(
  String.raw`^# >>> awsume setup( \(and the line end before\)| \(and this file\)|) >>>\r?\n(?:.*\r?\n)*?` +
    String.raw`# <<< awsume setup <<<(?:\r?\n|$)`,
  "m",
);

/** The text with these lines in a block: in the place of the block that is there, else at the end. */
export function withBlock(text: string | undefined, lines: readonly string[]): string {
  const lineEnd = text?.includes("\r\n") ? "\r\n" : "\n";
  const toBlock = (added: Added): string =>
    [begin(added), ...lines, end].map((line) => line + lineEnd).join("");
  if (text === undefined) return toBlock(" (and this file)");
  const found = block.exec(text);
  if (found !== null) return replaceAt(text, found, toBlock(addedOf(found)));
  return text === "" || text.endsWith("\n")
    ? text + toBlock("")
    : text + lineEnd + toBlock(" (and the line end before)");
}

/** The text as it was before; undefined for a file that was not there. The same text where there is no block. */
export function withoutBlock(text: string): string | undefined {
  const found = block.exec(text);
  if (found === null) return text;
  const rest = replaceAt(text, found, "");
  switch (addedOf(found)) {
    case "":
      return rest;
    case " (and this file)":
      return rest === "" ? undefined : rest;
    case " (and the line end before)": {
      // Something was written behind the block since: then the line end is needed.
      const isLast = found.index + found[0].length === text.length;
      return isLast ? rest.replace(/\r?\n$/, "") : rest;
    }
  }
}

/** Whether a text has a block. */
export function hasBlock(text: string): boolean {
  return block.test(text);
}

function addedOf(found: RegExpExecArray): Added {
  const [, added = ""] = found;
  return added === " (and this file)" || added === " (and the line end before)" ? added : "";
}

function replaceAt(text: string, { index, 0: { length } }: RegExpExecArray, other: string): string {
  return text.slice(0, index) + other + text.slice(index + length);
}
