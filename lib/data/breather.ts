/** Milliseconds of computing between two breaths. */
const BREATH = 50;
/** Of how many breaths one is deep. */
const DEEP = 8;

/**
 * What to await between two steps of a long computation: now and then it lets timers and signals have
 * their turn, since awaiting tensors alone never leaves the microtask queue.
 *
 * Most breaths wait for a message to itself, which takes 0.05 ms, and after which timers that are due run. Deno asks
 * the system for signals only when it has nothing to do, so that some breaths wait for a timer, which takes 2 ms.
 */
export function breather(): () => Promise<void> {
  let last = performance.now();
  let breaths = 0;
  return async () => {
    if (performance.now() - last < BREATH) return;
    await (breaths++ % DEEP === 0 ? timer() : message());
    last = performance.now();
  };
}

function timer(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function message(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
