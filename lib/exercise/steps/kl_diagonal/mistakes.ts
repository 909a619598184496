import { type FormulaMistake, formulaMistakes } from "../../formula_mistakes.ts";
import type { DiagonalCase } from "./diagonal_case.ts";

/** The closed form in its parts: factor * sum (or another reduction) of -1/2 (one + log - square - variance). */
interface Formula {
  readonly one: number;
  readonly log: (logVar: number) => number;
  readonly square: (mean: number, logVar: number) => number;
  readonly variance: (logVar: number) => number;
  readonly reduce: (units: readonly number[]) => number;
  readonly factor: number;
}

const RIGHT: Formula = {
  one: 1,
  log: (logVar) => logVar,
  square: (mean) => mean ** 2,
  variance: Math.exp,
  reduce: (units) => units.reduce((sum, unit) => sum + unit, 0),
  factor: 1,
};

function value({ one, log, square, variance, reduce, factor }: Formula, at: DiagonalCase): number {
  const units = at.mean.map((mean, i) => {
    const logVar = at.logVar[i];
    return -(one + log(logVar) - square(mean, logVar) - variance(logVar)) / 2;
  });
  return factor * reduce(units);
}

const CHANGES: readonly FormulaMistake<Formula>[] = [
  {
    name: "diagonal-log-std",
    change: (right) => ({
      ...right,
      log: (logVar) => right.log(2 * logVar),
      variance: (logVar) => right.variance(2 * logVar),
    }),
    message: "`logVar` is used as if it were the logarithm of the standard deviation.",
    hint: "What is exp(logVar): sigma, or sigma squared?",
    strongerHint:
      "A factor of 2 in front of logVar turns one logarithm into another. Is it needed here?",
  },
  {
    name: "diagonal-std-for-variance",
    change: (right) => ({ ...right, variance: (logVar) => right.variance(logVar / 2) }),
    message: "The standard deviation stands where the variance should be.",
    hint: "For a code z, which quantity is added to the squared mean in the expectation of z^2?",
    strongerHint: "exp(logVar / 2) is right for drawing codes. Is it what the divergence needs?",
  },
  {
    name: "diagonal-variance-squared",
    change: (right) => ({ ...right, variance: (logVar) => right.variance(logVar) ** 2 }),
    message: "The variance is squared.",
    hint: "The formula has sigma squared. You are given the logarithm of what?",
    strongerHint: "As its name says, exp(logVar) is already sigma squared.",
  },
  {
    name: "diagonal-exp-forgotten",
    change: (right) => ({ ...right, variance: (logVar) => logVar }),
    message: "The variance is logVar itself: its exponential is missing.",
    hint: "A variance is positive. Is yours, where logVar is -2?",
    strongerHint: "Two of the terms cancel in your formula. Should they?",
  },
  {
    name: "diagonal-log-of-log",
    change: (right) => ({ ...right, log: Math.log, variance: (logVar) => logVar }),
    message:
      "`logVar` is used as if it were the variance: its logarithm is taken, which does not exist below 0.",
    hint: "What the encoder gives is already a logarithm.",
    strongerHint:
      "Which of your terms needs a function of logVar, and which needs logVar as it is?",
  },
  {
    name: "diagonal-half-forgotten",
    change: (right) => ({ ...right, factor: 2 * right.factor }),
    message:
      "The 1/2 is missing: this is twice the divergence. In a loss it would double the weight of the KL term.",
    hint: "What stands in front of the sum?",
    strongerHint: "Take one unit with variance 1, and compare with step 1.",
  },
  {
    name: "diagonal-wrong-sign",
    change: (right) => ({ ...right, factor: -right.factor }),
    message:
      "The sign is wrong: a divergence is never negative. Training with it would reward codes for leaving the prior, " +
      "and the loss would fall without bound.",
    hint: "Is your result positive or negative for a mean of 3 and a variance of 1?",
    strongerHint: "Look at the sign in front of the 1/2.",
  },
  {
    name: "diagonal-mean-over-units",
    change: (right) => ({ ...right, reduce: (units) => right.reduce(units) / units.length }),
    message:
      "The units are averaged, not summed: the divergence is d times too small, as if the KL term had the weight 1/d.",
    hint:
      "The density of a diagonal Gaussian is a product over its dimensions. What is its logarithm?",
    strongerHint: "Two equal units must give twice as much as one.",
  },
  {
    name: "diagonal-first-unit-only",
    change: (right) => ({ ...right, reduce: ([first]) => first }),
    message: "Only the first unit counts.",
    hint: "Does your loop run to its end?",
    strongerHint: "Where does the `return` stand: inside of the loop, or after it?",
  },
  {
    name: "diagonal-mean-not-squared",
    change: (right) => ({ ...right, square: (mean) => mean }),
    message: "The mean is not squared.",
    hint: "Does the divergence of a code at -2 differ from that of a code at 2? Should it?",
    strongerHint: "Compare with step 1, with the mean of p at 0.",
  },
  {
    name: "diagonal-mean-forgotten",
    change: (right) => ({ ...right, square: () => 0 }),
    message: "The means do not count: a code far from the prior costs nothing.",
    hint: "How many terms does a unit's divergence have?",
    strongerHint: "Compare with step 1: which of its terms is not there?",
  },
  {
    name: "diagonal-mean-sign",
    change: (right) => ({ ...right, square: (mean, logVar) => -right.square(mean, logVar) }),
    message:
      "The squared mean has the wrong sign: the divergence falls when a code moves away from the prior.",
    hint: "Multiply out the minus in front of the 1/2, term by term.",
    strongerHint:
      "Which of these make the divergence grow: a large mean, a large variance, a large log variance?",
  },
  {
    name: "diagonal-variance-sign",
    change: (right) => ({ ...right, variance: (logVar) => -right.variance(logVar) }),
    message:
      "The variance has the wrong sign: the divergence falls without bound when the variance grows.",
    hint: "Multiply out the minus in front of the 1/2, term by term.",
    strongerHint:
      "Which of these make the divergence grow: a large mean, a large variance, a large log variance?",
  },
  {
    name: "diagonal-log-sign",
    change: (right) => ({ ...right, log: (logVar) => -right.log(logVar) }),
    message:
      "The log variance has the wrong sign: a posterior without any width would be rewarded without bound.",
    hint: "What must happen to the divergence when a variance shrinks to 0?",
    strongerHint:
      "Differentiate with respect to logVar: the derivative must be 0 where the variance is 1.",
  },
  {
    name: "diagonal-one-forgotten",
    change: (right) => ({ ...right, one: 0 }),
    message:
      "A constant is missing in each unit: the prior itself gets a divergence of d/2, not 0.",
    hint: "Put a mean of 0 and a variance of 1 into your formula.",
    strongerHint: "Compare with step 1: which of its terms has no parameter in it?",
  },
  {
    name: "diagonal-log-forgotten",
    change: (right) => ({ ...right, log: () => 0 }),
    message:
      "The logarithm of the variance is missing: a posterior without any width would be the cheapest.",
    hint: "What must happen to the divergence when a variance shrinks to 0?",
    strongerHint: "Compare with step 1: which of its terms is not there?",
  },
  {
    name: "diagonal-swapped",
    change: (right) => ({
      ...right,
      log: (logVar) => -right.log(logVar),
      square: (mean, logVar) => mean ** 2 * Math.exp(-logVar),
      variance: (logVar) => Math.exp(-logVar),
    }),
    message:
      "The two distributions are swapped: this is the divergence of the prior from the posterior.",
    hint: "Under which distribution is the expectation taken?",
    strongerHint:
      "In your formula something is divided by the posterior's variance. By whose should it be?",
  },
];

/** What students write in place of the closed form. */
export const { mistakes: MISTAKES, pairs: PAIRS } = formulaMistakes(RIGHT, value, CHANGES);
