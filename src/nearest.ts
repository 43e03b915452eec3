/** The candidates nearest to a mistyped word, best first; at most three, none that share too little with it. */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  const limit = word.length < 2 ? 0 : Math.max(1, Math.floor(word.length / 3));
  const scored: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit) scored.push({ candidate, distance });
  }
  return scored.sort((a, b) => a.distance - b.distance).slice(0, 3).map(({ candidate }) => candidate);
}

/** "Did you mean …?" for an error's hint, or undefined when nothing is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const found = nearest(word, candidates);
  return found.length === 0 ? undefined : `Did you mean ${quoteAll(found)}?`;
}

/** `"a" or "b"` */
export function quoteAll(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(" or ");
}

/** Levenshtein's distance, a swap of two neighbours counting as one (the commonest slip of the fingers). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j] ?? 0, (beforeLast[j - 2] ?? 0) + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
