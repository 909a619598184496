import type { Evidence, NamedMistake } from "../../step.ts";
import type { Mistake } from "../../values_part.ts";
import { runEvidence } from "./run_evidence.ts";
import { type SeenRun, seenRuns } from "./seen_run.ts";
import { JUDGED_RUNS, type TrainingCase } from "./training_case.ts";

/** A mistake that shows in runs. */
export interface RunMistake extends NamedMistake {
  /** Whether it explains a run; the evidence where there is a better one than {@linkcode runEvidence}. */
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
      return found[0] === true ? runEvidence(runs[0]!) ?? true : found[0];
    },
  };
}
