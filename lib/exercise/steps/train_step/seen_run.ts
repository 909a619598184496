import type { Answer } from "../../answer.ts";
import { rowsOf } from "./rows_of.ts";
import {
  type Calls,
  COUNTED,
  type TrainingCase,
  type View,
  VIEWS,
  viewShape,
} from "./training_case.ts";
import { STEPS, type TrainingRun } from "./training_run.ts";

/** A run as the answers show it, step by step. */
export interface SeenRun {
  readonly run: TrainingRun;
  /** What was returned. [STEPS] */
  readonly losses: readonly number[];
  /** Whether that was a number in every step, and not a tensor or a list of one number. */
  readonly returnsNumbers: boolean;
  /** [STEPS, n] */
  readonly parameters: readonly (readonly number[])[];
  /** [STEPS, rows * latentSize] */
  readonly noise: readonly (readonly number[])[];
  /** Tensors left behind. [STEPS] */
  readonly tensors: readonly number[];
  readonly calls: readonly Calls[];
}

/** The runs that came to their end, in order; `undefined` in place of one that did not. */
export function seenRuns(
  cases: readonly TrainingCase[],
  answers: readonly Answer[],
): (SeenRun | undefined)[] {
  const runs: (SeenRun | undefined)[] = [];
  for (let first = 0; first < cases.length; first += VIEWS.length) {
    const views = cases.slice(first, first + VIEWS.length);
    runs.push(seenRun(views, answers.slice(first, first + VIEWS.length)));
  }
  return runs;
}

function seenRun(
  cases: readonly TrainingCase[],
  answers: readonly Answer[],
): SeenRun | undefined {
  const seen: Partial<Record<View, number[][]>> = {};
  let returnsNumbers = true;
  for (const [i, at] of cases.entries()) {
    const answer = answers[i];
    const size = viewShape(at).reduce((product, length) => product * length, 1);
    if (!answer || !("values" in answer) || answer.values.length !== size) return;
    if (at.view === "losses") returnsNumbers = answer.shape.length === 1;
    seen[at.view] = rowsOf(answer.values, size / STEPS);
  }
  const { losses, parameters, noise, tensors, calls } = seen as Record<View, number[][]>;
  return {
    run: cases[0].run,
    ...{ returnsNumbers, parameters, noise },
    ...{ losses: losses.flat(), tensors: tensors.flat() },
    calls: calls.map((counts) =>
      Object.fromEntries(COUNTED.map((name, i) => [name, counts[i]])) as Calls
    ),
  };
}
