/** A ramp of the KL weight up and down again, in equal ratios from epoch to epoch. */
export interface Ramp {
  /** The weight of the first and of the last epoch; above 0. */
  readonly low: number;
  /** The weight in the middle: of one epoch, or of two where their number is even. */
  readonly high: number;
  /** Epochs up and down together; 3 or more. */
  readonly epochs: number;
}

/**
 * The weight of the KL term in an epoch of a ramp up and down again. The way down takes the weights
 * of the way up in reverse, so that the two can be compared weight by weight.
 *
 * @param epoch counts from 1
 * @throws {RangeError} if a weight is not above 0, or there are too few epochs
 *
 * @example
 * ```ts
 * import { thereAndBack } from "./there_and_back.ts";
 *
 * [1, 2, 3, 4, 5].map((epoch) => thereAndBack(epoch, { low: 1, high: 4, epochs: 5 }));
 * // [1, 2, 4, 2, 1]
 * ```
 */
export function thereAndBack(epoch: number, { low, high, epochs }: Ramp): number {
  for (const [name, value] of Object.entries({ low, high })) {
    if (!(value > 0 && value < Infinity)) {
      throw new RangeError(`${name} must be a finite number above 0, got ${value}`);
    }
  }
  if (!(Number.isInteger(epochs) && epochs >= 3)) {
    throw new RangeError(`epochs must be a whole number from 3 on, got ${epochs}`);
  }
  const steps = Math.ceil(epochs / 2) - 1; // from low to high
  return low * (high / low) ** (Math.min(epoch - 1, epochs - epoch) / steps);
}
