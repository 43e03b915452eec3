/**
 * Does `work` after so many milliseconds, unless what is returned is called before. Clearing the timer alone will not do:
 * Deno 2.6 still calls what falls due in the moment in which it is cleared.
 */
export function whenOverdue(ms: number, work: () => void): () => void {
  let isOver = false;
  const timer = setTimeout(() => {
    if (!isOver) work();
  }, ms);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
