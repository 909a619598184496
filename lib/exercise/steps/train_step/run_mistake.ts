import type { Evidence, NamedMistake } from "../../step.ts";
import { areClose, type Mistake, numberText } from "../../values_part.ts";
import { type SeenRun, seenRuns } from "./seen_run.ts";
import { train } from "./training.ts";
import { JUDGED_RUNS, type TrainingCase, viewText } from "./training_case.ts";

/** How far float32 losses and parameters may be off. */
export const TOLERANCE = 1e-4;

/** A mistake that shows in runs. */
export interface RunMistake extends NamedMistake {
  /** Whether it explains a run; the evidence where there is a better one than the usual. */
  readonly explains: (run: SeenRun) => Evidence | boolean;
}

/** A mistake that explains every one of the runs by which mistakes are judged. */
export function runMistake({ explains, ...told }: RunMistake): Mistake<TrainingCase> {
  return {
    ...told,
    explains: (cases, answers) => {
      const runs = seenRuns(cases, answers).slice(0, JUDGED_RUNS);
      const found = runs.map((seen) => seen !== undefined && explains(seen));
      if (found.includes(false)) return false;
      return found[0] === true ? usualEvidence(runs[0]!) : found[0];
    },
  };
}

/** The first loss that is off, beside the one that the same noise should have led to; or else a parameter. */
function usualEvidence({ run, noise, losses, parameters }: SeenRun): Evidence {
  const right = train(run, noise);
  const step = losses.findIndex((loss, i) => !areClose([loss], [right.losses[i]], TOLERANCE));
  if (step >= 0) {
    const at = `step ${step + 1} of ${viewText({ view: "losses", run })}`;
    return { at, wanted: numberText(right.losses[step]), found: numberText(losses[step]) };
  }
  const [last, wanted] = [parameters.at(-1)!, right.parameters.at(-1)!];
  const distances = last.map((value, i) => Math.abs(value - wanted[i]));
  const i = distances.indexOf(Math.max(...distances));
  const at = `number ${i + 1} of ${last.length} at the end of ${
    viewText({ view: "parameters", run })
  }`;
  return { at, wanted: numberText(wanted[i]), found: numberText(last[i]) };
}
