import { checkWhole } from "../math/check_argument.ts";

/**
 * Noise scaled so that in each unit its squares have the mean 1 exactly, over all images and draws (moment matching:
 * Boyle, Broadie and Glasserman 1997, Monte Carlo methods for security pricing). The mean error of a decoder depends
 * most on these squares, so that far fewer draws tell it. Antithetic noise stays antithetic.
 *
 * @param noise image after image, draw after draw; in each unit not all 0. [n * d]
 * @param latentSize d
 * @throws {RangeError} if the noise is not a multiple of d values
 */
export function momentMatched(noise: Float32Array, latentSize: number): Float32Array {
  checkWhole("latentSize", latentSize, { min: 1 });
  const rows = noise.length / latentSize;
  if (!Number.isInteger(rows)) {
    throw new RangeError(
      `noise must hold a multiple of ${latentSize} values, got ${noise.length} values`,
    );
  }
  const squares = new Float64Array(latentSize);
  for (const [at, value] of noise.entries()) squares[at % latentSize] += value * value;
  return noise.map((value, at) => value / Math.sqrt(squares[at % latentSize] / rows));
}
