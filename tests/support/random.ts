/** Numbers from 0 to 1, and what can be chosen by them; the same for the same seed. */
export interface Random {
  /** Whether something happens that happens in so many cases out of one. */
  happens(chance: number): boolean;
  /** One of these. */
  one<T>(choices: readonly T[]): T;
  /** A whole number below that one. */
  below(limit: number): number;
}

/** Starts at a seed (mulberry32). */
export function startRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    const first = Math.imul(state ^ (state >>> 15), 1 | state);
    const second = (first + Math.imul(first ^ (first >>> 7), 61 | first)) ^ first;
    return ((second ^ (second >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    happens: (chance) => next() < chance,
    below,
    one: <T>(choices: readonly T[]): T => {
      const chosen = choices[below(choices.length)];
      if (chosen === undefined) throw new Error("There is nothing to choose from");
      return chosen;
    },
  };
}
