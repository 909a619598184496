import type { TorchRandom } from "../../../math/torch_random.ts";
import { parameterShapes, TRAINING_STEPS, type TrainingRun } from "./training_run.ts";

/**
 * What is looked at after a run, of each step: what `trainStep` returned, the parameters, the noise that the model
 * was given and that of a second run with the same `random`, the tensors that were left behind, and how often each
 * thing that is given was called.
 */
export type View = "losses" | "parameters" | "noise" | "noiseAgain" | "tensors" | "calls";

/** The views of a run, in the order of its cases. */
export const VIEWS: readonly View[] = [
  "losses",
  "parameters",
  "noise",
  "noiseAgain",
  "tensors",
  "calls",
];

/** What is counted in each step. */
export const COUNTED = [
  "clear",
  "add",
  "forward",
  "forwardInAdd",
  "step",
  "normal",
  "uniform",
] as const;

/** The calls of one step. */
export type Calls = Record<typeof COUNTED[number], number>;

/** What `trainStep` is asked: a run, of which one thing is looked at. */
export interface TrainingCase {
  readonly view: View;
  readonly run: TrainingRun;
}

/** The runs that mistakes are judged by; the third, of another size, must be right, too. */
export const JUDGED_RUNS = 2;

/**
 * Rows and latent units of a run of which only the noise is looked at: enough numbers to see their distribution, and
 * few enough rows for a function that runs the model once for each.
 */
const MANY = { rows: 50, latentSize: 30, klWeight: 1 };

/**
 * Two runs of one size, and one of another, which shows whether the sizes are read or written down; then the noise
 * of a larger run.
 */
export function drawTrainingCases(random: TorchRandom): TrainingCase[] {
  const sizes = [[5, 2, 0.4], [5, 2, 2.5], [3, 4, 1.5]] as const;
  const runs = sizes.flatMap(([rows, latentSize, klWeight]) => {
    const run = { seed: random.uint32(), rows, latentSize, klWeight };
    return VIEWS.map((view) => ({ view, run }));
  });
  return [...runs, { view: "noise", run: { seed: random.uint32(), ...MANY } }];
}

/** The shape of a view. */
export function viewShape({ view, run }: TrainingCase): number[] {
  const { rows, latentSize } = run;
  const sizes = parameterShapes(run).map((shape) => shape.reduce((size, n) => size * n, 1));
  return {
    losses: [TRAINING_STEPS],
    parameters: [TRAINING_STEPS, sizes.reduce((total, size) => total + size, 0)],
    noise: [TRAINING_STEPS, rows, latentSize],
    noiseAgain: [TRAINING_STEPS, rows, latentSize],
    tensors: [TRAINING_STEPS],
    calls: [TRAINING_STEPS, COUNTED.length],
  }[view];
}

/** A view in words. */
export function viewText({ view, run: { rows, latentSize, klWeight } }: TrainingCase): string {
  const of = {
    losses: `the losses of ${TRAINING_STEPS} training steps`,
    parameters: `the parameters after each of ${TRAINING_STEPS} training steps`,
    noise: `the noise of ${TRAINING_STEPS} training steps`,
    noiseAgain: `the noise of ${TRAINING_STEPS} training steps, repeated`,
    tensors: `the tensors left behind by ${TRAINING_STEPS} training steps`,
    calls: `the calls made by ${TRAINING_STEPS} training steps`,
  }[view];
  return `${of} (${rows} rows, latentSize ${latentSize}, klWeight ${klWeight})`;
}
