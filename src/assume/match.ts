/** What a typed word may stand for: one name, several that are equally near, or nothing. */
export type Match =
  | { readonly kind: "one"; readonly name: string }
  | { readonly kind: "several"; readonly names: readonly string[] }
  | { readonly kind: "none" };

/** So many letters a word must have before it is looked for in the middle of names. */
const minContained = 3;

/** So many letters a part of a name must have before one of them may be wrong. */
const minSlipped = 4;

/**
 * The name that a typed word is meant to be: the same word, whatever its case; else the one name that begins with it;
 * else the one that contains it; else the one that differs by a slip of the fingers. The first of these steps that
 * finds anything decides. `several` is sorted by code unit. An empty word is no name.
 *
 * The steps are those of awsume 4.5 (prefix, longest common substring, Levenshtein's distance), but it took the nearest
 * name however far away, so that `pq` became `production`. A wrong guess is a wrong account, hence the minimum of
 * likeness: the common substring counts when it is the whole word (with less, `prod-eu` would be `prod-us`), and
 * the distance when it is one slip in a part of four letters or more (`prod-a` is not `prod-b`), and none in a number.
 */
export function matchName(wanted: string, names: readonly string[]): Match {
  if (wanted === "") return { kind: "none" };
  if (names.includes(wanted)) return { kind: "one", name: wanted };
  const word = wanted.toLowerCase();
  for (const isLike of [isSame, isBeginning, isContained, isRespaced, isSlipOf]) {
    const found = [...new Set(names)].filter((name) => isLike(word, name.toLowerCase())).sort();
    const [name, ...more] = found;
    if (name !== undefined) {
      return more.length === 0 ? { kind: "one", name } : { kind: "several", names: found };
    }
  }
  return { kind: "none" };
}

function isSame(word: string, name: string): boolean {
  return word === name;
}

function isBeginning(word: string, name: string): boolean {
  return name.startsWith(word) && endsWholeNumber(word, name.slice(word.length));
}

function isContained(word: string, name: string): boolean {
  if (word.length < minContained) return false;
  for (let at = name.indexOf(word); at !== -1; at = name.indexOf(word, at + 1)) {
    const isWhole = !(/^\d/.test(word) && /\d$/.test(name.slice(0, at)));
    if (isWhole && endsWholeNumber(word, name.slice(at + word.length))) return true;
  }
  return false;
}

/** `prod-1` does not begin `prod-10`: another number is another account. The first digits of an account id may do. */
function endsWholeNumber(word: string, rest: string): boolean {
  return /^\d+$/.test(word) || !(/\d$/.test(word) && /^\d/.test(rest));
}

/** `prodeu` and `prod_eu` for `prod-eu`. A separator between two numbers stays: `1-1` is not `11`. */
function isRespaced(word: string, name: string): boolean {
  const squeezed = squeeze(word);
  return squeezed.length >= minContained && squeezed === squeeze(name);
}

function squeeze(text: string): string {
  return text.replace(/(?<=\p{L})[^\p{L}\p{N}]+|[^\p{L}\p{N}]+(?=\p{L})/gu, "");
}

/** Equal but for one part, and that by one slip. */
function isSlipOf(word: string, name: string): boolean {
  const [mine, other] = [toParts(word), toParts(name)];
  if (mine.length !== other.length) return false;
  const pairs = mine.map((part, index) => [part, other[index] ?? ""] as const);
  const [pair, ...more] = pairs.filter(([a, b]) => a !== b);
  if (pair === undefined || more.length > 0) return false;
  return pair.every((part) => part.length >= minSlipped) && isOneSlip(...pair);
}

function toParts(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u);
}

/** Damerau and Levenshtein's distance of 1: a letter too many, too few or wrong, or two neighbours swapped. */
function isOneSlip(a: string, b: string): boolean {
  if (a.replace(/\D/g, "") !== b.replace(/\D/g, "")) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const tail = (text: string, skipped: number): string => text.slice(at + skipped);
  if (short.length < long.length) return tail(short, 0) === tail(long, 1);
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at] &&
    tail(short, 2) === tail(long, 2);
  return isSwapped || tail(short, 1) === tail(long, 1);
}
