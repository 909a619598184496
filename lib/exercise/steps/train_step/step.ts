import type { Evidence, Step } from "../../step.ts";
import { type Mistake, valuesPart } from "../../values_part.ts";
import { NOISE_MISTAKES, type RunMistake } from "./noise_mistakes.ts";
import { noiseOf } from "./noise_of.ts";
import { ORDER_MISTAKES, TOLERANCE } from "./order_mistakes.ts";
import { hasRightLosses, isTrained, RESULT_MISTAKES } from "./result_mistakes.ts";
import { seenRuns } from "./seen_run.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };
import { train } from "./training.ts";
import {
  drawTrainingCases,
  JUDGED_RUNS,
  type TrainingCase,
  viewShape,
  viewText,
} from "./training_case.ts";
import { STEPS } from "./training_run.ts";

/** Step 6: the training step. */
export const trainStepStep: Step = {
  number: 6,
  id: "train_step",
  title: "the training step",
  ...{ text, skeleton, solution },
  parts: [valuesPart<TrainingCase>({
    name: "trainStep",
    draw: drawTrainingCases,
    describe: viewText,
    right: usual,
    shape: viewShape,
    tolerance: TOLERANCE,
    isRight: (cases, answers) =>
      seenRuns(cases, answers).every((seen) =>
        seen && isTrained(seen) && hasRightLosses(seen) &&
        seen.tensors.every((count) => count === 0)
      ),
    mistakes: [...NOISE_MISTAKES, ...ORDER_MISTAKES, ...RESULT_MISTAKES].map(ofRuns),
    hint:
      "Follow one batch: which noise does it get, which gradients are there before and after, who moves?",
    strongerHint:
      "Compare with the loop of the lab's notebook line by line: what does each of its lines do, and where is it " +
      "in yours?",
  })],
};

/** What a function gives that draws its noise row by row; what is not compared by its values is empty. */
function usual({ view, run }: TrainingCase): readonly number[] {
  if (view === "losses") return train(run, noiseOf(run)).losses;
  if (view === "parameters") return train(run, noiseOf(run)).parameters.flat();
  return view === "tensors" ? new Array<number>(STEPS).fill(0) : [];
}

/** A mistake that explains every one of the runs by which mistakes are judged. */
function ofRuns({ explains, ...told }: RunMistake): Mistake<TrainingCase> {
  return {
    ...told,
    explains: (cases, answers) => {
      let evidence: Evidence | boolean = false;
      for (const seen of seenRuns(cases, answers).slice(0, JUDGED_RUNS)) {
        const found = seen ? explains(seen) : false;
        if (!found) return false;
        evidence ||= found;
      }
      return evidence;
    },
  };
}
