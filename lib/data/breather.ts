/** Milliseconds of computing between two breaths. */
const BREATH = 50;

/**
 * What to await between two steps of a long computation: now and then it lets timers and signals have
 * their turn, since awaiting tensors alone never leaves the microtask queue.
 */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}
