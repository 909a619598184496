import { ACTIVE_VARIANCE } from "../../../measure/collapse_state.ts";
import type { Mistake, Way } from "../../values_part.ts";
import type { ActiveUnitsCase } from "./active_units_case.ts";
import { columns } from "./columns.ts";
import { isActive } from "./is_active.ts";
import { mean, variance } from "./moments.ts";

/** What is compared with the threshold, for each unit. */
type Measure = (unit: readonly number[]) => number;

const isAbove = (value: number) => value > ACTIVE_VARIANCE;
const count = (values: readonly number[]) => values.filter(isAbove).length;
const square = (value: number) => value * value;

/** The number of units with another measure in place of the variance. */
function counted(measure: Measure): Way<ActiveUnitsCase> {
  return ({ mu }) => [count(columns(mu).map(measure))];
}

/** What students write in place of the number of active units. */
export const ACTIVE_UNITS_MISTAKES: readonly Mistake<ActiveUnitsCase>[] = [
  {
    name: "active-units-list-for-count",
    gives: [
      ({ mu }) => columns(mu).map((unit) => Number(isActive(unit))),
      ({ mu }) => columns(mu).flatMap((unit, i) => isActive(unit) ? [i] : []),
    ],
    message: "The function says which units are active; it should say how many.",
    hint:
      "What is the shape of your result, and what does the skeleton say that the function gives?",
    strongerHint:
      "A list of true and false, or of the units' numbers, is one step away from a single number.",
  },
  {
    name: "active-units-std",
    gives: counted((unit) => Math.sqrt(variance(unit))),
    message:
      "The standard deviation is compared with 0.01, but the variance should be: units that hardly vary are counted.",
    hint: "Is 0.01 a bound on a variance or on a standard deviation?",
    strongerHint: "A unit with a standard deviation of 0.05 has a variance of 0.0025.",
  },
  {
    name: "active-units-mean-square",
    gives: counted((unit) => mean(unit.map(square))),
    message:
      "The mean square of mu is compared with 0.01: a unit whose mean is the same for every image then counts as " +
      "active.",
    hint: "What does your function say of a unit whose mu is 3 for all images?",
    strongerHint: "Variation is measured from a unit's own mean, not from 0.",
  },
  {
    name: "active-units-one-square-missing",
    gives: counted((unit) => mean(unit.map(square)) - mean(unit)),
    message:
      "The mean is subtracted from the mean square as it is, not squared: a unit whose mean is the same for every " +
      "image can then count as active.",
    hint: "What does your function say of a unit whose mu is 3 for all images?",
    strongerHint: "Both terms of a difference have the same unit of measurement. Do yours?",
  },
  {
    name: "active-units-range",
    gives: counted((unit) => Math.max(...unit) - Math.min(...unit)),
    message:
      "The distance from the smallest mu to the largest is compared with 0.01: units that hardly vary are counted, " +
      "and more images make it larger.",
    hint: "Which measure of variation has the text, and is it a length or the square of one?",
    strongerHint: "A single image far from the others decides about a range.",
  },
  {
    name: "active-units-mean",
    gives: [
      counted(mean),
      counted((unit) => Math.abs(mean(unit))),
      counted((unit) => mean(unit.map(Math.abs))),
    ],
    message: "The size of mu is compared with 0.01, not how it varies over the images.",
    hint: "What does your function say of a unit whose mu is 3 for all images?",
    strongerHint:
      "A unit tells images apart if its mu is different for different images. Which number measures that?",
  },
  {
    name: "active-units-sum-of-squares",
    gives: counted((unit) => unit.length * variance(unit)),
    message:
      "The squared distances from the mean are summed over the images, not averaged: with more images, more units " +
      "count as active.",
    hint: "What happens to your number per unit if every image comes twice?",
    strongerHint: "A variance does not grow with the number of images.",
  },
  {
    name: "active-units-bound-of-a-tenth",
    gives: counted((unit) => variance(unit) ** 2),
    message:
      "Only variances above 0.1 count: the bound is ten times too high, or the variance is squared once more.",
    hint: "What is your bound, and what exactly is compared with it?",
    strongerHint: "tf.moments gives a variance, which is already a mean of squares.",
  },
  {
    name: "active-units-any-variation",
    gives: ({ mu }) => [columns(mu).filter((unit) => variance(unit) > 0).length],
    message: "Every unit that varies at all counts as active, no matter how little.",
    hint:
      "What is your bound? In a trained network, is the variance of a collapsed unit exactly 0?",
    strongerHint: "The bound is in the text.",
  },
  {
    name: "active-units-over-units",
    gives: ({ mu }) => [count(mu.map(variance))],
    message:
      "The variance is taken over the units of each image: the result counts images, not units.",
    hint: "Which axis of [B, d] runs over the images?",
    strongerHint: "Can your result be larger than the number of units?",
  },
  {
    name: "active-units-inactive-counted",
    gives: ({ mu }) => [columns(mu).filter((unit) => !isActive(unit)).length],
    message: "The inactive units are counted, not the active ones.",
    hint: "How many active units does a model have whose mu is 0 for all images?",
    strongerHint: "Which side of the bound do you count?",
  },
  {
    name: "active-units-all-at-once",
    gives: [
      ({ mu }) => [isAbove(variance(mu.flat())) ? 1 : 0],
      ({ mu }) => [isAbove(variance(mu.flat())) ? mu[0].length : 0],
    ],
    message:
      "One variance is taken of all means at once: two units with different constants then seem to vary.",
    hint: "How many numbers do you compare with 0.01, and how many units are there?",
    strongerHint: "Without an axis, tf.moments reduces images and units together.",
  },
  {
    name: "active-units-share",
    gives: ({ mu }) => [count(columns(mu).map(variance)) / mu[0].length],
    message: "This is the share of the units that are active; it should be their number.",
    hint: "What is the largest number that your function can give?",
    strongerHint: "A mean of true and false is a share.",
  },
  {
    name: "active-units-entries-counted",
    gives: [
      ({ mu }) => [count(mu.flat())],
      ({ mu }) => [count(mu.flat().map(Math.abs))],
      ({ mu }) => [count(mu.flat().map(square))],
    ],
    message:
      "Single entries of mu are compared with 0.01 and counted: the result can be as large as images times units.",
    hint: "How many numbers do you compare with 0.01, and how many units are there?",
    strongerHint:
      "First comes one number per unit, computed over all images; then comes the comparison.",
  },
  {
    name: "active-units-all-counted",
    gives: ({ mu }) => [mu[0].length],
    message: "All units count as active, whatever their values.",
    hint: "How many active units does a model have whose mu is 0 for all images?",
    strongerHint: "Do you compare the variances with the bound, and do you use the result?",
  },
];
