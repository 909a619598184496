import type { Canvas } from "../deps/canvas.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { type Curves, curvesSpecification } from "./curves_specification.ts";

/**
 * The figure of a training run: loss and reconstruction, KL and its weight, and KL per latent unit,
 * over the epochs trained. An epoch spans the axis from its number - 1 to its number; its means stand
 * in the middle.
 *
 * @throws {RangeError} if there is no epoch, or one with another number of units than `latentSize`
 *
 * @example A run, over the losses that the notebook printed
 * ```ts ignore
 * const reference = { label: "notebook", losses: [51.425, 38.346] };
 * await curves({ title: "KL annealing", batches, epochs, latentSize: 8, reference });
 * ```
 */
export async function curves(run: Curves, options?: ChartOptions): Promise<Canvas> {
  return await chart(curvesSpecification(run), options);
}
