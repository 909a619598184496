import type { NamedMistake } from "../../step.ts";
import { LAB } from "./lab_sizes.ts";

/** The loss of its two terms, r and k, and the weight w of the second. */
export type LossFormula = (r: number, k: number, w: number) => number;

/** What students write in place of the weighted sum. */
export interface LossMistake extends NamedMistake {
  /** Ways to write the same mistake. */
  readonly formulas: readonly LossFormula[];
  /** Whether the gradient is lost. */
  readonly detached?: boolean;
}

/** The right one. */
export const LOSS: LossFormula = (r, k, w) => r + w * k;

/** The catalogue of `loss`. */
export const LOSS_MISTAKES: readonly LossMistake[] = [
  {
    name: "loss-weight-ignored",
    formulas: [(r, k) => r + k],
    message:
      "The weight of the KL divergence is not used: the loss is the same for every `klWeight`.",
    hint: "Does `klWeight` occur in your function?",
    strongerHint: "At a weight of 0, which of the two terms should be left?",
  },
  {
    name: "loss-weight-on-reconstruction",
    formulas: [(r, k, w) => w * r + k],
    message: "The weight multiplies the reconstruction error, not the KL divergence.",
    hint: "Which of the two terms is left at a weight of 0?",
    strongerHint:
      "A larger weight should pull the posteriors towards the prior. What does yours do?",
  },
  {
    name: "loss-weight-on-both",
    formulas: [(r, k, w) => w * (r + k)],
    message: "The weight multiplies both terms: the balance between them does not depend on it.",
    hint: "What is left at a weight of 0?",
    strongerHint: "Which terms does the product in your function reach? Look at the brackets.",
  },
  {
    name: "loss-weight-divides",
    formulas: [(r, k, w) => r + k / w],
    message:
      "The KL divergence is divided by its weight: the larger the weight, the less it counts.",
    hint: "What happens to your loss when the weight becomes very small?",
    strongerHint: "A weight of 2 says that the term counts twice.",
  },
  {
    name: "loss-complementary-weights",
    formulas: [(r, k, w) => (1 - w) * r + w * k],
    message:
      "The reconstruction error is weighted by 1 - klWeight, so that the two weights add up to 1.",
    hint: "At a weight of 1, what is left of the reconstruction error?",
    strongerHint:
      "klWeight belongs to one of the terms. Does the text give the other one a weight?",
  },
  {
    name: "loss-kl-subtracted",
    formulas: [(r, k, w) => r - w * k],
    message: "The KL divergence is subtracted: training would make it as large as it can.",
    hint: "Training makes the loss smaller. In which direction does that push the KL divergence?",
    strongerHint:
      "The ELBO has a minus sign there; but the ELBO is maximised, and your first term is an error.",
  },
  {
    name: "loss-negated",
    formulas: [(r, k, w) => -(r + w * k), (r, k, w) => w * k - r],
    message:
      "The reconstruction error is subtracted: training would make the reconstructions as bad as it can.",
    hint:
      "Training makes the loss smaller. In which direction does that push the reconstruction error?",
    strongerHint: "The ELBO is maximised, and a loss is minimised. Which of the two is asked for?",
  },
  {
    name: "loss-without-kl",
    formulas: [(r) => r],
    message: "The KL divergence is missing: this is the loss of an autoencoder without a prior.",
    hint: "Which of the arguments does your function use?",
    strongerHint: "What should happen to your loss when the KL divergence grows?",
  },
  {
    name: "loss-without-reconstruction",
    formulas: [(_, k, w) => w * k, (_, k) => k],
    message: "The reconstruction error is missing: nothing asks the decoder for the images.",
    hint: "Which of the arguments does your function use?",
    strongerHint: "At a weight of 0, which of the two terms should be left?",
  },
  {
    name: "loss-weight-twice",
    formulas: [(r, k, w) => r + w * w * k, (r, k, w) => r + 2 * w * k],
    message: "The KL divergence counts more than klWeight says: a further factor multiplies it.",
    hint: "How often does a factor stand in front of the KL divergence?",
    strongerHint: "At a weight of 2, how often should the KL divergence count?",
  },
  {
    name: "loss-product",
    formulas: [(r, k, w) => w * r * k],
    message: "The two terms are multiplied with each other.",
    hint: "At a weight of 0, which of the two terms should be left?",
    strongerHint: "The logarithm of a product is a sum. Of which of the two does the loss consist?",
  },
  {
    name: "loss-scaled-by-pixels",
    formulas: [
      (r, k, w) => r / LAB.pixels + w * k,
      (r, k, w) => r + w * k / LAB.pixels,
      (r, k, w) => (r + w * k) / LAB.pixels,
    ],
    message: `A term or the whole loss is divided by ${LAB.pixels}, the number of pixels.`,
    hint: "Which factors does the text give the two terms?",
    strongerHint: "What does the size of an image have to do with the weight that is asked for?",
  },
  {
    name: "loss-detached",
    formulas: [LOSS],
    detached: true,
    message:
      "The value is right, but no gradient reaches the two terms: training would change nothing.",
    hint: "Are the terms combined by operations of tf?",
    strongerHint:
      "A number that has been read out of a tensor (dataSync) no longer knows where it came from.",
  },
];
