import type { Verdict } from "../measure/judge.ts";
import { ACTIVE_VARIANCE, NO_GAIN, USED_KL } from "../measure/collapse_state.ts";

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
function linearLines(
  { loss, klWeight, linearOptimum, linearUnits, usedUnits, accident }: Verdict,
): string[] {
  if (linearOptimum === undefined) return [];
  const beside = `Loss on them ${loss.toFixed(3)}; the optimal linear VAE at this weight (${
    Number(klWeight.toPrecision(3))
  }): ${linearOptimum.toFixed(3)}, ${linearUnits} ${linearUnits === 1 ? "unit" : "units"}.`;
  return [beside, meaning()];

  function meaning(): string {
    if (accident) {
      return "Worse, with fewer units: the missing units collapsed in training, or were trained too little;\n" +
        "the objective does not require it.";
    }
    if (linearUnits === 0 && usedUnits === 0) {
      return "At this weight the optimal linear VAE uses no unit either: the objective asks for the collapse.";
    }
    if (loss <= linearOptimum!) {
      return usedUnits < linearUnits!
        ? "Better, with fewer units: a decoder that is not linear needs no more."
        : "Better, as a decoder that is not linear can be.";
    }
    return "No better, with no fewer units: the rest is a matter of training.";
  }
}
