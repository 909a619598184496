/**
 * The part of the y axis in which a loss curve can be read. The first batches of a VAE on MNIST start
 * near 181 and fall to 53 within fifty: on an axis that shows them all, the rest of the training is a
 * flat line. So the domain ends above 95 % of the values, and above all that must be seen.
 *
 * @param values losses of single batches
 * @param shown values that must lie inside, for instance means over an epoch
 * @returns from and to
 *
 * @example A short peak is left out
 * ```ts
 * import { lossDomain } from "./loss_domain.ts";
 *
 * lossDomain([181, ...Array(99).fill(50)], [40]); // [39, 51]
 * ```
 */
export function lossDomain(values: readonly number[], shown: readonly number[]): [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const seen = [...shown, ...sorted.slice(0, Math.ceil(0.95 * sorted.length))];
  const low = seen.reduce((a, b) => Math.min(a, b));
  const high = seen.reduce((a, b) => Math.max(a, b));
  const margin = Math.max(0.04 * (high - low), 0.5);
  const step = high - low > 25 ? 5 : 1;
  return [
    Math.max(0, Math.floor((low - margin) / step) * step),
    Math.ceil((high + margin) / step) * step,
  ];
}
