/** A function whose result is kept, so that the work is done once; after a failure it is tried again. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    if (kept) return kept;
    const started = work();
    started.catch(() => kept = undefined);
    return kept = started;
  };
}
