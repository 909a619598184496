import { effectiveBeta } from "../../../theory/effective_beta.ts";
import { betaText } from "./beta_text.ts";
import { LAB } from "./lab_sizes.ts";
import type { TermFormula, TermMistake } from "./term_formula.ts";

const { abs, log, sqrt } = Math;

/** The squared error of a batch. a is x, and b is xHat. */
export const RECONSTRUCTION: TermFormula = {
  entry: (x, xHat) => (xHat - x) ** 2,
  entries: "sum",
  rows: "mean",
};

const crossEntropy: Partial<TermFormula> = {
  entry: (x, xHat) => -x * log(xHat) - (1 - x) * log(1 - xHat),
};

const summed = { reconstruction: "sum", kl: "sum", weight: 1, ...LAB } as const;

/** What students write in place of the squared error of a batch. */
export const RECONSTRUCTION_MISTAKES: readonly TermMistake[] = [
  {
    name: "rec-mean-over-pixels",
    changes: [{ entries: "mean" }],
    message:
      "You averaged over the pixels as well as over the rows, as `tf.mean` without an axis and " +
      `tf.losses.meanSquaredError do. With the lab's ${LAB.pixels} pixels, beside a summed KL divergence, that is ` +
      betaText(effectiveBeta({ ...summed, reconstruction: "mean" })),
    hint: "Count what the error is divided by: the rows, the pixels, or both?",
    strongerHint:
      "The pixels of an image and the rows of a batch are reduced in different ways; `axis` tells " +
      "operations of tf which of the two is meant.",
  },
  {
    name: "rec-sum-over-rows",
    changes: [{ rows: "sum" }],
    message:
      "You summed over the rows as well as over the pixels: the error grows with the size of the batch, and " +
      "so does every gradient. Beside a KL divergence that is averaged over the rows, that is, with the lab's " +
      `batches of ${LAB.rows}, ${betaText(1 / LAB.rows)}`,
    hint: "What happens to your error when every image is in the batch twice?",
    strongerHint: "The error should be that of an average image of the batch.",
  },
  {
    name: "rec-not-reduced",
    changes: [{ left: "rows" }, { left: "columns" }, { left: "entries" }],
    message: "The squared errors are not put together: this is a tensor of many numbers, not one.",
    hint: "A loss is one number for the batch. Which axes are still there?",
    strongerHint: "Two reductions are needed, one over the pixels and another one over the rows.",
  },
  {
    name: "rec-not-squared",
    changes: [{ entry: (x, xHat) => xHat - x }, { entry: (x, xHat) => x - xHat }],
    message:
      "The differences are added up without a square, so that positive and negative ones cancel.",
    hint: "Can your error be negative?",
    strongerHint: "Look at what is done to each difference before the sum.",
  },
  {
    name: "rec-absolute-error",
    changes: [{ entry: (x, xHat) => abs(xHat - x) }],
    message: "This is the absolute error, not the squared one.",
    hint: "A difference of 0.1 and one of 0.2: how many times as much does the second count?",
    strongerHint: "The decoder is a Gaussian here. What does its logarithm do with the distance?",
  },
  {
    name: "rec-root",
    changes: [
      { ofRow: sqrt },
      { ofBatch: sqrt },
      { entries: "mean", ofBatch: sqrt },
      { entries: "mean", ofRow: sqrt },
      { rows: "sum", ofBatch: sqrt },
    ],
    message: "A root is taken of the squared error, as norms and root mean square errors do.",
    hint: "When all differences are twice as large, how many times as large is your error?",
    strongerHint: "tf.norm and its relatives end in a root. Does the error of the text?",
  },
  {
    name: "rec-square-after-sum",
    changes: [
      { entry: (x, xHat) => xHat - x, ofRow: (row) => row * row },
      { entry: (x, xHat) => xHat - x, ofBatch: (value) => value * value },
      { entry: (x, xHat) => xHat - x, entries: "mean", ofRow: (row) => row * row },
    ],
    message:
      "The differences are added up first and squared afterwards, so that positive and negative ones cancel.",
    hint: "In which order are the square and the sum taken?",
    strongerHint:
      "Take two pixels, one too dark and one too bright by as much: what is your error?",
  },
  {
    name: "rec-half",
    changes: [{ entry: (x, xHat) => (xHat - x) ** 2 / 2 }],
    message: "This is half of the squared error. Beside the whole KL divergence that is " +
      betaText(2 * effectiveBeta(summed)),
    hint: "Take one pixel that is off by 1: what is your error?",
    strongerHint:
      "A 1/2 belongs to the log-likelihood of a decoder with variance 1; the lab's error has none.",
  },
  {
    name: "rec-negated",
    changes: [{ entry: (x, xHat) => -((xHat - x) ** 2) }],
    message: "The error has the wrong sign: it is largest where the reconstruction is perfect.",
    hint: "Training makes this number smaller. What would it do to the reconstructions?",
    strongerHint:
      "A log-likelihood is maximised, and an error is minimised. Which of the two is asked for?",
  },
  {
    name: "rec-cross-entropy",
    changes: [crossEntropy, { ...crossEntropy, entries: "mean" }],
    message: "This is the binary cross-entropy, not the squared error.",
    hint: "What is your error where the reconstruction equals a gray image?",
    strongerHint:
      "Cross-entropy belongs to a decoder of black and white pixels. The lab's is Gaussian.",
  },
  {
    name: "rec-detached",
    changes: [{ detached: true }],
    message:
      "The value is right, but no gradient reaches the reconstructions: training would change nothing.",
    hint:
      "Is the error computed by operations of tf, from the tensor that it is given, to its end?",
    strongerHint:
      "Reading numbers out (dataSync, arraySync) and making a tensor of them cuts the gradient off.",
  },
];
