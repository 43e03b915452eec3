/** A question of a completion function: what was typed, and how an answer has to be spelled. */
export interface CompletionRequest {
  /** The words after `awsume` as the shell would read them; the last one, maybe empty, is being typed. */
  readonly words: readonly string[];
  /** The text to print for a candidate (a whole word), or undefined when it cannot follow what was typed. */
  spell(candidate: string): string | undefined;
}

/**
 * The request of a shell that hands over whole words, and then chooses among the candidates and quotes in its own
 * way. The word being typed is left out, so that it may choose without regard to case, or by the middle of a
 * word; only what begins with a dash is told, because it decides whether options are wanted.
 */
export function readWordCompletion(words: readonly string[]): CompletionRequest {
  const typed = words.at(-1) ?? "";
  return {
    words: [...words.slice(0, -1), typed.startsWith("-") ? typed : ""],
    spell: (candidate) => candidate,
  };
}

type Quote = "" | "'" | '"';

interface Scan {
  readonly words: readonly string[];
  /** Where the last word begins in the text. */
  readonly start: number;
  /** The quote that is still open at the end. */
  readonly open: Quote;
}

/**
 * The request of a shell that hands over its raw line up to the cursor, and the end of it that it will replace.
 * bash splits words at COMP_WORDBREAKS (`:` and `=` among them) and after an open quote, so for `"team:d` it
 * replaces less than a word: a candidate is spelled from there on, in the quotes that are open there.
 */
export function readPosixCompletion(asked: readonly string[]): CompletionRequest {
  const [line = "", replaced = ""] = asked;
  const { words, start } = scan(line);
  const kept = line.slice(start, line.length - replaced.length);
  const { words: [keptWord = ""], open } = scan(kept);
  return {
    words: words.slice(1),
    spell: (candidate) =>
      line.endsWith(replaced) && candidate.startsWith(keptWord)
        ? escape(candidate.slice(keptWord.length), open)
        : undefined,
  };
}

/**
 * The request of a shell that hands over its raw line up to the cursor, whatever command it is of, and then types
 * for the person: so an answer is what is left to type, the quote that is open and a blank at the end. No answer is
 * longer than `limit` bytes in UTF-8; the next TAB goes on from there. A command but awsume has no answers.
 */
export function readTypedCompletion([line = ""]: readonly string[], limit: number): CompletionRequest {
  const command = lastCommand(line).replace(/^\s*(?:[A-Za-z_]\w*=\S*\s+)*/, "");
  const { words: [name, ...words], open } = scan(command);
  const typed = words.at(-1) ?? "";
  return {
    words,
    spell: (candidate) =>
      name === "awsume" && words.length > 0 && candidate.startsWith(typed)
        ? keystrokes(candidate.slice(typed.length), open, limit)
        : undefined,
  };
}

/** What stands behind the last `;`, `|`, `&`, `(` or line end that is not quoted. */
function lastCommand(line: string): string {
  const pieces = /[;|&(\n]|(?:[^\\'";|&(\n]|\\.?|'[^']*(?:'|$)|"(?:[^"\\]|\\.?)*(?:"|$))+/gs;
  const last = line.match(pieces)?.at(-1) ?? "";
  return /^[;|&(\n]$/.test(last) ? "" : last;
}

function keystrokes(rest: string, open: Quote, limit: number): string {
  let keys = "";
  for (const char of [...rest].map((char) => escape(char, open)).concat(`${open} `)) {
    if (new TextEncoder().encode(keys + char).length > limit) break;
    keys += char;
  }
  return keys;
}

/** Splits as a POSIX shell does, as far as quotes and backslashes go; expansions are left as they were typed. */
function scan(text: string): Scan {
  const words: string[] = [];
  let word = "";
  let start = 0;
  let open: Quote = "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const next = text.charAt(i + 1);
    if (char === open) open = "";
    else if (open === "" && (char === "'" || char === '"')) open = char;
    else if (char === "\\" && (open === "" || (open === '"' && /[$`"\\]/.test(next)))) {
      word += next;
      i++;
    } else if (open === "" && /\s/.test(char)) {
      if (i > start) words.push(word);
      word = "";
      start = i + 1;
    } else word += char;
  }
  return { words: [...words, word], start, open };
}

/** The text that means `rest` where it stands: outside quotes, or inside the ones that are open. */
function escape(rest: string, open: Quote): string {
  switch (open) {
    case "":
      return rest.replace(/[^\p{L}\p{N}_./:=@%+,-]/gu, String.raw`\$&`);
    case '"':
      // `!` brings back an old command between these quotes, and a backslash before it stays: it stands outside.
      return rest.replace(/[$`"\\]/g, String.raw`\$&`).replaceAll("!", String.raw`"\!"`);
    case "'":
      return rest.replaceAll("'", String.raw`'\''`);
  }
}
