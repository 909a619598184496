/** A sample in a few numbers. */
export interface Summary {
  /** How many values. */
  readonly n: number;
  /** Their arithmetic mean. */
  readonly mean: number;
  /** Their standard deviation with n - 1 below; 0 for one value. */
  readonly deviation: number;
  /** The smallest. */
  readonly low: number;
  /** The largest. */
  readonly high: number;
}

/**
 * Summarises a sample.
 *
 * @throws {RangeError} if there is no value
 *
 * @example
 * ```ts
 * import { summary } from "./summary.ts";
 *
 * summary([1, 2, 3]); // { n: 3, mean: 2, deviation: 1, low: 1, high: 3 }
 * ```
 */
export function summary(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) throw new RangeError("values must hold one or more, got none");
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    n,
    mean,
    deviation: n === 1 ? 0 : Math.sqrt(squares / (n - 1)),
    low: values.reduce((a, b) => Math.min(a, b)),
    high: values.reduce((a, b) => Math.max(a, b)),
  };
}
