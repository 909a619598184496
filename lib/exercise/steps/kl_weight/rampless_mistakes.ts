import type { Mistake } from "../../values_part.ts";
import { rampless } from "./schedule_mistake.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";
import { weight } from "./weight.ts";

/** Mistakes that only a schedule without a ramp shows. */
export const RAMPLESS_MISTAKES: readonly Mistake<KlWeightCase>[] = [
  rampless(
    "kl-weight-divided-by-zero",
    (found, at) => !Number.isFinite(found) || found === weight(at),
    [
      "Where there is no ramp (annealing: 0) the weight is not a finite number.",
      "What does your function divide by if annealing is 0?",
      "Ask first which phases the epoch is in; with annealing: 0 no epoch is on the ramp.",
    ],
  ),
  rampless(
    "kl-weight-warm-up-too-long-without-ramp",
    (found, at) => found === (at.epoch > at.warmUp ? 1 : 0),
    [
      "Where there is no ramp (annealing: 0) the weight changes one epoch late; all other schedules are right.",
      "Which weight has epoch 3 of { warmUp: 3, annealing: 0 }?",
      "Look at the comparisons: is each `<` meant to be `<`, and each `<=` meant to be `<=`?",
    ],
  ),
  rampless("kl-weight-one-without-ramp", (found) => found === 1, [
    "Where there is no ramp (annealing: 0) the warm-up is ignored too: the weight is 1 from the first epoch.",
    "Which weight has epoch 1 of { warmUp: 3, annealing: 0 }?",
    "Does your function look at annealing before it has looked at warmUp?",
  ]),
  rampless("kl-weight-zero-without-ramp", (found) => found === 0, [
    "Where there is no ramp (annealing: 0) the weight stays 0 for ever.",
    "Which weight has epoch 100 of { warmUp: 3, annealing: 0 }?",
    "Does your function look at annealing before it asks whether the schedule is over?",
  ]),
];
