import type { Canvas } from "../deps/canvas.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { eigenvaluePanel } from "./eigenvalue_panel.ts";
import { optimumPanels } from "./optimum_panels.ts";

/** What the figure is about. */
export interface PredictionFigure {
  /** Latent units, d. */
  readonly latentSize: number;
  /** What was predicted. */
  readonly title: string;
}

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
  { latentSize, title }: PredictionFigure,
  options?: ChartOptions,
): Promise<Canvas> {
  if (!(eigenvalues[0] > 0)) throw new RangeError("wanted an eigenvalue above 0, got none");
  return await chart({
    title: { text: title, fontSize: 17, offset: 16 },
    hconcat: [eigenvaluePanel(eigenvalues, { width: 360, height: 448 }), {
      vconcat: optimumPanels(eigenvalues, latentSize, 420),
      spacing: 18,
      resolve: { scale: { color: "independent", strokeDash: "independent" } },
    }],
    spacing: 36,
  }, options);
}
