import { checkFinite } from "./check_argument.ts";

/** The shape of a weight that falls to 1. */
export interface Fall {
  /** The weight at the start; 1 or more. */
  readonly peak: number;
  /** Epochs in which it falls to 1. */
  readonly fall: number;
}

/**
 * The weight of the KL term when it is annealed downwards: a line from `peak` to 1, then 1. It is the lab's
 * annealing in reverse order: the codes are first forced to be few and far apart, and may tell more later on, as
 * where beta is lowered during training (beta-annealed VAE: Sankarapandian and Kulis 2021, arXiv 2107.10667).
 *
 * @param epochs epochs trained so far, with fractions
 *
 * @example
 * ```ts
 * import { fallingWeight } from "./falling_weight.ts";
 *
 * [0, 1, 2, 3].map((epochs) => fallingWeight(epochs, { peak: 5, fall: 2 })); // [5, 3, 1, 1]
 * ```
 */
export function fallingWeight(epochs: number, { peak, fall }: Fall): number {
  checkFinite("epochs", epochs, { min: 0 });
  checkFinite("peak", peak, { min: 1 });
  checkFinite("fall", fall, { above: 0 });
  return 1 + (peak - 1) * Math.max(0, 1 - epochs / fall);
}
