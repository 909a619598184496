import type { Canvas } from "../deps/canvas.ts";
import { checkGaussian, type Gaussian } from "../math/gaussian.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { gaussianText, klDensities } from "./kl_densities.ts";
import { klSurface } from "./kl_surface.ts";

/**
 * The figure of Exercise 1. Left: the densities of q and p, and the integrand of KL(q || p), whose
 * signed area is the divergence. Right: the divergence as a surface over (mu, log sigma), with this
 * pair marked.
 *
 * @throws {RangeError} if q or p is no Gaussian
 *
 * @example
 * ```ts ignore
 * const canvas = await klFigure({ mean: 1, std: 0.5 }, { mean: 0, std: 1 });
 * ```
 */
export async function klFigure(
  q: Gaussian,
  p: Gaussian,
  options?: ChartOptions,
): Promise<Canvas> {
  checkGaussian(q, "q");
  checkGaussian(p, "p");
  return await chart({
    title: {
      text: `KL(q ‖ p) of q = ${gaussianText(q)} and p = ${gaussianText(p)}`,
      ...{ fontSize: 16, offset: 18 },
    },
    hconcat: [
      {
        vconcat: klDensities(q, p),
        spacing: 20,
        resolve: { scale: { color: "independent", strokeDash: "independent" } },
      },
      klSurface(q, p, 406),
    ],
    spacing: 40,
    config: { title: { fontSize: 13, offset: 8 } },
  }, options);
}
