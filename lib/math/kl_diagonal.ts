import { typeName } from "./check_argument.ts";
import { expRemainder } from "./exp_remainder.ts";

/**
 * The KL divergence of a diagonal Gaussian against the standard normal of as many dimensions, in
 * nats: KL(N(mean, diag(exp logVar)) || N(0, I)) = -1/2 sum_i (1 + logVar_i - mean_i^2 -
 * exp(logVar_i)) (Kingma & Welling 2014, arXiv 1312.6114, appendix B).
 *
 * Every term is computed as a sum of two that cannot be negative, so the result is 0 at the prior
 * alone and keeps its digits near it. It is Infinity where it exceeds float64's range.
 *
 * @param mean the means mu, [d]
 * @param logVar the log variances log sigma^2, [d]
 * @throws {TypeError} if one of them is no list
 * @throws {RangeError} if the lengths differ, or a value is NaN or infinite
 *
 * @example
 * ```ts
 * import { klDiagonal } from "./kl_diagonal.ts";
 *
 * klDiagonal([0, 0], [0, 0]); // 0
 * klDiagonal([1, 0], [0, Math.log(4)]); // 1.3068528194400546
 * ```
 */
export function klDiagonal(mean: ArrayLike<number>, logVar: ArrayLike<number>): number {
  for (const [name, values] of Object.entries({ mean, logVar })) {
    if (Array.isArray(values) || ArrayBuffer.isView(values)) continue;
    throw new TypeError(`${name} must be an array of numbers, got ${typeName(values)}`);
  }
  if (mean.length !== logVar.length) {
    throw new RangeError(
      `mean and logVar must have the same length, got ${mean.length} and ${logVar.length}`,
    );
  }
  let kl = 0;
  for (let i = 0; i < mean.length; i++) {
    checkFinite("mean", mean[i], i);
    checkFinite("logVar", logVar[i], i);
    kl += (mean[i] * mean[i] + expRemainder(logVar[i])) / 2;
  }
  return kl;
}

function checkFinite(name: string, value: number, index: number): void {
  if (!Number.isFinite(value)) {
    throw new RangeError(`${name}[${index}] must be a finite number, got ${value}`);
  }
}
