import type { Mistake } from "../../values_part.ts";
import { isCurved } from "./is_curved.ts";
import { type Schedule, scheduleMistake, toldAs } from "./schedule_mistake.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";
import { weight } from "./weight.ts";

const { floor, round, min, max } = Math;
const clamp = (part: number) => min(1, max(0, part));

/** The schedule as it should be, for mistakes in what it is asked or in what is made of it. */
const right: Schedule = (epoch, warmUp, annealing) => weight({ epoch, warmUp, annealing });

/** Mistakes in the ramp's slope, its end and its form. */
export const RAMP_MISTAKES: readonly Mistake<KlWeightCase>[] = [
  scheduleMistake("kl-weight-ramp-over-both", [
    (e, u, a) => clamp(e / (u + a)),
    (e, u, a) => e < u ? 0 : clamp(e / (u + a)),
    (e, u, a) => e < u ? 0 : clamp((e - u) / (u + a)),
    (e, u, a) => e < u ? 0 : e >= u + a ? 1 : (e - u) / (u + a),
  ], [
    "The ramp's slope is that of a ramp over warm-up and annealing together.",
    "How many epochs does the ramp alone take?",
    "The denominator of the fraction is the number of epochs from the last weight of 0 to the first weight of 1.",
  ]),
  scheduleMistake("kl-weight-ramp-ends-at-annealing", [
    (e, u, a) => e < u ? 0 : e >= a ? 1 : (e - u) / (a - u),
    (e, u, a) => e <= u ? 0 : e >= a ? 1 : (e - u) / (a - u),
    (e, u, a) => e >= a ? 1 : clamp((e - u) / (a - u)),
    (e, u, a) => clamp((e - u) / (a - u)),
    (e, u, a) => e < u ? 0 : min(1, (e - u) / (a - u)),
    (e, u, a) => e < u ? 0 : e >= a ? 1 : (e - u) / a,
  ], [
    "`annealing` is used as the epoch at which the ramp ends; the weight reaches 1 too early.",
    "Is `annealing` the number of an epoch, or a number of epochs?",
    "With { warmUp: 5, annealing: 10 } the weight must not reach 1 before epoch 15.",
  ]),
  scheduleMistake("kl-weight-ramp-too-short", [
    (e, u, a) => clamp((e - u) / (a - 1)),
    (e, u, a) => e < u ? 0 : e >= u + a ? 1 : (e - u) / (a - 1),
  ], [
    "The ramp is one epoch too short: the weight reaches 1 in the epoch before the one in which it should.",
    "How many steps does the weight make from 0 to 1, and how many weights lie on the ramp, both ends included?",
    "A row of n weights with both ends has n - 1 steps. Which of the two is `annealing`?",
  ]),
  scheduleMistake("kl-weight-ramp-too-long", [
    (e, u, a) => clamp((e - u) / (a + 1)),
    (e, u, a) => e >= u + a ? 1 : clamp((e - u) / (a + 1)),
  ], [
    "The ramp's steps are those of a ramp that is one epoch longer.",
    "How many steps does the weight make from 0 to 1, and how many weights lie on the ramp, both ends included?",
    "A row of n + 1 weights with both ends has n steps. Which of the two is `annealing`?",
  ]),
  scheduleMistake("kl-weight-fraction-upside-down", [
    (e, u, a) => e < u ? 0 : e >= u + a ? 1 : a / (e - u),
    (e, u, a) => e < u ? 0 : a / (e - u),
  ], [
    "The fraction of the ramp is upside down: its weights are above 1, and the first one is infinite.",
    "Which of the two numbers in your fraction is the larger one during the ramp?",
    "The weight is the part of the ramp that is over: something that grows with the epoch.",
  ]),
  scheduleMistake("kl-weight-no-ramp", [(e, u) => e < u ? 0 : 1], [
    "There is no ramp: the weight jumps from 0 to 1 at the end of the warm-up.",
    "Change annealing alone. What changes in the weights that your function gives?",
    "Which line of your function is reached in epoch 6 of { warmUp: 5, annealing: 10 }?",
  ]),
  scheduleMistake("kl-weight-rounded", [
    (e, u, a) => floor(right(e, u, a)),
    (e, u, a) => round(right(e, u, a)),
  ], [
    "The weight is only ever 0 or 1, and jumps during the ramp: the fraction is rounded to a whole number.",
    "Which kind of number does your division give?",
    "Look for Math.floor, Math.round, Math.trunc, `| 0`, or a tensor of dtype int32.",
  ]),
  scheduleMistake("kl-weight-percent", [(e, u, a) => 100 * right(e, u, a)], [
    "The weight is given in percent: at the end of the ramp the KL term counts a hundredfold.",
    "What is the largest weight that your function gives?",
    "The weight multiplies the KL term as it is.",
  ]),
  toldAs("kl-weight-curved-ramp", [
    "The ramp is a curve (an S or a power): it begins and ends where it should, but does not rise in equal steps.",
    "By how much does the weight rise from one epoch of the ramp to the next?",
    "Such schedules exist as well; this one is a straight line, and needs no exp, cos or square.",
  ], isCurved),
];
