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
    await aTurnOfTheEventLoop();
    last = performance.now();
  };
}

/** By a message to itself: a timer of no delay takes two milliseconds in Deno, and four in a page. */
function aTurnOfTheEventLoop(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
