import { effectiveBeta } from "../../../theory/effective_beta.ts";
import { betaText } from "./beta_text.ts";
import { LAB } from "./lab_sizes.ts";
import type { TermFormula, TermMistake } from "./term_formula.ts";

const { abs, exp, log } = Math;

/** The KL divergence of a batch from the prior. a is mu, and b is logVar. */
export const KL: TermFormula = {
  entry: (mu, logVar) => (exp(logVar) + mu * mu - 1 - logVar) / 2,
  entries: "sum",
  rows: "mean",
};

const averaged = { reconstruction: "sum", kl: "mean", weight: 1, ...LAB } as const;

/** What students write in place of the KL divergence of a batch. */
export const KL_MISTAKES: readonly TermMistake[] = [
  {
    name: "kl-term-mean-over-units",
    changes: [{ entries: "mean" }],
    message:
      "You averaged over the latent units as well as over the rows, as `tf.mean` without an axis does. With " +
      `the lab's ${LAB.latentSize} units, beside a summed squared error, that is ` +
      betaText(effectiveBeta(averaged)),
    hint: "Count what the divergence is divided by: the rows, the units, or both?",
    strongerHint: "The divergence of independent units: is it the sum or the mean of theirs?",
  },
  {
    name: "kl-term-sum-over-rows",
    changes: [{ rows: "sum" }],
    message:
      "You summed over the rows as well as over the units: the divergence grows with the size of the batch. " +
      "Beside a squared error that is averaged over the rows, that is, with the lab's batches of " +
      `${LAB.rows}, ${betaText(LAB.rows)}`,
    hint: "What happens to your divergence when every image is in the batch twice?",
    strongerHint: "The divergence should be that of an average image of the batch.",
  },
  {
    name: "kl-term-not-reduced",
    changes: [{ left: "rows" }, { left: "columns" }, { left: "entries" }],
    message: "The divergences are not put together: this is a tensor of many numbers, not one.",
    hint: "A loss is one number for the batch. Which axes are still there?",
    strongerHint: "Two reductions are needed, one over the units and another one over the rows.",
  },
  {
    name: "kl-term-without-half",
    changes: [{ entry: (mu, logVar) => exp(logVar) + mu * mu - 1 - logVar }],
    message:
      "The divergence is twice as large as it should be: a factor in front of the sum is missing. In the loss " +
      `that is ${betaText(2)}`,
    hint: "Compare with the closed form that you derived in step 2.",
    strongerHint:
      "Take logVar = 0 and mu = 1 in one unit: what is the divergence of N(1, 1) from N(0, 1)?",
  },
  {
    name: "kl-term-wrong-sign",
    changes: [{ entry: (mu, logVar) => -(exp(logVar) + mu * mu - 1 - logVar) / 2 }],
    message:
      "The divergence has the wrong sign: it is never positive, and training would make it as negative as it can.",
    hint: "A KL divergence is never negative. Is yours?",
    strongerHint:
      "Write down the sign in front of the sum and the signs inside it: which of them belong together?",
  },
  {
    name: "kl-term-log-sigma",
    changes: [{ entry: (mu, s) => (exp(2 * s) + mu * mu - 1 - 2 * s) / 2 }],
    message: "`logVar` is used as if it were the logarithm of the standard deviation.",
    hint: "What is exp(logVar)? And its square?",
    strongerHint:
      "The name says of what it is the logarithm; look at each place where a factor of 2 or a square stands.",
  },
  {
    name: "kl-term-sigma-for-variance",
    changes: [{ entry: (mu, logVar) => (exp(logVar / 2) + mu * mu - 1 - logVar) / 2 }],
    message: "The standard deviation stands where the variance should be.",
    hint: "Which power of sigma does the closed form have?",
    strongerHint: "exp(logVar / 2) is needed for drawing a code. Which quantity is needed here?",
  },
  {
    name: "kl-term-without-exp",
    changes: [{ entry: (mu, logVar) => (logVar + mu * mu - 1 - logVar) / 2 }],
    message:
      "The logarithm of the variance stands where the variance itself should be, so that it cancels out.",
    hint: "Does your divergence still change when logVar changes?",
    strongerHint: "logVar occurs twice in the closed form, but not in the same way.",
  },
  {
    name: "kl-term-log-of-log-var",
    changes: [
      {
        entry: (mu, v) => (v + mu * mu - 1 - log(v)) / 2,
        entryOfGradient: (mu, v) => (v + mu * mu - 1 - log(abs(v))) / 2, // 1 / v, of which NaN knows nothing
      },
      {
        entry: (mu, v) => (exp(v) + mu * mu - 1 - log(v)) / 2,
        entryOfGradient: (mu, v) => (exp(v) + mu * mu - 1 - log(abs(v))) / 2,
      },
    ],
    message:
      "A logarithm is taken of `logVar`, which is a logarithm already; where it is negative, that is no number.",
    hint: "Which values can logVar take?",
    strongerHint:
      "The encoder gives the logarithm so that no logarithm has to be taken afterwards.",
  },
  {
    name: "kl-term-without-one",
    changes: [{ entry: (mu, logVar) => (exp(logVar) + mu * mu - logVar) / 2 }],
    message:
      "A constant is missing in every unit. The gradients are right, but the divergence is not 0 at the prior.",
    hint: "Put in mu = 0 and logVar = 0: the posterior is the prior.",
    strongerHint: "Of four terms in the bracket, one does not depend on the encoder.",
  },
  {
    name: "kl-term-of-mu-alone",
    changes: [{ entry: (mu) => mu * mu / 2 }],
    message: "Only the means are counted: the variances take no part in the divergence.",
    hint: "What is your divergence at mu = 0, for a very small variance?",
    strongerHint: "A squared mean is the divergence only where the variance is 1.",
  },
  {
    name: "kl-term-mu-not-squared",
    changes: [{ entry: (mu, logVar) => (exp(logVar) + mu - 1 - logVar) / 2 }],
    message: "The means are not squared: a negative mean makes the divergence smaller.",
    hint: "N(1, 1) and N(-1, 1) are equally far from N(0, 1). Are they in your formula?",
    strongerHint: "Look at what is done to mu before it is added.",
  },
  {
    name: "kl-term-plus-log-var",
    changes: [{ entry: (mu, logVar) => (exp(logVar) + mu * mu - 1 + logVar) / 2 }],
    message: "The logarithm of the variance has the wrong sign.",
    hint: "Put in mu = 0 and change logVar alone: where is your divergence smallest?",
    strongerHint: "A posterior that becomes ever narrower must cost ever more.",
  },
  {
    name: "kl-term-of-prior-from-posterior",
    changes: [{ entry: (mu, logVar) => ((1 + mu * mu) * exp(-logVar) - 1 + logVar) / 2 }],
    message:
      "This is the divergence of the prior from the posterior; the two distributions have changed places.",
    hint: "Which of the two distributions is the expectation taken under?",
    strongerHint:
      "The codes are drawn from the posterior, and the logarithms are averaged over the codes.",
  },
  {
    name: "kl-term-detached",
    changes: [{ detached: true }],
    message:
      "The value is right, but no gradient reaches mu and logVar: training would not see this term.",
    hint:
      "Is the divergence computed by operations of tf, from the tensors that it is given, to its end?",
    strongerHint:
      "Reading numbers out (dataSync, arraySync) and making a tensor of them cuts the gradient off.",
  },
];
