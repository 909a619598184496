import { jStat } from "../deps/jstat.ts";
import { summary } from "./summary.ts";

/** What a paired sample says about a difference. */
export interface PairedDifference {
  /** The mean of the differences a - b. */
  readonly mean: number;
  /** Half the width of their mean's 95 % confidence interval; Infinity for a single pair. */
  readonly halfWidth: number;
  /** The p-value of a two-sided paired t test; 1 where nothing can be told. */
  readonly p: number;
}

/**
 * Compares two samples of equal length that belong together pair by pair, as two methods do that were run
 * with the same seeds: a two-sided paired t test (Student 1908) of the differences a - b.
 *
 * Nothing can be told (p = 1) from a single pair, or if a value is not finite. Differences that are all
 * the same and not 0 have p = 0.
 *
 * @throws {RangeError} if the samples are empty, or not of equal length
 *
 * @example With two degrees of freedom: t = 6 / (1 / sqrt(3)), p = 1 - t / sqrt(2 + t^2)
 * ```ts
 * import { pairedDifference } from "./paired_difference.ts";
 *
 * pairedDifference([12, 13, 14], [5, 7, 9]); // { mean: 6, halfWidth: 2.48..., p: 0.0091... }
 * ```
 */
export function pairedDifference(a: readonly number[], b: readonly number[]): PairedDifference {
  if (a.length !== b.length) {
    throw new RangeError(`samples of equal length are compared, got ${a.length} and ${b.length}`);
  }
  const differences = a.map((value, i) => value - b[i]);
  const { n, mean, deviation } = summary(differences);
  if (n < 2 || !differences.every(Number.isFinite)) return { mean, halfWidth: Infinity, p: 1 };
  if (deviation === 0) return { mean, halfWidth: 0, p: mean === 0 ? 1 : 0 };
  const halfWidth = jStat.studentt.inv(0.975, n - 1) * deviation / Math.sqrt(n);
  // jstat's own rounding may end a little above 1.
  return { mean, halfWidth, p: Math.min(1, jStat.ttest(0, differences, 2)) };
}
