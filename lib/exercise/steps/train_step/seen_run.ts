import type { Answer } from "../../answer.ts";
import { type Rows, rowsOf } from "../../rows_of.ts";
import {
  type Calls,
  COUNTED,
  type TrainingCase,
  type View,
  VIEWS,
  viewShape,
} from "./training_case.ts";
import { TRAINING_STEPS, type TrainingRun } from "./training_run.ts";

/** A run as the answers show it, step by step. */
export interface SeenRun {
  readonly run: TrainingRun;
  /** What was returned. [TRAINING_STEPS] */
  readonly losses: readonly number[];
  /** Whether that was a number in every step, and not a tensor or a list of one number. */
  readonly returnsNumbers: boolean;
  /** [TRAINING_STEPS, n] */
  readonly parameters: Rows;
  /** [TRAINING_STEPS, rows * latentSize] */
  readonly noise: Rows;
  /** That of a second run with the same `random`. [TRAINING_STEPS, rows * latentSize] */
  readonly noiseAgain: Rows;
  /** The noise of the larger run, all steps in one list; empty if that did not come to its end. */
  readonly draws: readonly number[];
  /** Tensors left behind. [TRAINING_STEPS] */
  readonly tensors: readonly number[];
  readonly calls: readonly Calls[];
}

/** The runs that came to their end, in order; `undefined` in place of one that did not. */
export function seenRuns(
  cases: readonly TrainingCase[],
  answers: readonly Answer[],
): (SeenRun | undefined)[] {
  const last = answers[cases.length - 1];
  const draws = last && "values" in last ? last.values : [];
  const runs: (SeenRun | undefined)[] = [];
  for (let first = 0; first + VIEWS.length <= cases.length; first += VIEWS.length) {
    const views = cases.slice(first, first + VIEWS.length);
    runs.push(seenRun(views, answers.slice(first, first + VIEWS.length), draws));
  }
  return runs;
}

function seenRun(
  cases: readonly TrainingCase[],
  answers: readonly Answer[],
  draws: readonly number[],
): SeenRun | undefined {
  const seen: Partial<Record<View, number[][]>> = {};
  let returnsNumbers = true;
  for (const [i, at] of cases.entries()) {
    const answer = answers[i];
    const size = viewShape(at).reduce((product, length) => product * length, 1);
    if (!answer || !("values" in answer) || answer.values.length !== size) return;
    if (at.view === "losses") returnsNumbers = answer.shape.length === 1;
    seen[at.view] = rowsOf(answer.values, size / TRAINING_STEPS);
  }
  const { losses, parameters, noise, noiseAgain, tensors, calls } = seen as Record<
    View,
    number[][]
  >;
  return {
    run: cases[0].run,
    ...{ returnsNumbers, parameters, noise, noiseAgain, draws },
    ...{ losses: losses.flat(), tensors: tensors.flat() },
    calls: calls.map((counts) =>
      Object.fromEntries(COUNTED.map((name, i) => [name, counts[i]])) as Calls
    ),
  };
}
