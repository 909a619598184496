import { effect, type Signal } from "../../lib/deps/preact_signals.ts";

/** An answer of the worker, as far as it is there; an earlier one stays until the next comes. */
export interface Answered<T> {
  readonly value?: T;
  /** Why there is none. */
  readonly error?: string;
  readonly pending: boolean;
}

/**
 * Asks again whenever a signal that the question reads changes, and keeps the newest answer.
 *
 * @param ask nothing where it cannot be asked yet
 * @returns what ends it
 */
export function answered<T>(
  ask: () => Promise<T | undefined> | undefined,
  into: Signal<Answered<T>>,
): () => void {
  let newest = 0;
  return effect(() => {
    const own = ++newest;
    const asked = ask();
    if (!asked) return;
    into.value = { ...into.peek(), pending: true };
    asked.then((value) => {
      // Without a value a newer question is on its way.
      if (own === newest && value !== undefined) into.value = { value, pending: false };
    }, (error: Error) => {
      if (own === newest) into.value = { error: error.message, pending: false };
    });
  });
}
