import type { FormulaMistake } from "../../formula_mistakes.ts";
import type { Formula } from "./formula.ts";

/** What students do to the logarithm, to the constant, and to the formula as a whole. */
export const OTHER_MISTAKES: readonly FormulaMistake<Formula>[] = [
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
    message: "A constant is missing.",
    alone: "The divergence of a Gaussian from itself comes out as 1/2, not 0.",
    hint: "What is the expectation of (x - mean)^2 / (2 variance) under the Gaussian itself?",
    strongerHint:
      "Apart from the normalising constant, one term in the expectation of log q depends on no parameter.",
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
    message: "The sign is wrong.",
    alone: "A divergence is never negative, and this one is never positive.",
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
    message: "The constant is twice as large as it should be.",
    alone: "The divergence of a Gaussian from itself comes out as -1/2, not 0.",
    hint: "Does the factor 1/2 of the fraction belong to the constant, too?",
    strongerHint:
      "What is the expectation of (x - mean)^2 / (2 variance) under the Gaussian itself?",
  },
  {
    name: "constant-added",
    change: (right) => ({ ...right, constant: -1 / 2 }),
    message: "The constant has the wrong sign.",
    alone: "The divergence of a Gaussian from itself comes out as 1, not 0.",
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
    name: "normalising-constant-left",
    change: (right) => ({ ...right, constant: (1 - Math.log(2 * Math.PI)) / 2 }),
    message: "Half of the logarithm of 2 pi is left over.",
    hint: "Both log densities have a normalising constant. What does their difference leave of it?",
    strongerHint: "For q = p the divergence is 0. What does your formula give there?",
  },
  {
    name: "log-base-10",
    change: (right) => ({ ...right, log: (numbers) => right.log(numbers) / Math.LN10 }),
    message: "The logarithm has the base 10, while the rest of the formula is in nats.",
    hint: "Which logarithm undoes the exponential function in the density?",
    strongerHint: "In JavaScript, what is the difference between Math.log10 and Math.log?",
  },
];
