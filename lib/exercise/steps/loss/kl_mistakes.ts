import { effectiveBeta } from "../../../theory/effective_beta.ts";
import { betaText } from "./beta_text.ts";
import { LAB } from "./lab_sizes.ts";
import type { FormulaMistake } from "../../formula_mistakes.ts";
import { type TermFormula, withParts } from "./term_formula.ts";

const { abs, exp, log } = Math;

/** The KL divergence of a batch from the prior. a is mu, and b is logVar. */
export const KL: TermFormula = {
  entry: (mu, logVar) => (exp(logVar) + mu * mu - 1 - logVar) / 2,
  entries: "sum",
  rows: "mean",
};

const averaged = { reconstruction: "sum", kl: "mean", weight: 1, ...LAB } as const;

/** What students write in place of the KL divergence of a batch. */
export const KL_MISTAKES: readonly FormulaMistake<TermFormula>[] = [
  {
    name: "kl-term-mean-over-units",
    change: withParts({ entries: "mean" }),
    message:
      "You averaged over the latent units as well as over the rows, as `tf.mean` without an axis does.",
    alone: `Together with a summed squared error and the lab's ${LAB.latentSize} units, that is ` +
      betaText(effectiveBeta(averaged)),
    hint: "Count what the divergence is divided by: the rows, the units, or both?",
    strongerHint:
      "Is the divergence of independent units the sum or the mean of their divergences?",
  },
  {
    name: "kl-term-sum-over-rows",
    change: withParts({ rows: "sum" }),
    message:
      "You summed over the rows as well as over the units: the divergence grows with the size of the batch.",
    alone:
      "Together with a squared error that is averaged over the rows, and the lab's batches of " +
      `${LAB.rows} images, that is ${betaText(LAB.rows)}`,
    hint: "What happens to your divergence when every image is in the batch twice?",
    strongerHint: "The divergence should be that of an average image of the batch.",
  },
  {
    name: "kl-term-axes-swapped",
    change: withParts({ entries: "mean", rows: "sum" }),
    message:
      "You summed over the rows and averaged over the latent units: the sum is divided by the number of units.",
    alone:
      `Together with the squared error of the text, the lab's ${LAB.latentSize} units and batches of ` +
      `${LAB.rows} images, that is ${betaText(LAB.rows / LAB.latentSize)}`,
    hint:
      "Along which axis does each of your reductions run? Count what the divergence is divided by.",
    strongerHint: "mu has the shape [B, d]. Which of the two is axis 0?",
  },
  {
    name: "kl-term-not-reduced",
    change: withParts({ left: "rows" }, { left: "columns" }, { left: "entries" }),
    message: "The divergences are not reduced to one number: this is a tensor of many.",
    hint: "A loss is one number for the batch. Which axes are left?",
    strongerHint: "Two reductions are needed, one over the units and another one over the rows.",
  },
  {
    name: "kl-term-without-half",
    change: withParts({ entry: (mu, logVar) => exp(logVar) + mu * mu - 1 - logVar }),
    message:
      "The divergence is twice as large as it should be: a factor in front of the sum is missing.",
    alone: `In the loss that is ${betaText(2)}`,
    hint: "Compare with the closed form that you derived in step 2.",
    strongerHint:
      "Take logVar = 0 and mu = 1 in one unit: what is the divergence of N(1, 1) from N(0, 1)?",
  },
  {
    name: "kl-term-wrong-sign",
    change: withParts({ entry: (mu, logVar) => -(exp(logVar) + mu * mu - 1 - logVar) / 2 }),
    message:
      "The divergence has the wrong sign: it is never positive, and training would make it as negative as it can.",
    hint: "A KL divergence is never negative. Is yours?",
    strongerHint:
      "Write down the sign in front of the sum and the signs inside it: which of them belong together?",
  },
  {
    name: "kl-term-log-sigma",
    change: withParts({ entry: (mu, s) => (exp(2 * s) + mu * mu - 1 - 2 * s) / 2 }),
    message: "`logVar` is used as if it were the logarithm of the standard deviation.",
    hint: "What is exp(logVar)? And its square?",
    strongerHint:
      "The name says what it is the logarithm of; look at each factor of 2 and each square in your function.",
  },
  {
    name: "kl-term-sigma-for-variance",
    change: withParts({ entry: (mu, logVar) => (exp(logVar / 2) + mu * mu - 1 - logVar) / 2 }),
    message: "The standard deviation stands where the variance should be.",
    hint: "Which power of sigma does the closed form have?",
    strongerHint: "exp(logVar / 2) is needed for drawing a code. Which quantity is needed here?",
  },
  {
    name: "kl-term-without-exp",
    change: withParts({ entry: (mu, logVar) => (logVar + mu * mu - 1 - logVar) / 2 }),
    message:
      "The logarithm of the variance stands where the variance itself should be, so that it cancels out.",
    hint: "Does your divergence still change when logVar changes?",
    strongerHint: "logVar occurs twice in the closed form, but not in the same way.",
  },
  {
    name: "kl-term-log-of-log-var",
    change: withParts({
      entry: (mu, v) => (v + mu * mu - 1 - log(v)) / 2,
      entryOfGradient: (mu, v) => (v + mu * mu - 1 - log(abs(v))) / 2, // tf differentiates log to 1 / v, also where log is NaN
    }, {
      entry: (mu, v) => (exp(v) + mu * mu - 1 - log(v)) / 2,
      entryOfGradient: (mu, v) => (exp(v) + mu * mu - 1 - log(abs(v))) / 2,
    }),
    message:
      "The logarithm of `logVar` is taken, which is already a logarithm; where `logVar` is negative, the result is NaN.",
    hint: "Which values can logVar take?",
    strongerHint: "The encoder gives the logarithm so that nobody has to take one afterwards.",
  },
  {
    name: "kl-term-without-one",
    change: withParts({ entry: (mu, logVar) => (exp(logVar) + mu * mu - logVar) / 2 }),
    message:
      "A constant is missing in every unit. The gradients are right, but the divergence is not 0 at the prior.",
    hint: "Put in mu = 0 and logVar = 0: the posterior is the prior.",
    strongerHint: "Of four terms in the bracket, one does not depend on the encoder.",
  },
  {
    name: "kl-term-of-mu-alone",
    change: withParts({ entry: (mu) => mu * mu / 2 }),
    message: "Only the means count: the variances do not enter the divergence.",
    hint: "What is your divergence at mu = 0, for a very small variance?",
    strongerHint: "A squared mean is the divergence only where the variance is 1.",
  },
  {
    name: "kl-term-mu-not-squared",
    change: withParts({ entry: (mu, logVar) => (exp(logVar) + mu - 1 - logVar) / 2 }),
    message: "The means are not squared: a negative mean makes the divergence smaller.",
    hint: "N(1, 1) and N(-1, 1) are equally far from N(0, 1). Are they in your formula?",
    strongerHint: "Look at what is done to mu before it is added.",
  },
  {
    name: "kl-term-plus-log-var",
    change: withParts({ entry: (mu, logVar) => (exp(logVar) + mu * mu - 1 + logVar) / 2 }),
    message: "The logarithm of the variance has the wrong sign.",
    hint: "Put in mu = 0 and change logVar alone: where is your divergence smallest?",
    strongerHint: "A posterior that becomes ever narrower must cost ever more.",
  },
  {
    name: "kl-term-of-prior-from-posterior",
    change: withParts({ entry: (mu, logVar) => ((1 + mu * mu) * exp(-logVar) - 1 + logVar) / 2 }),
    message:
      "This is the divergence of the prior from the posterior; the two distributions have changed places.",
    hint: "Which of the two distributions is the expectation taken under?",
    strongerHint:
      "The codes are drawn from the posterior, and the logarithms are averaged over the codes.",
  },
  {
    name: "kl-term-arguments-swapped",
    change: withParts({ entry: (mu, logVar) => (exp(mu) + logVar * logVar - 1 - mu) / 2 }),
    message: "mu is used as the log variance, and logVar as the mean.",
    hint: "In which order does the skeleton name the two arguments?",
    strongerHint: "Look at each use of mu and of logVar: which of the two is squared?",
  },
  {
    name: "kl-term-constant-once",
    change: withParts({
      entry: (mu, logVar) => (exp(logVar) + mu * mu - logVar) / 2,
      ofRow: (row) => row - 1 / 2,
    }),
    message:
      "The constant counts once for each row, however many units there are. The gradients are right, but the " +
      "divergence is not 0 at the prior.",
    hint: "Put in mu = 0 and logVar = 0: the posterior is the prior.",
    strongerHint: "Which of the four terms belong to each unit?",
  },
  {
    name: "kl-term-divided-by-lab-sizes",
    change: [LAB.pixels, LAB.rows].map((size) => (formula) => ({
      ...formula,
      rows: size === LAB.rows ? "sum" : formula.rows,
      ofBatch: (value) => value / size,
    })),
    message:
      `The divergence is divided by ${LAB.pixels}, the pixels of an image, or by ${LAB.rows}, the rows of a batch, ` +
      "whatever sizes the function is given.",
    hint: "Does a fixed number occur in your function, in place of a size that it could read?",
    strongerHint: "What is the divergence of a batch of another size divided by?",
  },
  {
    name: "kl-term-partly-detached",
    change: withParts({ detached: "a" }, { detached: "b" }),
    message:
      "The value is right, but no gradient reaches one of mu and logVar: training would not see it.",
    hint: "Is every operation between each of the two and your result one of tf's?",
    strongerHint:
      "Reading numbers out (dataSync, arraySync) and making a tensor of them cuts the gradient off.",
  },
  {
    name: "kl-term-detached",
    change: withParts({ detached: true }),
    message:
      "The value is right, but no gradient reaches mu and logVar: training would not see this term.",
    hint: "Is every operation between mu, logVar and your result one of tf's?",
    strongerHint:
      "Reading numbers out (dataSync, arraySync) and making a tensor of them cuts the gradient off.",
  },
];
