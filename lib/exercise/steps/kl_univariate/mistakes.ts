import { type FormulaMistake, formulaMistakes } from "../../formula_mistakes.ts";
import type { UnivariateCase } from "./univariate_case.ts";

/** Means and standard deviations, as the formula uses them. */
interface Numbers {
  readonly meanQ: number;
  readonly stdQ: number;
  readonly meanP: number;
  readonly stdP: number;
}

/** The closed form in its parts: factor * (log + spread + distance - constant). */
interface Formula {
  readonly numbers: (at: UnivariateCase) => Numbers;
  readonly log: (numbers: Numbers) => number;
  readonly spread: (numbers: Numbers) => number;
  readonly distance: (numbers: Numbers) => number;
  readonly constant: number;
  readonly factor: number;
}

const RIGHT: Formula = {
  numbers: ({ q, p }) => ({ meanQ: q.mean, stdQ: q.std, meanP: p.mean, stdP: p.std }),
  log: ({ stdQ, stdP }) => Math.log(stdP / stdQ),
  spread: ({ stdQ, stdP }) => (stdQ / stdP) ** 2 / 2,
  distance: ({ meanQ, meanP, stdP }) => ((meanQ - meanP) / stdP) ** 2 / 2,
  constant: 1 / 2,
  factor: 1,
};

function value(formula: Formula, at: UnivariateCase): number {
  const { constant, factor } = formula;
  const numbers = formula.numbers(at);
  const sum = formula.log(numbers) + formula.spread(numbers) + formula.distance(numbers);
  return factor * (sum - constant);
}

