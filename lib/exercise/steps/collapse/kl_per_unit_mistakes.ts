import type { Mistake, Way } from "../../values_part.ts";
import { columns } from "./columns.ts";
import type { KlPerUnitCase } from "./kl_per_unit_case.ts";
import { mean, sum } from "./moments.ts";

/** The divergence of one unit for one image, as someone wrote it. */
type Formula = (mu: number, logVar: number) => number;

const { exp, log } = Math;
const right: Formula = (m, l) => (m * m + exp(l) - 1 - l) / 2;

/** A divergence for each image and unit. [B, d] */
function each({ mu, logVar }: KlPerUnitCase, formula: Formula): number[][] {
  return mu.map((row, image) => row.map((m, unit) => formula(m, logVar[image][unit])));
}

/** Another formula of the divergence; the mean over the images is taken as it should. */
function averaged(formula: Formula): Way<KlPerUnitCase> {
  return (at) => columns(each(at, formula)).map(mean);
}

/** What students write in place of the divergence of each unit. */
export const KL_PER_UNIT_MISTAKES: readonly Mistake<KlPerUnitCase>[] = [
  {
    name: "kl-per-unit-summed-over-images",
    gives: (at) => columns(each(at, right)).map(sum),
    message:
      "The divergences are summed over the images: with twice as many images the result is twice as large.",
    hint: "What should happen to the result if every image came twice?",
    strongerHint:
      "One number per unit has to describe a typical image, whatever the number of rows.",
  },
  {
    name: "kl-per-unit-summed-over-units",
    gives: (at) => each(at, right).map(sum),
    message: "This is one number per image, a sum over its units, in place of one number per unit.",
    hint:
      "Which axis of [B, d] runs over the images, and which of the two does your result no longer have?",
    strongerHint: "Axis 0 goes down the rows, axis 1 along them. An image is a row.",
  },
  {
    name: "kl-per-unit-averaged-over-units",
    gives: (at) => each(at, right).map(mean),
    message:
      "This is one number per image, a mean over its units, in place of one number per unit.",
    hint:
      "Which axis of [B, d] runs over the images, and which of the two does your result no longer have?",
    strongerHint: "Axis 0 goes down the rows, axis 1 along them. An image is a row.",
  },
  {
    name: "kl-per-unit-total",
    gives: (at) => [sum(columns(each(at, right)).map(mean))],
    message:
      "This is one number for all units together, the KL term of the loss. It does not show which units have " +
      "collapsed.",
    hint: "How many numbers does your function give, and how many units are there?",
    strongerHint: "Only one of the two axes of [B, d] should be reduced.",
  },
  {
    name: "kl-per-unit-mean-of-all",
    gives: (at) => [mean(each(at, right).flat())],
    message:
      "This is one number, a mean over images and units at once. It does not show which units have collapsed.",
    hint: "How many numbers does your function give, and how many units are there?",
    strongerHint: "A mean without an axis reduces both of them.",
  },
  {
    name: "kl-per-unit-not-reduced",
    gives: (at) => each(at, right).flat(),
    message:
      "This is one number for each image and each unit: the mean over the images is missing.",
    hint: "What is the shape of your result, and what shape should it have?",
    strongerHint: "One of the two axes of [B, d] remains to be reduced.",
  },
  {
    name: "kl-per-unit-max-over-images",
    gives: (at) => columns(each(at, right)).map((unit) => Math.max(...unit)),
    message: "This is the largest divergence of each unit, that of a single image.",
    hint:
      "Which operation reduces the images to one number, and is it the one that the text names?",
    strongerHint: "Every image should count, and each as much as any other.",
  },
  {
    name: "kl-per-unit-divided-twice",
    gives: (at) => columns(each(at, right)).map((unit) => mean(unit) / unit.length),
    message:
      "The result is divided by the number of images twice: with twice as many images it is half as large.",
    hint: "What should happen to the result if every image came twice?",
    strongerHint: "A mean has been divided by the number of images already.",
  },
  {
    name: "kl-per-unit-averaged-first",
    gives: ({ mu, logVar }) => {
      const logVars = columns(logVar).map(mean);
      return columns(mu).map(mean).map((m, unit) => right(m, logVars[unit]));
    },
    message:
      "The means and log variances are averaged over the images before the divergence is computed: a unit whose " +
      "means are spread around 0 then seems to carry no information.",
    hint: "Is the square of a mean the mean of the squares?",
    strongerHint: "What has to be computed for each image by itself, and what over all of them?",
  },
  {
    name: "kl-per-unit-missing-half",
    gives: averaged((m, l) => 2 * right(m, l)),
    message: "The divergence is twice as large as it should be.",
    hint: "Compare it with your formula from step 2, factor by factor.",
    strongerHint:
      "A Gaussian's log density has a factor in front of its square, and the logarithm of a variance has one too.",
  },
  {
    name: "kl-per-unit-wrong-sign",
    gives: averaged((m, l) => -right(m, l)),
    message: "The divergence has the wrong sign: a KL divergence is never negative.",
    hint: "What must be true of the sign of each unit's number?",
    strongerHint:
      "Look at the sign in front of the parentheses, and at those inside them: do they belong to the same formula?",
  },
  {
    name: "kl-per-unit-log-sigma",
    gives: averaged((m, l) => (m * m + exp(2 * l) - 1 - 2 * l) / 2),
    message: "`logVar` is used as if it were the logarithm of sigma.",
    hint: "Which of the two is `logVar` the logarithm of: sigma, or sigma squared?",
    strongerHint:
      "Look for a factor of 2, or a square, that turns a logarithm of sigma into one of the variance.",
  },
  {
    name: "kl-per-unit-std-for-variance",
    gives: averaged((m, l) => (m * m + exp(l / 2) - 1 - l) / 2),
    message: "The standard deviation stands where the variance should.",
    hint: "What is exp(logVar), and what is exp(logVar / 2)?",
    strongerHint: "Which of the two does the expectation of a square contain?",
  },
  {
    name: "kl-per-unit-variance-squared",
    gives: averaged((m, l) => (m * m + exp(2 * l) - 1 - l) / 2),
    message: "The variance is squared once too often.",
    hint: "What is exp(logVar), and do you square it?",
    strongerHint: "The square in sigma squared is already in `logVar`.",
  },
  {
    name: "kl-per-unit-log-var-as-variance",
    gives: averaged((m, v) => (m * m + v - 1 - log(v)) / 2),
    message:
      "`logVar` is used as if it were the variance itself; its logarithm is not a number where it is negative.",
    hint: "What does the name `logVar` say, and can a variance be negative?",
    strongerHint: "Which function leads from the logarithm of a variance to the variance?",
  },
  {
    name: "kl-per-unit-mean-not-squared",
    gives: averaged((m, l) => (m + exp(l) - 1 - l) / 2),
    message:
      "The mean is not squared: a posterior to the left of 0 then counts as nearer to the prior than one to the " +
      "right of it.",
    hint: "What should happen to the divergence if mu changes its sign?",
    strongerHint: "Find the place where mu enters your formula.",
  },
  {
    name: "kl-per-unit-without-mean",
    gives: averaged((_, l) => (exp(l) - 1 - l) / 2),
    message: "The divergence does not depend on mu.",
    hint: "What is the divergence of N(3, 1) from N(0, 1)?",
    strongerHint: "A posterior has two parameters; both can take it away from the prior.",
  },
  {
    name: "kl-per-unit-missing-one",
    gives: averaged((m, l) => (m * m + exp(l) - l) / 2),
    message:
      "The divergence is too large by 1/2 for each unit: it is not 0 where the posterior is the prior.",
    hint: "What does your formula give for mu = 0 and logVar = 0?",
    strongerHint: "One term of the formula is a constant.",
  },
  {
    name: "kl-per-unit-prior-first",
    gives: averaged((m, l) => ((1 + m * m) / exp(l) - 1 + l) / 2),
    message:
      "This is the divergence of the prior from the posterior: KL(p || q) in place of KL(q || p).",
    hint: "Which of the two is the expectation taken under?",
    strongerHint:
      "Something is divided by the posterior's variance here. Whose variance belongs in a denominator?",
  },
  {
    name: "kl-per-unit-arguments-swapped",
    gives: averaged((m, l) => right(l, m)),
    message: "`mu` and `logVar` are swapped.",
    hint: "In which order does the function get its arguments?",
    strongerHint:
      "Look at the parameters of the function, or at the call of a helper that takes both.",
  },
  {
    name: "kl-per-unit-in-bits",
    gives: averaged((m, l) => right(m, l) / Math.LN2),
    message: "The divergence is in bits; it should be in nats.",
    hint: "Which logarithm do you use?",
    strongerHint: "One nat is 1.4427 bits.",
  },
];
