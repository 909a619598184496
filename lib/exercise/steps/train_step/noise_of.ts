import type { SeenRun } from "./seen_run.ts";
import { noiseRandom, STEPS, type TrainingRun } from "./training_run.ts";

/** How many of the generator's normals are looked at: more than a run needs, if some are drawn and not used. */
const DRAWN = 1000;

/** The noise of a run that is drawn for each step in turn, row by row. [STEPS, rows * latentSize] */
export function noiseOf(run: TrainingRun): number[][] {
  const random = noiseRandom(run);
  return Array.from({ length: STEPS }, () => [...random.normal(run.rows * run.latentSize)]);
}

/**
 * Whether the noise of a run is made of the generator's normals, each used once: in any order, and with any sign,
 * which makes no difference to its distribution.
 */
export function isDrawn({ run, noise }: SeenRun): boolean {
  const random = noiseRandom(run);
  const unused = new Set(Array.from({ length: DRAWN }, () => Math.abs(random.normal(1)[0])));
  return noise.flat().every((value) => unused.delete(Math.abs(value)));
}
