import type { Step } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { hasRightLosses } from "./has_right_losses.ts";
import { isTrained } from "./is_trained.ts";
import { NOISE_MISTAKES } from "./noise_mistakes.ts";
import { ORDER_MISTAKES } from "./order_mistakes.ts";
import { RESULT_MISTAKES } from "./result_mistakes.ts";
import { tensorEvidence } from "./run_evidence.ts";
import { runMistake } from "./run_mistake.ts";
import { seenRuns } from "./seen_run.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };
import { drawTrainingCases, type TrainingCase, viewShape, viewText } from "./training_case.ts";
import { unexplained } from "./unexplained.ts";

const part = valuesPart<TrainingCase>({
  name: "trainStep",
  draw: drawTrainingCases,
  describe: viewText,
  right: () => [], // any normal noise is right: `isRight` judges, and `unexplained` has the evidence
  shape: viewShape,
  isRight: (cases, answers) =>
    seenRuns(cases, answers).every((seen) =>
      seen && isTrained(seen) && hasRightLosses(seen) && !tensorEvidence(seen)
    ),
  mistakes: [...NOISE_MISTAKES, ...ORDER_MISTAKES, ...RESULT_MISTAKES].map(runMistake),
  hint:
    "Follow one batch: which noise does it get, which gradients are there before and after it, and what moves the " +
    "parameters?",
  strongerHint:
    "Compare with the loop of the lab's notebook line by line: what does each of its lines do, and where is it " +
    "in yours?",
});

/** Step 6: the training step. */
export const trainStepStep: Step = {
  number: 6,
  id: "train_step",
  title: "the training step",
  ...{ text, skeleton, solution },
  parts: [{
    ...part,
    check: (cases, answers) => {
      const finding = part.check(cases, answers);
      // Without evidence the message says it all: an error was thrown, or something other than numbers came back.
      if (!finding?.evidence || finding.mistake) return finding;
      return { ...finding, ...unexplained(cases as readonly TrainingCase[], answers) };
    },
  }],
};
