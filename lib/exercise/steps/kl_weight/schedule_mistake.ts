import type { Answer } from "../../answer.ts";
import { differingEvidence } from "../../differing_evidence.ts";
import type { NamedMistake } from "../../step.ts";
import type { Mistake } from "../../values_part.ts";
import { caseText, type KlWeightCase } from "./kl_weight_case.ts";
import { isNear, weight } from "./weight.ts";

/** A schedule as someone wrote it, of an epoch e, a warm-up u and an annealing a. */
export type Schedule = (e: number, u: number, a: number) => number;

/** A mistake in the schedule, with the ways of writing it. */
export interface ScheduleMistake extends NamedMistake {
  readonly schedules: readonly Schedule[];
}

/** A mistake that shows only where there is no ramp. */
export interface RamplessMistake extends NamedMistake {
  /** Whether a weight without a ramp is as the mistake makes it; right weights may be, too. */
  readonly isWrong: (found: number, at: KlWeightCase) => boolean;
}

/** A mistake whose weights are those of one of its schedules, wherever there is a ramp. */
export function scheduleMistake({ schedules, ...named }: ScheduleMistake): Mistake<KlWeightCase> {
  return rampMistake(
    named,
    (cases, found) =>
      schedules.some((schedule) =>
        cases.every(({ epoch, warmUp, annealing }, i) =>
          isNear(found[i], schedule(epoch, warmUp, annealing))
        )
      ),
  );
}

/** A mistake that shows only where there is no ramp: all other weights are right. */
export function ramplessMistake({ isWrong, ...named }: RamplessMistake): Mistake<KlWeightCase> {
  return {
    ...named,
    explains: (cases, answers) => {
      const found = weightsOf(answers);
      if (!found) return false;
      const odd = cases.map((at, i) => !isNear(found[i], weight(at)));
      return odd.includes(true) &&
        cases.every((at, i) => at.annealing === 0 ? isWrong(found[i], at) : !odd[i]);
    },
  };
}

/**
 * A mistake that a predicate recognises in the weights of all schedules with a ramp. What it does without a ramp does
 * not count, nor is it shown: the same mistake may divide by 0 there, or may have thought of it.
 */
export function rampMistake(
  named: NamedMistake,
  shows: (cases: readonly KlWeightCase[], found: readonly number[]) => boolean,
): Mistake<KlWeightCase> {
  return {
    ...named,
    explains: (cases, answers) => {
      const hasRamp = (_: unknown, i: number) => cases[i].annealing > 0;
      const [asked, given] = [cases.filter(hasRamp), answers.filter(hasRamp)];
      const found = weightsOf(given);
      if (!found || !shows(asked, found)) return false;
      const right = (at: KlWeightCase) => [weight(at)];
      const evidence = (of: (_: unknown, i: number) => boolean) =>
        differingEvidence({ describe: caseText, right }, asked.filter(of), given.filter(of));
      // A fraction of 0 / 0, which a ramp of one epoch may have, would hide what the message is about.
      return evidence((_, i) => Number.isFinite(found[i])) ?? evidence(() => true) ?? false;
    },
  };
}

/** The answers as numbers; `undefined` if one is something else. */
function weightsOf(answers: readonly Answer[]): readonly number[] | undefined {
  const found = answers.flatMap((answer) =>
    "values" in answer && answer.values.length === 1 ? answer.values : []
  );
  return found.length === answers.length ? found : undefined;
}
