import type { Canvas } from "../deps/canvas.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { type PredictionFigure, predictionSpecification } from "./prediction_specification.ts";

/**
 * What the eigenvalues of the data's covariance say of a VAE before it is trained. Left: the
 * eigenvalues. Right, over beta: how many units the best linear VAE has in use, with and without a
 * limit of d, and its loss in parts.
 *
 * @param eigenvalues descending
 * @throws {RangeError} if none is above 0
 *
 * @example
 * ```ts ignore
 * const canvas = await predictionFigure(pixelEigenvalues(data), { latentSize: 8, title: "MNIST" });
 * ```
 */
export async function predictionFigure(
  eigenvalues: ArrayLike<number>,
  figure: PredictionFigure,
  options?: ChartOptions,
): Promise<Canvas> {
  return await chart(predictionSpecification(eigenvalues, figure), options);
}
