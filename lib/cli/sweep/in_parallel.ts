/** Does `work` on every item in order, at most `jobs` of them at a time; no more once it is aborted. */
export async function inParallel<T>(
  items: Iterable<T>,
  { jobs, signal }: { readonly jobs: number; readonly signal: AbortSignal },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator](); // shared: each worker takes the next one
  const worker = async () => {
    while (!signal.aborted) {
      const next = queue.next();
      if (next.done) return;
      await work(next.value);
    }
  };
  // All of them: what is under way when one fails is waited for.
  const ends = await Promise.allSettled(Array.from({ length: jobs }, worker));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure) throw failure.reason;
}
