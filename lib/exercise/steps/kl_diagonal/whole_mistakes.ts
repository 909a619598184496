import type { FormulaMistake } from "../../formula_mistakes.ts";
import type { Formula } from "./formula.ts";

/** What students do to the sum over the units, and to the formula as a whole. */
export const WHOLE_MISTAKES: readonly FormulaMistake<Formula>[] = [
  {
    name: "diagonal-half-forgotten",
    change: (right) => ({ ...right, factor: 2 * right.factor }),
    message: "The 1/2 is missing.",
    alone: "This is twice the divergence; in a loss it would double the weight of the KL term.",
    hint: "What stands in front of the sum?",
    strongerHint: "Take one unit with variance 1, and compare with step 1.",
  },
  {
    name: "diagonal-wrong-sign",
    change: (right) => ({ ...right, factor: -right.factor }),
    message: "The sign is wrong.",
    alone:
      "A divergence is never negative. Training with it would reward codes for leaving the prior, and the loss would " +
      "fall without bound.",
    hint: "Is your result positive or negative for a mean of 3 and a variance of 1?",
    strongerHint: "Look at the sign in front of the 1/2.",
  },
  {
    name: "diagonal-mean-over-units",
    change: (right) => ({ ...right, reduce: (units) => right.reduce(units) / units.length }),
    message: "The units are averaged, not summed.",
    alone: "The divergence is d times too small, as if the KL term had the weight 1/d.",
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
  {
    name: "diagonal-variances-forgotten",
    change: (right) => ({
      ...right,
      ...{ one: 0, log: () => 0, variance: () => 0 },
      square: (mean) => mean ** 2, // named, since a second mistake in all that is left would be no formula any more
    }),
    message: "Only the means count: the variances do not enter the divergence.",
    hint: "Does logVar occur in your function?",
    strongerHint: "What must happen to the divergence when a variance shrinks to 0?",
  },
  {
    name: "diagonal-last-unit-only",
    change: (right) => ({ ...right, reduce: (units) => units[units.length - 1] }),
    message: "Only the last unit counts.",
    hint: "What happens in your loop to the result of the unit before?",
    strongerHint: "In JavaScript, what is the difference between `=` and `+=`?",
  },
  {
    name: "diagonal-unit-skipped",
    change: [
      (units: readonly number[]) => units.slice(1),
      (units: readonly number[]) => units.slice(0, -1),
    ]
      .map((some) => (right) => ({ ...right, reduce: (units) => right.reduce(some(units)) })),
    message: "The first or the last unit is left out.",
    hint: "What does your function give for a single unit?",
    strongerHint: "Which indices does your loop run through? The first unit has the index 0.",
  },
  {
    name: "diagonal-constant-once",
    change: (right) => ({
      ...right,
      reduce: (units) => right.reduce(units) + (units.length - 1) * right.one / 2,
    }),
    message: "The constant counts once, however many units there are.",
    hint: "Put d means of 0 and d variances of 1 into your formula, for several d.",
    strongerHint: "Which of the four terms belong to each unit?",
  },
  {
    name: "diagonal-arguments-swapped",
    change: (right) => ({
      ...right,
      given: ({ mean, logVar }) => right.given({ mean: logVar, logVar: mean }),
    }),
    message: "The means are used as log variances, and the log variances as means.",
    hint: "In which order does the skeleton name the two arguments?",
    strongerHint: "Look at each use of a mean and of a log variance: which argument is it?",
  },
];
