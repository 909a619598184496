/** Checks that hold a moment later, as of a page that draws, or a process that writes. */
import { AsyncLocalStorage } from "node:async_hooks";

/**
 * In ms. Nothing is timed by it: it only ends a wait that nothing will end. A machine that is busy with other tests
 * takes ten times as long as an idle one.
 */
export const PATIENCE = 300_000;

const waiting = new AsyncLocalStorage<boolean>();

/**
 * Tries again until the check passes. @returns what it returns
 *
 * A check must look once, and not wait itself: while it waited, what it had looked at before would grow old, and
 * it could wait in vain for what was true a moment ago. Thus an `eventually` inside another one is refused.
 *
 * @throws what the check throws, if it never passes
 */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  if (waiting.getStore()) throw new NestedWait();
  for (const end = performance.now() + PATIENCE;;) {
    try {
      return await waiting.run(true, check);
    } catch (error) {
      if (error instanceof NestedWait || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

class NestedWait extends Error {
  constructor() {
    super("eventually() was called by a check of eventually(): the inner check has to look once");
  }
}
