import type { DataSet } from "../data/data_set.ts";
import { type Eigenpair, eigenvectorsOfSymmetric } from "../math/eigenvectors_of_symmetric.ts";
import { pixelCovariance } from "./pixel_covariance.ts";

/**
 * The eigenvalues of the pixels' covariance with their eigenvectors, the largest first, of the pixels that vary:
 * the eigenvalues that are left out are 0.
 *
 * @returns of each an eigenvector of all pixels, [P]
 * @throws {UserError} for images of more than 2,304 pixels
 */
export function varyingEigenpairs(data: DataSet): Eigenpair[] {
  const { size } = data;
  const covariance = pixelCovariance(data);
  const varying = Array.from({ length: size }, (_, i) => i).filter((i) => covariance[i * size + i]);
  const block = varying.flatMap((i) => varying.map((j) => covariance[i * size + j]));
  return eigenvectorsOfSymmetric(block).map(({ value, vector }) => {
    const complete = new Float64Array(size);
    varying.forEach((pixel, i) => complete[pixel] = vector[i]);
    return { value: Math.max(0, value), vector: complete }; // rounding: -1e-17
  });
}
