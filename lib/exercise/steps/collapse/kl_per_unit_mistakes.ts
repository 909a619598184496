import type { Mistake } from "../../values_part.ts";
import { columns, mean, sum } from "./columns.ts";
import type { KlPerUnitCase } from "./kl_per_unit_case.ts";

/** The divergence of one unit for one image, as someone wrote it. */
type Formula = (mu: number, logVar: number) => number;

const { exp, log } = Math;
const right: Formula = (m, l) => (m * m + exp(l) - 1 - l) / 2;

/** A mistake in the divergence itself; the mean over the images is taken as it should. */
function formula(name: string, wrong: Formula, words: Words): Mistake<KlPerUnitCase> {
  return told(name, (at) => columns(each(at, wrong)).map(mean), words);
}

/** How a mistake is told: its message, a hint, and a stronger one. */
type Words = readonly [message: string, hint: string, strongerHint: string];

function told(
  name: string,
  gives: (at: KlPerUnitCase) => readonly number[],
  [message, hint, strongerHint]: Words,
): Mistake<KlPerUnitCase> {
  return { name, gives, message, hint, strongerHint };
}

/** A divergence for each image and unit. [B, d] */
function each({ mu, logVar }: KlPerUnitCase, formula: Formula): number[][] {
  return mu.map((row, image) => row.map((m, unit) => formula(m, logVar[image][unit])));
}

/** What students write in place of the divergence of each unit. */
export const KL_PER_UNIT_MISTAKES: readonly Mistake<KlPerUnitCase>[] = [
  told("kl-per-unit-summed-over-images", (at) => columns(each(at, right)).map(sum), [
    "The divergences are summed over the images: with twice as many images the result is twice as large.",
    "What should happen to the result if every image came twice?",
    "One number per unit has to describe a typical image, whatever the number of rows.",
  ]),
  told("kl-per-unit-summed-over-units", (at) => each(at, right).map(sum), [
    "This is one number per image, a sum over its units, in place of one number per unit.",
    "Which axis of [B, d] are the images, and which one is gone from your result?",
    "Axis 0 goes down the rows, axis 1 along them. An image is a row.",
  ]),
  told("kl-per-unit-averaged-over-units", (at) => each(at, right).map(mean), [
    "This is one number per image, a mean over its units, in place of one number per unit.",
    "Which axis of [B, d] are the images, and which one is gone from your result?",
    "Axis 0 goes down the rows, axis 1 along them. An image is a row.",
  ]),
  told("kl-per-unit-total", (at) => [sum(columns(each(at, right)).map(mean))], [
    "This is one number for all units together: the KL term of the loss. Which units sleep cannot be seen in it.",
    "How many numbers does your function give, and how many units are there?",
    "Only one of the two axes of [B, d] should be reduced.",
  ]),
  told("kl-per-unit-mean-of-all", (at) => [mean(each(at, right).flat())], [
    "This is one number, a mean over images and units at once. Which units sleep cannot be seen in it.",
    "How many numbers does your function give, and how many units are there?",
    "A mean without an axis reduces all of them.",
  ]),
  told("kl-per-unit-not-reduced", (at) => each(at, right).flat(), [
    "This is a number for each image and each unit: there is no mean over the images.",
    "What is the shape of your result, and which shape should it have?",
    "One of the two axes of [B, d] remains to be reduced.",
  ]),
  told("kl-per-unit-averaged-first", ({ mu, logVar }) => {
    const logVars = columns(logVar).map(mean);
    return columns(mu).map(mean).map((m, unit) => right(m, logVars[unit]));
  }, [
    "The means and log variances are averaged over the images before the divergence is taken: a unit whose means " +
    "are spread around 0 then seems to say nothing.",
    "Is the square of a mean the mean of the squares?",
    "Change the order: what is done for each image, and what for all of them?",
  ]),
  formula("kl-per-unit-missing-half", (m, l) => 2 * right(m, l), [
    "The divergence is twice as large as it should be.",
    "Compare it with your formula from step 2, factor by factor.",
    "A Gaussian's log density has a factor in front of its square, and the logarithm of a variance has one too.",
  ]),
  formula("kl-per-unit-wrong-sign", (m, l) => -right(m, l), [
    "The divergence has the wrong sign: a KL divergence is never negative.",
    "What must be true of the sign of each unit's number?",
    "Look at the sign in front of the parenthesis, and at those in it: one of them has been copied without the other.",
  ]),
  formula("kl-per-unit-log-sigma", (m, l) => (m * m + exp(2 * l) - 1 - 2 * l) / 2, [
    "`logVar` is used as if it were the logarithm of sigma.",
    "Which of the two does `logVar` stand for: sigma, or sigma squared?",
    "Look for a factor of 2, or a square, that turns a logarithm of sigma into one of the variance.",
  ]),
  formula("kl-per-unit-std-for-variance", (m, l) => (m * m + exp(l / 2) - 1 - l) / 2, [
    "The standard deviation stands where the variance should.",
    "What is exp(logVar), and what is exp(logVar / 2)?",
    "Which of the two does the expectation of a square contain?",
  ]),
  formula("kl-per-unit-variance-squared", (m, l) => (m * m + exp(2 * l) - 1 - l) / 2, [
    "The variance is squared once too often.",
    "What is exp(logVar), and do you square it?",
    "The square in sigma squared is already in `logVar`.",
  ]),
  formula("kl-per-unit-log-var-as-variance", (m, v) => (m * m + v - 1 - log(v)) / 2, [
    "`logVar` is used as if it were the variance itself; its logarithm is not a number where it is negative.",
    "What does the name `logVar` say, and can a variance be negative?",
    "Which function leads from the logarithm of a variance to the variance?",
  ]),
  formula("kl-per-unit-mean-not-squared", (m, l) => (m + exp(l) - 1 - l) / 2, [
    "The mean is not squared: a posterior left of 0 then counts as nearer to the prior than one right of it.",
    "What should happen to the divergence if mu changes its sign?",
    "Find the place where mu enters your formula.",
  ]),
  formula("kl-per-unit-without-mean", (_, l) => (exp(l) - 1 - l) / 2, [
    "The divergence does not depend on mu.",
    "What is the divergence of N(3, 1) from N(0, 1)?",
    "A posterior has two parameters; both can take it away from the prior.",
  ]),
  formula("kl-per-unit-missing-one", (m, l) => (m * m + exp(l) - l) / 2, [
    "The divergence is too large by 1/2 for each unit: it is not 0 on the prior.",
    "What does your formula give for mu = 0 and logVar = 0?",
    "One term of the formula is a constant.",
  ]),
  formula("kl-per-unit-prior-first", (m, l) => ((1 + m * m) / exp(l) - 1 + l) / 2, [
    "This is the divergence of the prior from the posterior: KL(p || q) in place of KL(q || p).",
    "Which of the two is the expectation taken under?",
    "The variance in a denominator is that of the distribution whose logarithm is averaged. Here that is the prior's, " +
    "which is 1.",
  ]),
  formula("kl-per-unit-arguments-swapped", (m, l) => right(l, m), [
    "`mu` and `logVar` have changed places.",
    "In which order does the function get its arguments?",
    "Look at the parameters of the function, or at the call of a helper that takes both.",
  ]),
  formula("kl-per-unit-in-bits", (m, l) => right(m, l) / Math.LN2, [
    "The divergence is in bits; it should be in nats.",
    "Which logarithm do you use?",
    "One nat is 1.4427 bits.",
  ]),
];
