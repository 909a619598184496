import { eigenvaluesOfSymmetric } from "../math/eigenvalues_of_symmetric.ts";
import type { DataSet } from "../data/data_set.ts";
import { deviationEigenvalues } from "./deviation_eigenvalues.ts";
import { pixelCovariance } from "./pixel_covariance.ts";
import { checkTheorySize, MAX_EXACT_PIXELS } from "./theory_size.ts";

/**
 * The eigenvalues of the pixels' covariance: the variances along the principal components, the largest first.
 * Their sum is `meanImageError`. Three seconds for all of MNIST. Of images of more than 1,024 pixels, see
 * `deviationEigenvalues`.
 *
 * @param covariance of the same images, where it is known already; then all are computed from it
 * @returns descending, 0 or more; [P]
 * @throws {UserError} for more images of more than 1,024 pixels than can be dealt with in two minutes
 */
export function pixelEigenvalues(
  data: DataSet,
  covariance?: Float64Array,
): Float64Array {
  checkTheorySize(data);
  const { size } = data;
  if (!covariance && size > MAX_EXACT_PIXELS) return deviationEigenvalues(data);
  covariance ??= pixelCovariance(data);
  // A pixel that is the same in all images, as those in MNIST's corners, has an eigenvalue of its own, 0.
  const varying = Array.from({ length: size }, (_, i) => i).filter((i) => covariance[i * size + i]);
  const block = varying.flatMap((i) => varying.map((j) => covariance[i * size + j]));
  const eigenvalues = new Float64Array(size);
  eigenvalues.set(eigenvaluesOfSymmetric(block).map((value) => Math.max(0, value))); // rounding: -1e-17
  return eigenvalues;
}
