import type { FormulaMistake } from "../../formula_mistakes.ts";
import type { Formula } from "./formula.ts";

/** What students do to the fraction: the expected squares, divided by a variance. */
export const FRACTION_MISTAKES: readonly FormulaMistake<Formula>[] = [
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
    name: "xor-for-power",
    change: [1, -1].map((sign) => (right) => ({
      ...right,
      spread: ({ stdQ, stdP }) => (stdQ ^ 2) / (2 * (stdP ^ 2)),
      distance: ({ meanQ, meanP, stdP }) => ((sign * (meanQ - meanP)) ^ 2) / (2 * (stdP ^ 2)),
    })),
    message:
      "The squares are written with `^`, which in JavaScript compares the bits of whole numbers.",
    hint: "What does `3 ^ 2` give in JavaScript? Try it.",
    strongerHint: "Look up JavaScript's operator for powers; or multiply.",
  },
];
