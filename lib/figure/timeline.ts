import type { Canvas } from "../deps/canvas.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { type Timeline, timelineSpecification } from "./timeline_specification.ts";

/**
 * The figure of a collapse and of the way out of it: loss, reconstruction, KL and active units over
 * the batches, one panel under the other.
 *
 * @throws {RangeError} if there is no batch
 *
 * @example The plateau of posterior collapse
 * ```ts ignore
 * const marks = [{ epoch: 1, batch: 52, label: "(a) lowest KL" }];
 * const run = { title: "Unscaled KL term", batches, activeUnits, latentSize: 8 };
 * await timeline({ ...run, meanImageError: 52.725, marks });
 * ```
 */
export async function timeline(run: Timeline, options?: ChartOptions): Promise<Canvas> {
  return await chart(timelineSpecification(run), options);
}
