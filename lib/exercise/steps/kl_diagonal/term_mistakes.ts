import type { FormulaMistake } from "../../formula_mistakes.ts";
import type { Formula } from "./formula.ts";

/** What students do to one of the terms of a unit. */
export const TERM_MISTAKES: readonly FormulaMistake<Formula>[] = [
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
    message: "A constant is missing in each unit.",
    alone: "The prior itself gets a divergence of d/2, not 0.",
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
    name: "diagonal-log-doubled",
    change: (right) => ({ ...right, log: (logVar) => 2 * right.log(logVar) }),
    message: "The log variance counts twice.",
    hint: "Step 1 has a logarithm of standard deviations. You are given the logarithm of what?",
    strongerHint:
      "Differentiate with respect to logVar: the derivative must be 0 where the variance is 1.",
  },
  {
    name: "diagonal-log-halved",
    change: (right) => ({ ...right, log: (logVar) => right.log(logVar) / 2 }),
    message: "The log variance counts half.",
    hint: "How many factors of 1/2 does your formula put in front of logVar?",
    strongerHint:
      "Differentiate with respect to logVar: the derivative must be 0 where the variance is 1.",
  },
];
