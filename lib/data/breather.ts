/** Milliseconds of computing between two pauses. */
const PAUSE = 50;
/** Milliseconds after which a pause is long enough for signals, too. */
const LONG_PAUSE = 400;

/**
 * What to await between two steps of a long computation: now and then it lets timers and signals have
 * their turn, since awaiting tensors alone never leaves the microtask queue.
 *
 * Most pauses post a message and wait for it, which takes 0.05 ms and lets timers run that are due. Deno looks for
 * signals only when it has nothing else to do, so that some pauses wait for a timer, which takes 2 ms.
 */
export function breather(): () => Promise<void> {
  let last = performance.now();
  let lastLong = -Infinity;
  return async () => {
    if (performance.now() - last < PAUSE) return;
    if (performance.now() - lastLong < LONG_PAUSE) await message();
    else {
      await timer();
      lastLong = performance.now();
    }
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
