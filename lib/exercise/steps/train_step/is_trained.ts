import { areClose } from "../../are_close.ts";
import { noiseDefect } from "./noise_defect.ts";
import type { SeenRun } from "./seen_run.ts";
import { TOLERANCE, train } from "./training.ts";

/** Whether a run's noise is right, and its parameters are where that noise should have brought them. */
export function isTrained(seen: SeenRun): boolean {
  return !noiseDefect(seen) &&
    areClose(seen.parameters.flat(), train(seen.run, seen.noise).parameters.flat(), TOLERANCE);
}
