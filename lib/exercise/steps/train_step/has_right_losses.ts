import { areClose } from "../../are_close.ts";
import type { SeenRun } from "./seen_run.ts";
import { TOLERANCE, train } from "./training.ts";

/** Whether a run's losses are those of its noise, before each step. */
export function hasRightLosses({ run, noise, losses }: SeenRun): boolean {
  return areClose(losses, train(run, noise).losses, TOLERANCE);
}
