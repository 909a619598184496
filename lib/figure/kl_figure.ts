import type { Canvas } from "../deps/canvas.ts";
import type { Gaussian } from "../math/gaussian.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { klSpecification } from "./kl_specification.ts";

/**
 * The figure of Exercise 1 on a canvas; see {@linkcode klSpecification}.
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
  return await chart(klSpecification(q, p), options);
}
