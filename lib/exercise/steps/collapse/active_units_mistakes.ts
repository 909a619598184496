import type { Answer } from "../../answer.ts";
import type { Mistake } from "../../values_part.ts";
import type { ActiveUnitsCase } from "./active_units_case.ts";
import { columns, mean, variance } from "./columns.ts";
import { ACTIVE, isActive } from "./is_active.ts";

/** How a mistake is told: its message, a hint, and a stronger one. */
type Words = readonly [message: string, hint: string, strongerHint: string];

/** What is compared with the threshold, for each unit. */
type Measure = (unit: readonly number[]) => number;

const count = (values: readonly number[], isAbove = (value: number) => value > ACTIVE) =>
  values.filter(isAbove).length;
const square = (value: number) => value * value;

/** A mistake with the ways of making it: all answers are those of one of them. */
function told(
  name: string,
  ways: readonly ((at: ActiveUnitsCase) => number)[],
  [message, hint, strongerHint]: Words,
): Mistake<ActiveUnitsCase> {
  const explains = (cases: readonly ActiveUnitsCase[], answers: readonly Answer[]) =>
    ways.some((way) =>
      cases.every((at, i) => {
        const answer = answers[i];
        return "values" in answer && answer.values.length === 1 &&
          Math.abs(answer.values[0] - way(at)) < 1e-5;
      })
    );
  return { name, explains, message, hint, strongerHint };
}

/** Another measure of each unit in place of its variance. */
function measured(
  name: string,
  measures: readonly Measure[],
  words: Words,
): Mistake<ActiveUnitsCase> {
  return told(name, measures.map((of) => ({ mu }) => count(columns(mu).map(of))), words);
}

/** Which units are active, in place of how many: the variances compared, or the units' numbers. */
const listForCount: Mistake<ActiveUnitsCase> = {
  name: "active-units-list-for-count",
  explains: (cases, answers) => {
    const isListOf = (list: (active: readonly boolean[]) => readonly number[]) =>
      cases.every(({ mu }, i) => {
        const answer = answers[i];
        const wanted = list(columns(mu).map(isActive));
        return "values" in answer && answer.shape.length === 1 &&
          String(answer.values) === String(wanted);
      });
    return isListOf((active) => active.map(Number)) ||
      isListOf((active) => active.flatMap((is, unit) => is ? [unit] : []));
  },
  message: "The function tells which units are active; it should tell how many.",
  hint:
    "Which shape does your result have, and what does the skeleton say that the function gives?",
  strongerHint:
    "A list of true and false, or of the units' numbers, has one step to go to a number.",
};

/** What students write in place of the number of active units. */
export const ACTIVE_UNITS_MISTAKES: readonly Mistake<ActiveUnitsCase>[] = [
  listForCount,
  measured("active-units-std", [(unit) => Math.sqrt(variance(unit))], [
    "The standard deviation is compared with 0.01, and the variance should be: units count that hardly vary.",
    "Is 0.01 a bound on a variance or on a standard deviation?",
    "A unit with a standard deviation of 0.05 has a variance of 0.0025.",
  ]),
  measured("active-units-mean-square", [(unit) => mean(unit.map(square))], [
    "The mean square of mu is compared with 0.01: a unit whose mean is the same for every image then counts as active.",
    "What does your function say of a unit whose mu is 3 for all images?",
    "Variation is measured from a unit's own mean, not from 0.",
  ]),
  measured("active-units-mean", [
    mean,
    (unit) => Math.abs(mean(unit)),
    (unit) => mean(unit.map(Math.abs)),
  ], [
    "The size of mu is compared with 0.01, not how it varies over the images.",
    "What does your function say of a unit whose mu is 3 for all images?",
    "A unit tells images apart if its mu is different for different images. Which number measures that?",
  ]),
  measured("active-units-sum-of-squares", [(unit) => unit.length * variance(unit)], [
    "The squared distances from the mean are summed over the images and not averaged: with more images more units count.",
    "What happens to your number per unit if every image comes twice?",
    "A variance does not grow with the number of images.",
  ]),
  measured("active-units-bound-of-a-tenth", [(unit) => variance(unit) ** 2], [
    "Only variances above 0.1 count: the bound is ten times too high, or a variance is squared once more.",
    "What is your bound, and what exactly is compared with it?",
    "tf.moments gives a variance, which is already a mean of squares.",
  ]),
  told("active-units-any-variation", [
    ({ mu }) => count(columns(mu).map(variance), (value) => value > 0),
  ], [
    "Every unit that varies at all counts as active, however little it does.",
    "What is your bound, and what does a trained network give for a unit that sleeps: 0 exactly?",
    "The bound is in the text.",
  ]),
  told("active-units-over-units", [({ mu }) => count(mu.map(variance))], [
    "The variance is taken over the units of each image: the result counts images, not units.",
    "Which axis of [B, d] are the images?",
    "Can your result be larger than the number of units?",
  ]),
  told("active-units-sleeping-counted", [
    ({ mu }) => count(columns(mu).map(variance), (value) => value <= ACTIVE),
  ], [
    "The units that sleep are counted, not the active ones.",
    "How many active units has a model whose mu is 0 for all images?",
    "Which side of the bound do you count?",
  ]),
  told("active-units-all-at-once", [
    ({ mu }) => variance(mu.flat()) > ACTIVE ? 1 : 0,
    ({ mu }) => variance(mu.flat()) > ACTIVE ? mu[0].length : 0,
  ], [
    "One variance is taken of all means at once: two units with different constants then seem to vary.",
    "How many numbers do you compare with 0.01, and how many units are there?",
    "A moment without an axis reduces images and units together.",
  ]),
  told("active-units-share", [
    ({ mu }) => count(columns(mu).map(variance)) / mu[0].length,
  ], [
    "This is the share of the units that are active; it should be their number.",
    "What is the largest number that your function can give?",
    "A mean of true and false is a share.",
  ]),
  told("active-units-entries-counted", [
    ({ mu }) => count(mu.flat()),
    ({ mu }) => count(mu.flat().map(Math.abs)),
    ({ mu }) => count(mu.flat().map(square)),
  ], [
    "Single entries of mu are compared with 0.01 and counted: the result can be as large as images times units.",
    "How many numbers do you compare with 0.01, and how many units are there?",
    "First comes one number per unit, taken over all images; then the comparison.",
  ]),
  told("active-units-all-counted", [({ mu }) => mu[0].length], [
    "All units count as active, whatever they do.",
    "How many active units has a model whose mu is 0 for all images?",
    "Is your comparison made on the variances, and is its result used?",
  ]),
];
