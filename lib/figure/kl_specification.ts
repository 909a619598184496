import type { TopLevelSpec } from "../deps/vega.ts";
import { checkGaussian, type Gaussian } from "../math/gaussian.ts";
import { gaussianText, klDensities } from "./kl_densities.ts";
import { klSurface } from "./kl_surface.ts";
import { type PanelLayout, sideBySide } from "./side_by_side.ts";

/**
 * The figure of Exercise 1 as a vega-lite specification, which a canvas and a web page draw alike. Left: the
 * densities of q and p, and the integrand of KL(q || p), whose signed area is the divergence. Right: the
 * divergence as a surface over (mu, log sigma), with this pair marked.
 *
 * @throws {RangeError} if q or p is no Gaussian
 *
 * @example
 * ```ts
 * import { klSpecification } from "./kl_specification.ts";
 *
 * klSpecification({ mean: 1, std: 0.5 }, { mean: 0, std: 1 });
 * ```
 */
export function klSpecification(
  q: Gaussian,
  p: Gaussian,
  { stacked = false }: PanelLayout = {},
): TopLevelSpec {
  checkGaussian(q, "q");
  checkGaussian(p, "p");
  return {
    title: {
      text: `KL(q ‖ p) of q = ${gaussianText(q)} and p = ${gaussianText(p)}`,
      ...{ fontSize: 16, offset: 18 },
    },
    ...sideBySide([
      {
        vconcat: klDensities(q, p),
        spacing: 20,
        resolve: { scale: { color: "independent", strokeDash: "independent" } },
      },
      klSurface(q, p, stacked ? 300 : 406),
    ], { stacked, spacing: 40 }),
    config: { title: { fontSize: 13, offset: 8 } },
  };
}
