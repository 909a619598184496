import type { Step } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { NOISE_MISTAKES } from "./noise_mistakes.ts";
import { noiseOf } from "./noise_of.ts";
import { ORDER_MISTAKES } from "./order_mistakes.ts";
import { hasRightLosses, isTrained, RESULT_MISTAKES } from "./result_mistakes.ts";
import { runMistake, TOLERANCE } from "./run_mistake.ts";
import { seenRuns } from "./seen_run.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };
import { train } from "./training.ts";
import { drawTrainingCases, type TrainingCase, viewShape, viewText } from "./training_case.ts";
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
    mistakes: [...NOISE_MISTAKES, ...ORDER_MISTAKES, ...RESULT_MISTAKES].map(runMistake),
    hint:
      "Follow one batch: which noise does it get, which gradients are there before and after, who moves?",
    strongerHint:
      "Compare with the loop of the lab's notebook line by line: what does each of its lines do, and where is it " +
      "in yours?",
  })],
};

/**
 * The losses of a function that draws its noise row by row. The evidence is taken from these; nothing is wanted of
 * the other views, in which one number says little.
 */
function usual({ view, run }: TrainingCase): readonly number[] {
  if (view === "losses") return train(run, noiseOf(run)).losses;
  return view === "tensors" ? new Array<number>(STEPS).fill(0) : [];
}
