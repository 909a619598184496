import type { Mistake } from "../../values_part.ts";
import { type Schedule, type ScheduleMistake, scheduleMistake } from "./schedule_mistake.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";
import { weight } from "./weight.ts";

const { min, max } = Math;
const clamp = (part: number) => min(1, max(0, part));

/** The schedule as it should be, for mistakes in its arguments or in what is made of its result. */
const right: Schedule = (epoch, warmUp, annealing) => weight({ epoch, warmUp, annealing });

const MISTAKES: readonly ScheduleMistake[] = [
  {
    name: "kl-weight-one-epoch-late",
    schedules: [
      (e, u, a) => right(e - 1, u, a),
      (e, u, a) => e >= u + a ? 1 : clamp((e - 1 - u) / a),
      (e, u, a) => e < u ? 0 : min(1, (e - 1 - u) / a),
    ],
    message: "The ramp comes one epoch late, as if epochs counted from 0.",
    hint: "What is the weight in the first epoch of a run without warm-up?",
    strongerHint:
      "The first epoch is 1, not 0. What does your function do to the number of the epoch before it divides?",
  },
  {
    name: "kl-weight-one-epoch-early",
    schedules: [
      (e, u, a) => right(e + 1, u, a),
      (e, u, a) => e < u ? 0 : clamp((e + 1 - u) / a),
    ],
    message:
      "The ramp comes one epoch early: the weight is already above 0 in the epoch in which the ramp begins.",
    hint: "What is the weight in epoch 5 of { warmUp: 5, annealing: 10 }?",
    strongerHint:
      "Does something add 1 to the number of the epoch, or count the epoch in which the ramp begins as completed?",
  },
  {
    name: "kl-weight-not-clamped",
    schedules: [(e, u, a) => e < u ? 0 : (e - u) / a],
    message:
      "The weight goes on rising above 1 after the annealing: every later epoch trains a beta-VAE with a larger beta.",
    hint: "What is the weight in epoch 100 of { warmUp: 5, annealing: 10 }?",
    strongerHint:
      "Your function handles the phase before the ramp, and the ramp itself. There is a third phase.",
  },
  {
    name: "kl-weight-early-and-not-clamped",
    schedules: [(e, u, a) => e < u ? 0 : (e + 1 - u) / a],
    message:
      "The ramp comes one epoch early, and the weight goes on rising above 1 after the annealing.",
    hint: "What are the weights in epochs 5 and 100 of { warmUp: 5, annealing: 10 }?",
    strongerHint:
      "Check the first weight of the ramp, then its last one, and then what your function does after that.",
  },
  {
    name: "kl-weight-negative-in-warm-up",
    schedules: [(e, u, a) => min(1, (e - u) / a)],
    message:
      "The weight is negative during the warm-up: the loss then rewards a posterior that is far from the prior.",
    hint: "What is the weight in epoch 1 of { warmUp: 5, annealing: 10 }?",
    strongerHint:
      "Before the ramp begins, its straight line is below 0. What keeps your function from following it there?",
  },
  {
    name: "kl-weight-without-ends",
    schedules: [(e, u, a) => (e - u) / a],
    message:
      "The weight follows the ramp's line in all epochs: it is negative during the warm-up, and above 1 after the " +
      "annealing.",
    hint: "What are the weights in epochs 1 and 100 of { warmUp: 5, annealing: 10 }?",
    strongerHint:
      "The line holds between two epochs only. What should your function give before and after them?",
  },
  {
    name: "kl-weight-warm-up-ignored",
    schedules: [(e, _, a) => clamp(e / a)],
    message: "The warm-up is ignored: the ramp begins with the first epoch.",
    hint: "Change warmUp alone. What changes in the weights that your function gives?",
    strongerHint: "`warmUp` must determine both when the weight leaves 0 and when it reaches 1.",
  },
  {
    name: "kl-weight-jumps-after-warm-up",
    schedules: [
      (e, u, a) => e < u ? 0 : min(1, e / a),
      (e, u, a) => e < u ? 0 : e >= u + a ? 1 : e / a,
    ],
    message:
      "The ramp counts its epochs from the beginning of the run, not from the end of the warm-up: the weight jumps " +
      "when the warm-up ends.",
    hint:
      "How many epochs of the ramp have been completed by epoch 6 of { warmUp: 5, annealing: 10 }?",
    strongerHint:
      "The weight is 0 in the epoch in which the ramp begins. What is the numerator of your fraction in that epoch?",
  },
  {
    name: "kl-weight-durations-swapped",
    schedules: [(e, u, a) => right(e, a, u)],
    message:
      "Warm-up and annealing are swapped: the weight stays 0 for `annealing` epochs, and rises for `warmUp` epochs.",
    hint: "Which of the two durations comes first in a run?",
    strongerHint:
      "Look for the place where you take the two numbers out of the schedule, or pass them on.",
  },
  {
    name: "kl-weight-annealed-down",
    schedules: [
      (e, u, a) => 1 - right(e, u, a),
      (e, u, a) => e < u ? 0 : 1 - right(e, u, a),
      (e, u, a) => e < u ? 0 : e >= u + a ? 1 : 1 - (e - u) / a,
    ],
    message:
      "The ramp leads from 1 down to 0: the KL term is strong at first, which is what annealing should prevent.",
    hint: "Is the weight at the end of the ramp larger than at its beginning?",
    strongerHint: "Does the numerator of your fraction grow or shrink from epoch to epoch?",
  },
  {
    name: "kl-weight-starts-over",
    schedules: [
      (e, u, a) => right(u + a > 0 ? e % (u + a) : e, u, a),
      (e, u, a) => right(u + a > 0 ? (e - 1) % (u + a) + 1 : e, u, a),
    ],
    message:
      "After the annealing the weight falls back and the schedule begins again, as in a cyclical schedule.",
    hint: "What is the weight in epoch 16 of { warmUp: 5, annealing: 10 }?",
    strongerHint:
      "After the ramp the weight no longer changes. What does a remainder (`%`) do to the number of the epoch?",
  },
  {
    name: "kl-weight-always-one",
    schedules: [() => 1],
    message: "The weight is 1 in every epoch: the KL term is never annealed.",
    hint: "What is the weight in epoch 1 of { warmUp: 5, annealing: 10 }?",
    strongerHint: "Find the line that returns 1. Which epochs reach it?",
  },
  {
    name: "kl-weight-always-zero",
    schedules: [() => 0],
    message: "The weight is 0 in every epoch: this trains an autoencoder without a KL term.",
    hint: "What is the weight in epoch 100 of { warmUp: 5, annealing: 10 }?",
    strongerHint: "Find the line that returns 0. Which epochs reach it?",
  },
];

/** Mistakes in the phase that an epoch is taken to be in, and in where the ramp begins. */
export const PHASE_MISTAKES: readonly Mistake<KlWeightCase>[] = MISTAKES.map(scheduleMistake);
