import { eigenvaluesOfSymmetric } from "../math/eigenvalues_of_symmetric.ts";
import type { DataSet } from "./data_set.ts";
import { pixelCovariance } from "./pixel_covariance.ts";

/**
 * The eigenvalues of the pixels' covariance: the variances along the principal components, the largest
 * first. Their sum is `meanImageError`. Three seconds for all of MNIST.
 *
 * @returns descending, 0 or more; [784]
 */
export function pixelEigenvalues(data: DataSet): Float64Array {
  // Where pixels are always 0, rounding leaves some -1e-17 of an eigenvalue 0.
  return eigenvaluesOfSymmetric(pixelCovariance(data)).map((value) => Math.max(0, value));
}
