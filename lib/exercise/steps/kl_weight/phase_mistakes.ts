import type { Mistake } from "../../values_part.ts";
import { type Schedule, scheduleMistake } from "./schedule_mistake.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";
import { weight } from "./weight.ts";

const { min, max } = Math;
const clamp = (part: number) => min(1, max(0, part));

/** The schedule as it should be, for mistakes in what it is asked or in what is made of it. */
const right: Schedule = (epoch, warmUp, annealing) => weight({ epoch, warmUp, annealing });

/** Mistakes in which phase an epoch is in, and in where the ramp begins. */
export const PHASE_MISTAKES: readonly Mistake<KlWeightCase>[] = [
  scheduleMistake("kl-weight-one-epoch-late", [
    (e, u, a) => right(e - 1, u, a),
    (e, u, a) => e >= u + a ? 1 : clamp((e - 1 - u) / a),
    (e, u, a) => e < u ? 0 : min(1, (e - 1 - u) / a),
  ], [
    "The ramp comes one epoch late, as if epochs counted from 0.",
    "Which weight has the first epoch of a run without warm-up?",
    "The first epoch is 1, not 0. Follow what your function does to the number of the epoch before it divides.",
  ]),
  scheduleMistake("kl-weight-one-epoch-early", [
    (e, u, a) => right(e + 1, u, a),
    (e, u, a) => e < u ? 0 : clamp((e + 1 - u) / a),
  ], [
    "The ramp comes one epoch early: it has left 0 in the epoch in which it should begin.",
    "Which weight has epoch 5 of { warmUp: 5, annealing: 10 }?",
    "Something adds 1 to the number of the epoch, or counts the epoch in which the ramp begins as one that is over.",
  ]),
  scheduleMistake("kl-weight-not-clamped", [(e, u, a) => e < u ? 0 : (e - u) / a], [
    "The weight goes on rising above 1 after the annealing: every later epoch trains a beta-VAE with a larger beta.",
    "Which weight has epoch 100 of { warmUp: 5, annealing: 10 }?",
    "Your function knows a phase before the ramp and the ramp. There is a third phase.",
  ]),
  scheduleMistake("kl-weight-negative-in-warm-up", [(e, u, a) => min(1, (e - u) / a)], [
    "The weight is negative during the warm-up: the loss then rewards a posterior that is far from the prior.",
    "Which weight has epoch 1 of { warmUp: 5, annealing: 10 }?",
    "The straight line of the ramp goes on below 0 on its left side. What keeps your function from following it?",
  ]),
  scheduleMistake("kl-weight-without-ends", [(e, u, a) => (e - u) / a], [
    "The weight follows the ramp's line for all epochs: it is negative during the warm-up, and above 1 after the annealing.",
    "Which weights have epochs 1 and 100 of { warmUp: 5, annealing: 10 }?",
    "The line holds between two epochs only. What should your function give outside of them?",
  ]),
  scheduleMistake("kl-weight-warm-up-ignored", [(e, _, a) => clamp(e / a)], [
    "The warm-up is ignored: the ramp begins with the first epoch.",
    "Change warmUp alone. What changes in the weights that your function gives?",
    "`warmUp` must decide both when the weight leaves 0 and when it has reached 1.",
  ]),
  scheduleMistake("kl-weight-jumps-after-warm-up", [
    (e, u, a) => e < u ? 0 : min(1, e / a),
    (e, u, a) => e < u ? 0 : e >= u + a ? 1 : e / a,
  ], [
    "The ramp counts its epochs from the first one of the run, not from the end of the warm-up: the weight jumps there.",
    "How many epochs of the ramp are over in epoch 6 of { warmUp: 5, annealing: 10 }?",
    "The weight is 0 in the epoch in which the ramp begins. What is the numerator of your fraction in that epoch?",
  ]),
  scheduleMistake("kl-weight-durations-swapped", [(e, u, a) => right(e, a, u)], [
    "Warm-up and annealing have changed places: the weight stays 0 for `annealing` epochs, and rises for `warmUp` epochs.",
    "Which of the two durations comes first in a run?",
    "Look for the place where you take the two numbers out of the schedule, or pass them on.",
  ]),
  scheduleMistake("kl-weight-annealed-down", [
    (e, u, a) => 1 - right(e, u, a),
    (e, u, a) => e < u ? 0 : 1 - right(e, u, a),
    (e, u, a) => e < u ? 0 : e >= u + a ? 1 : 1 - (e - u) / a,
  ], [
    "The ramp leads from 1 down to 0: the KL term is strong at first, which is what annealing is to prevent.",
    "Is the weight at the end of the ramp larger than at its beginning?",
    "Count the epochs of the ramp that are over, not those that are left.",
  ]),
  scheduleMistake("kl-weight-starts-over", [
    (e, u, a) => right(u + a > 0 ? e % (u + a) : e, u, a),
    (e, u, a) => right(u + a > 0 ? (e - 1) % (u + a) + 1 : e, u, a),
  ], [
    "The weight falls back and the schedule begins again after the annealing, as in a cyclical schedule.",
    "Which weight has epoch 16 of { warmUp: 5, annealing: 10 }?",
    "After the ramp the weight stays as it is. What does a remainder (`%`) do to the number of the epoch?",
  ]),
  scheduleMistake("kl-weight-always-one", [() => 1], [
    "The weight is 1 in every epoch: the KL term is never annealed.",
    "Which weight has epoch 1 of { warmUp: 5, annealing: 10 }?",
    "Find the line that gives 1, and ask which epochs reach it.",
  ]),
  scheduleMistake("kl-weight-always-zero", [() => 0], [
    "The weight is 0 in every epoch: what trains is an autoencoder without a KL term.",
    "Which weight has epoch 100 of { warmUp: 5, annealing: 10 }?",
    "Find the line that gives 0, and ask which epochs reach it.",
  ]),
];
