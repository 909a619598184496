import type { Mistake } from "../../values_part.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";
import { type RamplessMistake, ramplessMistake } from "./schedule_mistake.ts";
import { weight } from "./weight.ts";

const MISTAKES: readonly RamplessMistake[] = [
  {
    name: "kl-weight-divided-by-zero",
    isWrong: (found, at) => !Number.isFinite(found) || found === weight(at),
    message: "Where there is no ramp (annealing: 0) the weight is not a finite number.",
    hint: "What does your function divide by if annealing is 0?",
    strongerHint:
      "Decide first which phase the epoch is in; with annealing: 0 no epoch is on the ramp.",
  },
  {
    name: "kl-weight-warm-up-too-long-without-ramp",
    isWrong: (found, at) => found === (at.epoch > at.warmUp ? 1 : 0),
    message:
      "Where there is no ramp (annealing: 0) the weight changes one epoch late; all other schedules are right.",
    hint: "What is the weight in epoch 3 of { warmUp: 3, annealing: 0 }?",
    strongerHint:
      "Look at the comparisons: is each `<` meant to be `<`, and each `<=` meant to be `<=`?",
  },
  {
    name: "kl-weight-one-without-ramp",
    isWrong: (found) => found === 1,
    message:
      "Where there is no ramp (annealing: 0) the warm-up is ignored too: the weight is 1 from the first epoch.",
    hint: "What is the weight in epoch 1 of { warmUp: 3, annealing: 0 }?",
    strongerHint: "Does your function look at annealing before it has looked at warmUp?",
  },
  {
    name: "kl-weight-zero-without-ramp",
    isWrong: (found) => found === 0,
    message: "Where there is no ramp (annealing: 0) the weight stays 0 forever.",
    hint: "What is the weight in epoch 100 of { warmUp: 3, annealing: 0 }?",
    strongerHint:
      "Does your function look at annealing before it has determined whether the schedule is over?",
  },
];

/** Mistakes that only a schedule without a ramp shows. */
export const RAMPLESS_MISTAKES: readonly Mistake<KlWeightCase>[] = MISTAKES.map(ramplessMistake);
