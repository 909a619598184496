import { summary } from "../math/summary.ts";

/** The correlation of two samples of the same length; NaN where one of them does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [one, other] = [summary(a), summary(b)];
  const products = a.reduce((sum, value, i) => sum + (value - one.mean) * (b[i] - other.mean), 0);
  return products / (a.length - 1) / (one.deviation * other.deviation);
}
