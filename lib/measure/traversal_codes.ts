import type { Gaussian } from "../math/gaussian.ts";
import { checkWhole } from "../math/check_argument.ts";

/**
 * Codes that differ in one unit: from `span` standard deviations below its mean to as many above, in equal
 * steps, the other units as in `code`.
 *
 * @param unit the one that moves
 * @param gaussian its mean and standard deviation under the aggregate posterior
 * @returns code after code. [steps * d]
 *
 * @example
 * ```ts
 * import { traversalCodes } from "./traversal_codes.ts";
 *
 * const options = { steps: 3, span: 2 };
 * traversalCodes([7, 7], 1, { mean: 1, std: 0.5 }, options); // Float32Array [7, 0, 7, 1, 7, 2]
 * ```
 */
export function traversalCodes(
  code: ArrayLike<number>,
  unit: number,
  { mean, std }: Gaussian,
  { steps = 9, span = 3 }: { readonly steps?: number; readonly span?: number } = {},
): Float32Array {
  const d = code.length;
  checkWhole("unit", unit, { max: d - 1 });
  checkWhole("steps", steps, { min: 2 });
  const codes = new Float32Array(steps * d);
  for (let step = 0; step < steps; step++) {
    codes.set(code, step * d);
    codes[step * d + unit] = mean + span * std * (2 * step / (steps - 1) - 1);
  }
  return codes;
}
