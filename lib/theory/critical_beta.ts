import { checkNumbers } from "../math/check_argument.ts";

/**
 * The weight of the KL term above which the optimal linear VAE uses no latent unit: twice the largest
 * eigenvalue of the data's covariance. Summed squared error + beta KL is the negative ELBO of a decoder
 * with variance beta / 2, and a unit lowers the loss only along a direction in which the data vary more than that
 * (Lucas et al. 2019, arXiv 1911.02469, section 4). A VAE that is not linear may keep units beyond it,
 * but the collapsed state is then a local optimum.
 *
 * @param eigenvalues of the covariance, in any order
 * @throws {TypeError} if they are no list
 * @throws {RangeError} if there is none, or one is not finite
 *
 * @example
 * ```ts
 * import { criticalBeta } from "./critical_beta.ts";
 *
 * criticalBeta([5, 3, 1]); // 10
 * ```
 */
export function criticalBeta(eigenvalues: ArrayLike<number>): number {
  checkNumbers("eigenvalues", eigenvalues);
  let largest = 0;
  for (let i = 0; i < eigenvalues.length; i++) largest = Math.max(largest, eigenvalues[i]);
  return 2 * largest;
}
