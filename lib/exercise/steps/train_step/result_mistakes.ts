import type { Evidence } from "../../step.ts";
import { areClose } from "../../values_part.ts";
import { isDrawn } from "./noise_of.ts";
import { type RunMistake, TOLERANCE } from "./run_mistake.ts";
import type { SeenRun } from "./seen_run.ts";
import { train } from "./training.ts";

/** What students return, or leave behind, after training as they should. */
export const RESULT_MISTAKES: readonly RunMistake[] = [
  {
    name: "train-loss-after-step",
    explains: (seen) =>
      isTrained(seen) &&
      areClose(seen.losses, train(seen.run, seen.noise).lossesAfter, TOLERANCE),
    message: "The loss that is returned is that of the parameters after the step.",
    hint: "Which parameters did the model have when the returned loss was computed?",
    strongerHint:
      "One forward pass for a batch is enough: its loss is both differentiated and returned.",
  },
  {
    name: "train-returns-tensor",
    explains: (seen) =>
      isTrained(seen) && !seen.returnsNumbers && {
        at: "what a step returns",
        wanted: "a number",
        found: "a tensor or a list",
      },
    message: "The loss is returned as a tensor or a list, not as a number.",
    hint: "How is a number read out of a tensor with one entry?",
    strongerHint:
      "PyTorch's `loss.item()` has no namesake here; look for methods of tensors that give data.",
  },
  {
    name: "train-tensors-left",
    explains: (seen) =>
      isTrained(seen) && hasRightLosses(seen) && seen.returnsNumbers &&
      seen.tensors.every((count) => count > 0) && tensorEvidence(seen),
    message:
      "The parameters and the loss are right, but each call leaves tensors in memory. In an epoch of 469 " +
      "batches they add up.",
    hint: "Which tensors does your function make, and which of them does it free?",
    strongerHint:
      "The noise is a tensor, and so is the loss. The text names two ways to free them.",
  },
  {
    name: "train-batch-disposed",
    explains: (seen) =>
      isTrained(seen) && hasRightLosses(seen) && seen.returnsNumbers &&
      seen.tensors.every((count) => count === -1) && tensorEvidence(seen),
    message: "The batch x is disposed of, which the caller may still need.",
    hint: "Which of the tensors that you free did your function make itself?",
    strongerHint: "x belongs to the caller: in the next epoch the same images are needed again.",
  },
];

function tensorEvidence({ tensors }: SeenRun): Evidence {
  return {
    at: "change of the number of tensors in memory by step 1",
    wanted: "0",
    found: `${tensors[0]}`,
  };
}

/** Whether the noise and the parameters of a run are right. */
export function isTrained(seen: SeenRun): boolean {
  return isDrawn(seen) &&
    areClose(seen.parameters.flat(), train(seen.run, seen.noise).parameters.flat(), TOLERANCE);
}

/** Whether the losses of a run are right. */
export function hasRightLosses({ run, noise, losses }: SeenRun): boolean {
  return areClose(losses, train(run, noise).losses, TOLERANCE);
}
