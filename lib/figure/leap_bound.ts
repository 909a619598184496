import { numberText } from "./number_text.ts";

/**
 * Above what a loss or a KL divergence is a leap: where exp(logVar) comes near its overflow in a single batch, the
 * batch's KL is thousands or millions of nats, and so is the mean over its epoch. On an axis that shows it, all
 * other values are a flat line.
 *
 * @param values losses in squared error or nats, or KL divergences in nats
 * @returns ten times what 95 % of the values do not exceed, and at least 100, which a healthy start may have
 */
export function leapBound(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.max(100, 10 * (sorted[Math.floor(0.95 * (sorted.length - 1))] ?? 0));
}

/** The axis of values of which one leaps: from 0 to somewhat above the highest that is none. */
export function leapDomain(values: readonly number[]): [number, number] | undefined {
  const bound = leapBound(values);
  return values.some((value) => value > bound) ? [0, 1.1 * highestBelowLeaps(values)] : undefined;
}

/** The highest value that is no leap, of values that are 0 or more. */
export function highestBelowLeaps(values: readonly number[]): number {
  const bound = leapBound(values);
  return values.reduce((most, value) => value <= bound ? Math.max(most, value) : most, 0);
}

/** The highest of the values that lie above a panel, as the figure names it. */
export function highestText(values: readonly number[]): string {
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  return highest < 1e6 ? highest.toFixed(0) : numberText(highest, { digits: 2 });
}
