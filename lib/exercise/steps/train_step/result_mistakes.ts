import { areClose } from "../../are_close.ts";
import { hasRightLosses } from "./has_right_losses.ts";
import { isTrained } from "./is_trained.ts";
import { tensorEvidence } from "./run_evidence.ts";
import type { RunMistake } from "./run_mistake.ts";
import { TOLERANCE, train } from "./training.ts";

/** What students return, or leave behind, after training as they should. */
export const RESULT_MISTAKES: readonly RunMistake[] = [
  {
    name: "train-loss-after-step",
    explains: (seen) =>
      isTrained(seen) &&
      areClose(seen.losses, train(seen.run, seen.noise).lossesAfter, TOLERANCE),
    message: "The loss that is returned is computed with the parameters after the step.",
    hint: "Which parameters did the model have when the returned loss was computed?",
    strongerHint:
      "One forward pass for a batch is enough: its loss is both differentiated and returned.",
  },
  {
    name: "train-loss-of-another-pass",
    explains: (seen) =>
      isTrained(seen) && seen.calls.every(({ forward, forwardInAdd }) => forward > forwardInAdd) &&
      !areClose(seen.losses, train(seen.run, seen.noise).lossesAfter, TOLERANCE) &&
      !hasRightLosses(seen),
    message:
      "The loss that is returned is not the one whose gradients moved the parameters, and the model runs once more " +
      "than gradients.add needs.",
    hint: "With which noise is the returned loss computed?",
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
      "TensorFlow.js has no `loss.item()` as PyTorch does; look for methods of tensors that return data.",
  },
  {
    name: "train-tensors-left",
    explains: (seen) =>
      isTrained(seen) && hasRightLosses(seen) && seen.returnsNumbers &&
      seen.tensors.every((count) => count > 0) && tensorEvidence(seen)!,
    message:
      "The parameters and the loss are right, but each call leaves tensors in memory, and an epoch makes 469 " +
      "calls.",
    hint: "Which tensors does your function create, and which of them does it free?",
    strongerHint:
      "The noise is a tensor, and so is the loss. The text names two ways to free them.",
  },
  {
    name: "train-batch-disposed",
    explains: (seen) =>
      isTrained(seen) && hasRightLosses(seen) && seen.returnsNumbers &&
      seen.tensors.every((count) => count === -1) && tensorEvidence(seen)!,
    message: "The batch x is disposed of, although the caller may still need it.",
    hint: "Which of the tensors that you free did your function create itself?",
    strongerHint: "x belongs to the caller: in the next epoch the same images are needed again.",
  },
];
