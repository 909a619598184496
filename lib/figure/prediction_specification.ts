import type { TopLevelSpec } from "../deps/vega.ts";
import { eigenvaluePanel } from "./eigenvalue_panel.ts";
import { optimumPanels } from "./optimum_panels.ts";
import { type PanelLayout, sideBySide } from "./side_by_side.ts";

/** What the figure is about. */
export interface PredictionFigure extends PanelLayout {
  /** Latent units, d. */
  readonly latentSize: number;
  /** What was predicted. */
  readonly title: string;
}

/**
 * What the eigenvalues of the data's covariance say of a VAE before it is trained, as a vega-lite specification
 * for PNG and page. Left: the eigenvalues. Right, over beta: how many units the best linear VAE has in use, with
 * and without a limit of d, and its loss in parts.
 *
 * @param eigenvalues descending
 * @throws {RangeError} if none is above 0
 */
export function predictionSpecification(
  eigenvalues: ArrayLike<number>,
  { latentSize, title, stacked = false }: PredictionFigure,
): TopLevelSpec {
  if (!(eigenvalues[0] > 0)) throw new RangeError("wanted an eigenvalue above 0, got none");
  return {
    title: { text: title, fontSize: 17, offset: 16 },
    ...sideBySide([
      eigenvaluePanel(
        eigenvalues,
        stacked ? { width: 420, height: 220 } : { width: 360, height: 448 },
      ),
      {
        vconcat: optimumPanels(eigenvalues, latentSize, 420),
        spacing: 18,
        resolve: { scale: { color: "independent", strokeDash: "independent" } },
      },
    ], { stacked, spacing: 36 }),
  };
}
