import type { Verdict } from "../measure/judge.ts";
import { ACTIVE_VARIANCE, NO_GAIN, USED_KL } from "../measure/collapse_state.ts";
import { linearMeaning } from "../report/linear_meaning.ts";

/** What state a run ended in, what it is read from, and whether the objective or the training did it. */
export function stateLines(verdict: Verdict, latentSize: number): string[] {
  const { state, usedUnits, reconstruction, shuffledReconstruction, meanImageError } = verdict;
  const row = (name: string, value: number) =>
    `  ${name.padEnd(34)}${value.toFixed(3).padStart(8)}`;
  return [
    "",
    `State: ${state}. ${usedUnits} of ${latentSize} units are in use (more than ${USED_KL} nats, and a ` +
    `mean whose`,
    `variance is above ${ACTIVE_VARIANCE}). Reconstruction error on the training images:`,
    row("from each image's own code", reconstruction),
    ...shuffledReconstruction === undefined
      ? []
      : [row("from the code of another image", shuffledReconstruction)],
    row("of the mean image", meanImageError),
    `(collapsed: no unit is in use, or the error from each image's own code lies below one of the other`,
    `two by less than ${100 * NO_GAIN} % of the mean image's error)`,
    ...linearLines(verdict),
  ];
}

/** The loss beside the best that a linear VAE can reach; see deno task predict. */
function linearLines(verdict: Verdict): string[] {
  const { loss, klWeight, linearOptimum, linearUnits } = verdict;
  const meaning = linearMeaning(verdict);
  if (linearOptimum === undefined || meaning === undefined) return [];
  const beside = `Loss on them ${loss.toFixed(3)}; the optimal linear VAE at this weight (${
    Number(klWeight.toPrecision(3))
  }): ${linearOptimum.toFixed(3)}, ${linearUnits} ${linearUnits === 1 ? "unit" : "units"}.`;
  return [beside, meaning];
}
