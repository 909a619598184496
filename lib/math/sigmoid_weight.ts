import { checkFinite } from "./check_argument.ts";
/** The shape of a sigmoid schedule. */
export interface Sigmoid {
  /** Epochs after which the weight is 1/2. */
  readonly midpoint: number;
  /** How fast it rises there: four times its slope, in 1 / epoch. */
  readonly steepness: number;
}

/**
 * The weight of the KL term on a sigmoid from 0 to 1 (Bowman et al. 2016, arXiv 1511.06349, figure 2,
 * which draws it and leaves its numbers open).
 *
 * @param epochs epochs trained so far, with fractions
 *
 * @example
 * ```ts
 * import { sigmoidWeight } from "./sigmoid_weight.ts";
 *
 * sigmoidWeight(2.5, { midpoint: 2.5, steepness: 2 }); // 0.5
 * ```
 */
export function sigmoidWeight(epochs: number, { midpoint, steepness }: Sigmoid): number {
  checkFinite("epochs", epochs);
  checkFinite("midpoint", midpoint);
  checkFinite("steepness", steepness, { above: 0 });
  return 1 / (1 + Math.exp(-steepness * (epochs - midpoint)));
}
