import type { Mistake } from "../../values_part.ts";
import { isCurved } from "./is_curved.ts";
import {
  rampMistake,
  type Schedule,
  type ScheduleMistake,
  scheduleMistake,
} from "./schedule_mistake.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";
import { weight } from "./weight.ts";

const { floor, round, min, max } = Math;
const clamp = (part: number) => min(1, max(0, part));

/** The schedule as it should be, for mistakes in what is made of its result. */
const right: Schedule = (epoch, warmUp, annealing) => weight({ epoch, warmUp, annealing });

const MISTAKES: readonly ScheduleMistake[] = [
  {
    name: "kl-weight-ramp-over-both",
    schedules: [
      (e, u, a) => clamp(e / (u + a)),
      (e, u, a) => e < u ? 0 : clamp(e / (u + a)),
      (e, u, a) => e < u ? 0 : clamp((e - u) / (u + a)),
      (e, u, a) => e < u ? 0 : e >= u + a ? 1 : (e - u) / (u + a),
    ],
    message: "The ramp's slope is that of a ramp over warm-up and annealing together.",
    hint: "How many epochs does the ramp alone take?",
    strongerHint:
      "Count the epochs from the last weight of 0 to the first weight of 1. Is that your denominator?",
  },
  {
    name: "kl-weight-ramp-ends-at-annealing",
    schedules: [
      (e, u, a) => e < u ? 0 : e >= a ? 1 : (e - u) / (a - u),
      (e, u, a) => e <= u ? 0 : e >= a ? 1 : (e - u) / (a - u),
      (e, u, a) => e >= a ? 1 : clamp((e - u) / (a - u)),
      (e, u, a) => clamp((e - u) / (a - u)),
      (e, u, a) => e < u ? 0 : min(1, (e - u) / (a - u)),
      (e, u, a) => e < u ? 0 : e >= a ? 1 : (e - u) / a,
    ],
    message:
      "`annealing` is used as the epoch at which the ramp ends; the weight reaches 1 too early.",
    hint: "Is `annealing` the number of an epoch, or a number of epochs?",
    strongerHint: "With { warmUp: 5, annealing: 10 } the weight must not reach 1 before epoch 15.",
  },
  {
    name: "kl-weight-ramp-too-short",
    schedules: [
      (e, u, a) => clamp((e - u) / (a - 1)),
      (e, u, a) => e < u ? 0 : e >= u + a ? 1 : (e - u) / (a - 1),
    ],
    message: "The ramp is one epoch too short: the weight reaches 1 one epoch before it should.",
    hint:
      "In how many steps does the weight go from 0 to 1, and how many weights lie on the ramp, both ends included?",
    strongerHint:
      "A list of n weights, both ends included, makes n - 1 steps. Which of the two is `annealing`?",
  },
  {
    name: "kl-weight-ramp-too-long",
    schedules: [
      (e, u, a) => clamp((e - u) / (a + 1)),
      (e, u, a) => e >= u + a ? 1 : clamp((e - u) / (a + 1)),
    ],
    message:
      "The weight rises in steps that are too small: those of a ramp that is one epoch longer.",
    hint:
      "In how many steps does the weight go from 0 to 1, and how many weights lie on the ramp, both ends included?",
    strongerHint:
      "A list of n + 1 weights, both ends included, makes n steps. Which of the two is `annealing`?",
  },
  {
    name: "kl-weight-fraction-upside-down",
    schedules: [
      (e, u, a) => e < u ? 0 : e >= u + a ? 1 : a / (e - u),
      (e, u, a) => e < u ? 0 : a / (e - u),
    ],
    message:
      "The fraction of the ramp is upside down: its weights are above 1, and the first one is infinite.",
    hint: "Which of the two numbers in your fraction is the larger one during the ramp?",
    strongerHint: "The weight must grow with the epoch. Does your fraction?",
  },
  {
    name: "kl-weight-no-ramp",
    schedules: [(e, u) => e < u ? 0 : 1],
    message: "There is no ramp: the weight jumps from 0 to 1 at the end of the warm-up.",
    hint: "Change annealing alone. What changes in the weights that your function gives?",
    strongerHint:
      "Which line of your function is reached in epoch 6 of { warmUp: 5, annealing: 10 }?",
  },
  {
    name: "kl-weight-rounded",
    schedules: [
      (e, u, a) => floor(right(e, u, a)),
      (e, u, a) => round(right(e, u, a)),
    ],
    message:
      "The weight is always 0 or 1, and jumps on the ramp or at its end: either a fraction is rounded to a whole " +
      "number, or the function only compares epochs.",
    hint: "Which line of your function should give the weights between 0 and 1?",
    strongerHint:
      "If that line divides, look for Math.floor, Math.round, Math.trunc, `| 0`, or a tensor of dtype int32. If " +
      "there is no such line, the ramp is missing.",
  },
  {
    name: "kl-weight-brackets-missing",
    schedules: [
      (e, u, a) => e < u ? 0 : e >= u + a ? 1 : e - u / a,
      (e, u, a) => e < u ? 0 : e - u / a,
      (e, u, a) => e < u ? 0 : min(1, e - u / a),
      (e, u, a) => clamp(e - u / a),
    ],
    message: "Only the warm-up is divided by `annealing`, not the epochs since the warm-up.",
    hint: "In which order does your line compute what it does?",
    strongerHint: "A division comes before a subtraction, unless something says otherwise.",
  },
  {
    name: "kl-weight-per-pixel",
    schedules: [(e, u, a) => right(e, u, a) / 784],
    message:
      "The weight is 784 times too small: at the end of the ramp the KL term has the weight of the naive run.",
    hint: "What is the largest weight that your function gives?",
    strongerHint: "The number of pixels does not occur in the schedule.",
  },
  {
    name: "kl-weight-percent",
    schedules: [(e, u, a) => 100 * right(e, u, a)],
    message:
      "The weight is given in percent: at the end of the ramp the KL term counts a hundredfold.",
    hint: "What is the largest weight that your function gives?",
    strongerHint: "The KL term is multiplied by the weight just as your function gives it.",
  },
];

/** Mistakes in the ramp's slope, its end and its form. */
export const RAMP_MISTAKES: readonly Mistake<KlWeightCase>[] = [
  ...MISTAKES.map(scheduleMistake),
  rampMistake({
    name: "kl-weight-curved-ramp",
    message:
      "The ramp is a curve (an S or a power): it begins and ends where it should, but does not rise in equal steps.",
    hint: "By how much does the weight rise from one epoch of the ramp to the next?",
    strongerHint:
      "Such schedules exist as well, but this one is a straight line, and needs no exp, cos or square.",
  }, isCurved),
];