const CHANGES: readonly FormulaMistake<Formula>[] = [
  {
    name: "swapped-distributions",
    change: (right) => ({ ...right, numbers: ({ q, p }) => right.numbers({ q: p, p: q }) }),
    message: "The two distributions are swapped: this is KL(p || q) in place of KL(q || p).",
    hint: "Under which of the two is the expectation taken?",
    strongerHint:
      "Under the expectation one of the two squares becomes a plain number. Whose variance is then left in a " +
      "denominator?",
  },
  {
    name: "variance-for-std",
    change: (right) => ({
      ...right,
      numbers(at) {
        const { stdQ, stdP, ...means } = right.numbers(at);
        return { ...means, stdQ: Math.sqrt(stdQ), stdP: Math.sqrt(stdP) };
      },
    }),
    message: "The standard deviations are used as if they were variances.",
    hint:
      "`std` is sigma, not sigma squared. Which of the two does each place in your formula need?",
    strongerHint: "Units help: if x is in meters, a mean is in meters, and a variance is not.",
  },
  {
    name: "log-ratio-upside-down",
    change: (right) => ({ ...right, log: (numbers) => -right.log(numbers) }),
    message: "The ratio inside the logarithm is upside down.",
    hint:
      "A very narrow q is far from p. Does your divergence grow when only the std of q shrinks to 0?",
    strongerHint:
      "The logarithm comes from log q minus log p. What is the sign of log sigma in a log density?",
  },
  {
    name: "log-of-variances-not-halved",
    change: (right) => ({ ...right, log: (numbers) => 2 * right.log(numbers) }),
    message: "The logarithm of the ratio counts twice.",
    hint: "Is your logarithm that of standard deviations, or of variances?",
    strongerHint:
      "The normalising constant of a Gaussian contains a square root. What does the logarithm make of it?",
  },
  {
    name: "constant-forgotten",
    change: (right) => ({ ...right, constant: 0 }),
    message:
      "A constant is missing: the divergence of a Gaussian from itself comes out as 1/2, not 0.",
    hint: "What is the expectation of (x - mean)^2 / (2 variance) under the Gaussian itself?",
    strongerHint:
      "Apart from the normalising constant, one term in the expectation of log q depends on no parameter.",
  },
  {
    name: "half-forgotten",
    change: (right) => ({
      ...right,
      spread: (numbers) => 2 * right.spread(numbers),
      distance: (numbers) => 2 * right.distance(numbers),
    }),
    message: "The fraction is twice as large as it should be.",
    hint: "Write out the exponent of a Gaussian's density again, with all of its factors.",
    strongerHint: "What stands beside the variance in the denominator of that exponent?",
  },
  {
    name: "distance-not-squared",
    change: (right) => ({
      ...right,
      distance: ({ meanQ, meanP, stdP }) => (meanQ - meanP) / (2 * stdP ** 2),
    }),
    message: "The difference of the means is not squared.",
    hint: "Does your divergence change when the two means change places? Should it?",
    strongerHint: "Compare the units of the two summands in the fraction.",
  },
  {
    name: "spread-not-squared",
    change: (right) => ({ ...right, spread: ({ stdQ, stdP }) => stdQ / (2 * stdP ** 2) }),
    message: "The standard deviation of q is not squared in the fraction.",
    hint: "What is the expectation of (x - mean of q)^2 under q?",
    strongerHint: "Compare the units of the two summands in the fraction.",
  },
  {
    name: "denominator-not-squared",
    change: (right) => ({
      ...right,
      spread: ({ stdQ, stdP }) => stdQ ** 2 / (2 * stdP),
      distance: ({ meanQ, meanP, stdP }) => (meanQ - meanP) ** 2 / (2 * stdP),
    }),
    message: "The standard deviation in the denominator is not squared.",
    hint: "A divergence has no units. Does your fraction have any?",
    strongerHint:
      "Multiply all means and standard deviations by ten: the divergence must not change.",
  },
  {
    name: "denominator-of-q",
    change: (right) => ({
      ...right,
      spread: () => 1 / 2,
      distance: ({ meanQ, meanP, stdQ }) => ((meanQ - meanP) / stdQ) ** 2 / 2,
    }),
    message:
      "The variance in the denominator is that of q. (The lab's own proof has this misprint in one of its steps.)",
    hint: "From which of the two log densities does the fraction come?",
    strongerHint:
      "Under q, the square in log q averages to a plain number. The fraction is what the other square leaves.",
  },
  {
    name: "means-forgotten",
    change: (right) => ({ ...right, distance: () => 0 }),
    message:
      "The means do not count: Gaussians far apart get the divergence of Gaussians in the same place.",
    hint: "What is the expectation of (x - mean of p)^2 under q? The answer has two summands.",
    strongerHint: "Which decomposition of x - mean of p makes the cross term vanish?",
  },
  {
    name: "entropy-forgotten",
    change: (right) => ({
      ...right,
      log: ({ stdP }) => Math.log(2 * Math.PI * stdP ** 2) / 2,
      constant: 0,
    }),
    message:
      "This is the cross-entropy, the expectation of -log p under q, and not yet the divergence.",
    hint: "A divergence is a difference of two expectations. Which one is missing?",
    strongerHint:
      "For q = p the divergence is 0. What does your formula give there, and what is that quantity called?",
  },
  {
    name: "wrong-sign",
    change: (right) => ({ ...right, factor: -right.factor }),
    message: "The sign is wrong: a divergence is never negative, and this one is never positive.",
    hint: "In E[log q - log p], which logarithm comes first?",
    strongerHint: "Under q, which of the two logarithms is larger on average?",
  },
  {
    name: "counted-twice",
    change: (right) => ({ ...right, factor: 2 * right.factor }),
    message: "The result is twice the divergence.",
    hint: "Is there a 1/2 that belongs to all terms?",
    strongerHint: "If you multiplied by 2 to clear the fractions, did you divide by 2 at the end?",
  },
  {
    name: "log-base-2",
    change: (right) => ({ ...right, log: (numbers) => right.log(numbers) / Math.LN2 }),
    message: "The logarithm has the base 2, while the rest of the formula is in nats.",
    hint: "Which logarithm undoes the exponential function in the density?",
    strongerHint: "In JavaScript, what is the difference between Math.log2 and Math.log?",
  },
  {
    name: "fraction-swapped",
    change: (right) => ({
      ...right,
      spread: ({ stdQ, stdP }) => (stdP / stdQ) ** 2 / 2,
      distance: ({ meanQ, meanP, stdQ }) => ((meanQ - meanP) / stdQ) ** 2 / 2,
    }),
    message:
      "The two standard deviations have changed places in the fraction, though not in the logarithm.",
    hint: "From which of the two log densities does the fraction come?",
    strongerHint:
      "A very wide q is far from a narrow p. Does your fraction grow when only the std of q grows?",
  },
  {
    name: "standard-normal-p",
    change: (right) => ({
      ...right,
      numbers: (at) => ({ ...right.numbers(at), meanP: 0, stdP: 1 }),
    }),
    message: "p is taken to be the standard normal distribution, whatever its mean and std are.",
    hint: "Which fields of p does your function read?",
    strongerHint:
      "The formula of the lecture's loss holds for one p only. Here p may be any Gaussian.",
  },
  {
    name: "one-in-place-of-half",
    change: (right) => ({ ...right, constant: 1 }),
    message:
      "The constant is 1: the divergence of a Gaussian from itself comes out as -1/2, not 0.",
    hint: "Does the factor 1/2 of the fraction belong to the constant, too?",
    strongerHint:
      "What is the expectation of (x - mean)^2 / (2 variance) under the Gaussian itself?",
  },
  {
    name: "constant-added",
    change: (right) => ({ ...right, constant: -1 / 2 }),
    message:
      "The constant has the wrong sign: the divergence of a Gaussian from itself comes out as 1, not 0.",
    hint: "From which of the two log densities does the constant come?",
    strongerHint: "In log q - log p, which sign does the square in log q have?",
  },
  {
    name: "log-halved",
    change: (right) => ({ ...right, log: (numbers) => right.log(numbers) / 2 }),
    message: "The logarithm counts half.",
    hint: "Is your logarithm that of standard deviations, or of variances?",
    strongerHint: "Which power of sigma stands under the root of the normalising constant?",
  },
  {
    name: "spread-forgotten",
    change: (right) => ({ ...right, spread: () => 0 }),
    message: "The fraction does not depend on the std of q.",
    hint: "What is the expectation of (x - mean of p)^2 under q? The answer has two summands.",
    strongerHint: "If the two means are equal, is that expectation 0?",
  },
  {
    name: "fraction-multiplied",
    change: (right) => ({
      ...right,
      spread: ({ stdQ, stdP }) => (stdQ * stdP) ** 2 / 2,
      distance: ({ meanQ, meanP, stdP }) => ((meanQ - meanP) * stdP) ** 2 / 2,
    }),
    message: "The squares are multiplied by the variance of p.",
    hint: "Products and quotients are computed from left to right. What is a / 2 * b?",
    strongerHint:
      "Multiply all means and standard deviations by ten: the divergence must not change.",
  },
  {
    name: "spread-not-divided",
    change: (right) => ({ ...right, spread: ({ stdQ }) => stdQ ** 2 }),
    message:
      "The variance of q is added as it is, and only the difference of the means is divided.",
    hint: "Which terms does the division reach? Look at the brackets.",
    strongerHint: "A divergence has no units. Does each of your terms have none?",
  },
  {
    name: "difference-of-squares",
    change: (right) => ({
      ...right,
      distance: ({ meanQ, meanP, stdP }) => (meanQ ** 2 - meanP ** 2) / (2 * stdP ** 2),
    }),
    message: "Each mean is squared before the difference is taken.",
    hint: "Move both means by the same amount: the divergence must not change.",
    strongerHint: "In which order are the square and the difference taken?",
  },
  {
    name: "normalising-constant-left",
    change: (right) => ({ ...right, constant: (1 - Math.log(2 * Math.PI)) / 2 }),
    message: "Half of the logarithm of 2 pi is left over.",
    hint: "Both log densities have a normalising constant. What does their difference leave of it?",
    strongerHint: "For q = p the divergence is 0. What does your formula give there?",
  },
  {
    name: "xor-for-power",
    change: (right) => ({
      ...right,
      spread: ({ stdQ, stdP }) => (stdQ ^ 2) / (2 * (stdP ^ 2)),
      distance: ({ meanQ, meanP, stdP }) => ((meanQ - meanP) ^ 2) / (2 * (stdP ^ 2)),
    }),
    message:
      "The squares are written with `^`, which in JavaScript compares the bits of whole numbers.",
    hint: "What does `3 ^ 2` give in JavaScript? Try it.",
    strongerHint: "Look up JavaScript's operator for powers; or multiply.",
  },
  {
    name: "log-base-10",
    change: (right) => ({ ...right, log: (numbers) => right.log(numbers) / Math.LN10 }),
    message: "The logarithm has the base 10, while the rest of the formula is in nats.",
    hint: "Which logarithm undoes the exponential function in the density?",
    strongerHint: "In JavaScript, what is the difference between Math.log10 and Math.log?",
  },
];

/** What students write in place of the closed form. */
export const { mistakes: MISTAKES, pairs: PAIRS } = formulaMistakes(RIGHT, value, CHANGES);
