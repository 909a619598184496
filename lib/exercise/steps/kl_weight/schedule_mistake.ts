import type { Answer } from "../../answer.ts";
import type { Mistake } from "../../values_part.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";
import { isNear, weight } from "./weight.ts";

/** A schedule as someone wrote it, of an epoch e, a warm-up u and an annealing a. */
export type Schedule = (e: number, u: number, a: number) => number;

/** How a mistake is told: its message, a hint, and a stronger one. */
type Words = readonly [message: string, hint: string, strongerHint: string];

/**
 * A mistake in the schedule, with the ways of writing it. Schedules with a ramp must show it. Where there is
 * no ramp, what it does does not count: the same mistake may divide by 0 there, or may have thought of it.
 */
export function scheduleMistake(
  name: string,
  schedules: readonly Schedule[],
  words: Words,
): Mistake<KlWeightCase> {
  return toldAs(
    name,
    words,
    (cases, found) =>
      schedules.some((schedule) =>
        cases.every(({ epoch, warmUp, annealing }, i) =>
          annealing === 0 || isNear(found[i], schedule(epoch, warmUp, annealing))
        )
      ),
  );
}

/** A mistake that shows only where there is no ramp: all other weights are right. */
export function rampless(
  name: string,
  isWrong: (found: number, at: KlWeightCase) => boolean,
  words: Words,
): Mistake<KlWeightCase> {
  return toldAs(name, words, (cases, found) => {
    const odd = cases.map((at, i) => !isNear(found[i], weight(at)));
    return odd.includes(true) &&
      cases.every((at, i) => at.annealing === 0 ? isWrong(found[i], at) : !odd[i]);
  });
}

/** A mistake that a predicate recognises in the weights of all cases. */
export function toldAs(
  name: string,
  [message, hint, strongerHint]: Words,
  shows: (cases: readonly KlWeightCase[], found: readonly number[]) => boolean,
): Mistake<KlWeightCase> {
  return {
    ...{ name, message, hint, strongerHint },
    explains: (cases, answers) => {
      const found = answers.map(oneNumber);
      return found.every((value) => value !== undefined) && shows(cases, found as number[]);
    },
  };
}

function oneNumber(answer: Answer): number | undefined {
  return "values" in answer && answer.values.length === 1 ? answer.values[0] : undefined;
}
