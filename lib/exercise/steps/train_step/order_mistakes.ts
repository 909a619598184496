import { areClose } from "../../are_close.ts";
import type { RunMistake } from "./run_mistake.ts";
import type { SeenRun } from "./seen_run.ts";
import { PROGRAM, type Program, TOLERANCE, train } from "./training.ts";
import type { Calls } from "./training_case.ts";

/** What students do in place of clearing, adding and stepping once each, in this order. */
export const ORDER_MISTAKES: readonly RunMistake[] = [
  {
    name: "train-gradients-not-cleared",
    explains: movesBy({ operations: ["add", "step"] }),
    message:
      "The gradients are not cleared: each step also moves the parameters by the gradients of all earlier " +
      "batches.",
    hint: "What does gradients.add do with the gradients that are already there?",
    strongerHint: "Which call removes what the previous batch left? Is it made for every batch?",
  },
  {
    name: "train-step-before-backward",
    explains: movesBy({ operations: ["step", "clear", "add"] }),
    message:
      "The optimizer takes its step before the gradients of this batch are computed, and uses those of the " +
      "previous batch.",
    hint: "In which order are the three calls made?",
    strongerHint:
      "optimizer.step() uses the gradients as they stand. Whose are they at that moment?",
  },
  {
    name: "train-gradients-cleared-before-step",
    explains: standsStill((calls) => calls.forwardInAdd > 0 && calls.step > 0),
    message:
      "The gradients are zero whenever the optimizer takes its step: the parameters never move.",
    hint: "In which order are the three calls made?",
    strongerHint:
      "Which calls stand between the one that computes the gradients and the one that uses them?",
  },
  {
    name: "train-step-forgotten",
    explains: standsStill((calls) => calls.add > 0 && calls.step === 0),
    message: "The gradients are computed, but the parameters never move.",
    hint: "What moves the parameters?",
    strongerHint: "One part of the first argument is never used. Which?",
  },
  {
    name: "train-backward-forgotten",
    explains: standsStill((calls) => calls.add === 0 && calls.step > 0),
    message: "The loss is computed, but not its gradients: the optimizer's step moves nothing.",
    hint: "Where do the gradients that the optimizer uses come from?",
    strongerHint: "What is PyTorch's `loss.backward()` called here?",
  },
  {
    name: "train-forward-outside",
    explains: standsStill((calls) => calls.add > 0 && calls.forwardInAdd === 0 && calls.step > 0),
    message:
      "The model runs outside of the function that gradients.add is given. Only what happens inside is " +
      "differentiated, so the gradients are zero and the parameters never move.",
    hint: "Which operations happen while gradients.add runs its function?",
    strongerHint:
      "Every operation between the parameters and the loss has to run inside that function.",
  },
  {
    name: "train-two-steps",
    explains: movesBy({ operations: ["clear", "add", "step", "step"] }),
    message: "The optimizer takes two steps with the gradients of one batch.",
    hint: "How often is optimizer.step called for a batch?",
    strongerHint:
      "The second step uses gradients of parameters that the first step has already changed.",
  },
  {
    name: "train-two-backwards",
    explains: movesBy({ operations: ["clear", "add", "add", "step"] }),
    message:
      "The gradients of a batch are added twice, so that each is twice as large as it should be.",
    hint: "How often is gradients.add called for a batch?",
    strongerHint: "gradients.add also returns the loss; it does not have to be computed again.",
  },
  {
    name: "train-weight-ignored",
    explains: movesBy({ operations: ["clear", "add", "step"], klWeight: 1 }),
    message: "The KL divergence has the weight 1, whatever klWeight is.",
    hint: "Which weight is the loss computed with?",
    strongerHint: "The first argument holds more than functions.",
  },
  {
    name: "train-without-kl",
    explains: movesBy({ operations: ["clear", "add", "step"], klWeight: 0 }),
    message:
      "The parameters are trained on the reconstruction error alone, without the KL divergence.",
    hint: "Which quantity is differentiated?",
    strongerHint: "The loss of step 5 has two terms. Which weight does the second get here?",
  },
  {
    name: "train-weight-twice",
    explains: (seen) => {
      const { klWeight } = seen.run;
      return movesBy({ ...PROGRAM, klWeight: klWeight ** 2 })(seen) ||
        movesBy({ ...PROGRAM, scale: klWeight })(seen);
    },
    message:
      "The loss is multiplied by klWeight once more than it should be, as a whole or in its KL term.",
    hint: "How often does klWeight occur in your function?",
    strongerHint: "What does `loss` do with its second argument?",
  },
  {
    name: "train-loss-times-rows",
    explains: (seen) =>
      [seen.run.rows, 1 / seen.run.rows].some((scale) => movesBy({ ...PROGRAM, scale })(seen)),
    message:
      "The loss that is differentiated is multiplied or divided by the number of images in the batch.",
    hint: "What is done to the loss before it is differentiated?",
    strongerHint: "Is `loss` the sum or the mean over the images of a batch?",
  },
];

/** The parameters are where such a program brings them, with the noise that was used. */
function movesBy(program: Program): (seen: SeenRun) => boolean {
  return ({ run, noise, parameters }) =>
    areClose(parameters.flat(), train(run, noise, program).parameters.flat(), TOLERANCE);
}

/** The parameters stay where they begin, and the calls of each step say why. */
function standsStill(why: (calls: Calls) => boolean): (seen: SeenRun) => boolean {
  return (seen) => movesBy({ operations: [] })(seen) && seen.calls.every(why);
}
