import { effectiveBeta } from "../../../theory/effective_beta.ts";
import { betaText } from "./beta_text.ts";
import { LAB } from "./lab_sizes.ts";
import type { FormulaMistake } from "../../formula_mistakes.ts";
import { type TermFormula, withParts } from "./term_formula.ts";

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
export const RECONSTRUCTION_MISTAKES: readonly FormulaMistake<TermFormula>[] = [
  {
    name: "rec-mean-over-pixels",
    change: withParts({ entries: "mean" }),
    message:
      "You averaged over the pixels as well as over the rows, as `tf.mean` without an axis and " +
      "tf.losses.meanSquaredError do.",
    alone: `Together with a summed KL divergence and the lab's ${LAB.pixels} pixels, that is ` +
      betaText(effectiveBeta({ ...summed, reconstruction: "mean" })),
    hint: "Count what the error is divided by: the rows, the pixels, or both?",
    strongerHint:
      "The pixels of an image and the rows of a batch are reduced in different ways; `axis` tells " +
      "operations of tf which of the two is meant.",
  },
  {
    name: "rec-sum-over-rows",
    change: withParts({ rows: "sum" }),
    message:
      "You summed over the rows as well as over the pixels: the error grows with the size of the batch, and " +
      "so does every gradient.",
    alone: "Together with a KL divergence that is averaged over the rows, and the lab's " +
      `batches of ${LAB.rows} images, that is ${betaText(1 / LAB.rows)}`,
    hint: "What happens to your error when every image is in the batch twice?",
    strongerHint: "The error should be that of an average image of the batch.",
  },
  {
    name: "rec-axes-swapped",
    change: withParts({ entries: "mean", rows: "sum" }),
    message:
      "You summed over the rows and averaged over the pixels: the sum is divided by the number of pixels.",
    alone:
      `Together with the KL divergence of the text, the lab's ${LAB.pixels} pixels and batches of ` +
      `${LAB.rows} images, that is ${betaText(LAB.pixels / LAB.rows)}`,
    hint: "Along which axis does each of your reductions run? Count what the error is divided by.",
    strongerHint: "x has the shape [B, P]. Which of the two is axis 0?",
  },
  {
    name: "rec-divided-by-lab-sizes",
    change: [LAB.pixels, LAB.rows].map((size) => (formula) => ({
      ...formula,
      rows: size === LAB.rows ? "sum" : formula.rows,
      ofBatch: (value) => value / size,
    })),
    message:
      `The error is divided by ${LAB.pixels}, the pixels of an image, or by ${LAB.rows}, the rows of a batch, ` +
      "whatever sizes the function is given.",
    hint: "Does a fixed number occur in your function, in place of a size that it could read?",
    strongerHint: "What is the error of a batch of another size divided by?",
  },
  {
    name: "rec-not-reduced",
    change: withParts({ left: "rows" }, { left: "columns" }, { left: "entries" }),
    message: "The squared errors are not reduced to one number: this is a tensor of many.",
    hint: "A loss is one number for the batch. Which axes are left?",
    strongerHint: "Two reductions are needed, one over the pixels and another one over the rows.",
  },
  {
    name: "rec-not-squared",
    change: withParts({ entry: (x, xHat) => xHat - x }, { entry: (x, xHat) => x - xHat }),
    message:
      "The differences are added up without being squared, so that positive and negative ones cancel.",
    hint: "Can your error be negative?",
    strongerHint: "Look at what is done to each difference before the sum.",
  },
  {
    name: "rec-absolute-error",
    change: withParts({ entry: (x, xHat) => abs(xHat - x) }),
    message: "This is the absolute error, not the squared one.",
    hint: "How many times as much as a difference of 0.1 does one of 0.2 count?",
    strongerHint:
      "The decoder is a Gaussian here. How does its log density depend on the distance?",
  },
  {
    name: "rec-root",
    change: withParts({ ofRow: sqrt }, { ofBatch: sqrt }, { entries: "mean", ofBatch: sqrt }, {
      entries: "mean",
      ofRow: sqrt,
    }, { rows: "sum", ofBatch: sqrt }),
    message:
      "The square root of the squared error is taken, as in a norm or a root mean square error.",
    hint: "When all differences are twice as large, how many times as large is your error?",
    strongerHint: "tf.norm and similar functions end with a root. Does the error of the text?",
  },
  {
    name: "rec-square-after-sum",
    change: withParts({ entry: (x, xHat) => xHat - x, ofRow: (row) => row * row }, {
      entry: (x, xHat) => xHat - x,
      ofBatch: (value) => value * value,
    }, { entry: (x, xHat) => xHat - x, entries: "mean", ofRow: (row) => row * row }),
    message:
      "The differences are added up first and squared afterwards, so that positive and negative ones cancel.",
    hint: "In which order are the square and the sum taken?",
    strongerHint:
      "Take two pixels, one too dark and one too bright by the same amount: what is your error?",
  },
  {
    name: "rec-half",
    change: withParts({ entry: (x, xHat) => (xHat - x) ** 2 / 2 }),
    message: "This is half of the squared error.",
    alone: "Together with the full KL divergence that is " +
      betaText(2 * effectiveBeta(summed)),
    hint: "Take one pixel that is off by 1: what is your error?",
    strongerHint:
      "A 1/2 belongs to the log-likelihood of a decoder with variance 1; the lab's error has none.",
  },
  {
    name: "rec-negated",
    change: withParts({ entry: (x, xHat) => -((xHat - x) ** 2) }),
    message: "The error has the wrong sign: it is largest where the reconstruction is perfect.",
    hint: "Training makes this number smaller. What would it do to the reconstructions?",
    strongerHint:
      "A log-likelihood is maximised, and an error is minimised. Which of the two is asked for?",
  },
  {
    name: "rec-cross-entropy",
    change: withParts(crossEntropy, { ...crossEntropy, entries: "mean" }),
    message: "This is the binary cross-entropy, not the squared error.",
    hint: "What is your error where an image is gray and the reconstruction equals it?",
    strongerHint:
      "Cross-entropy belongs to a decoder of black and white pixels. The lab's is Gaussian.",
  },
  {
    name: "rec-detached",
    change: withParts({ detached: true }),
    message:
      "The value is right, but no gradient reaches the reconstructions: training would change nothing.",
    hint: "Is every operation between xHat and your result one of tf's?",
    strongerHint:
      "Reading numbers out (dataSync, arraySync) and making a tensor of them cuts the gradient off.",
  },
];
