import { TorchRandom } from "../../../math/torch_random.ts";

/** A short training of a small model, which the probe and the check both derive from its seed. */
export interface TrainingRun {
  readonly seed: number;
  /** Images of a batch, B. */
  readonly rows: number;
  /** Latent units, d. */
  readonly latentSize: number;
  readonly klWeight: number;
}

/** Pixels of an image, P; training steps of a run. */
export const PIXELS = 6, TRAINING_STEPS = 4;

/** Gradient descent with momentum: two steps with a gradient differ from one step with twice the gradient. */
export const LEARNING_RATE = 0.05, MOMENTUM = 0.9;

/** The shapes of the model's parameters: a matrix and a bias each of mu, of logVar and of the decoder. */
export function parameterShapes({ latentSize }: TrainingRun): number[][] {
  const head = [[PIXELS, latentSize], [latentSize]];
  return [...head, ...head, [latentSize, PIXELS], [PIXELS]];
}

/** The parameters that the model begins with, and what it is trained on; float32 numbers. */
export interface RunData {
  /** One list for each of {@linkcode parameterShapes}. */
  readonly parameters: readonly (readonly number[])[];
  /** A batch for each step. [TRAINING_STEPS, rows * PIXELS] */
  readonly batches: readonly (readonly number[])[];
}

/** The data of a run. */
export function runData(run: TrainingRun): RunData {
  const random = new TorchRandom(run.seed);
  const parameters = parameterShapes(run).map((shape) => [
    ...random.uniform(shape.reduce((size, length) => size * length, 1), -0.7, 0.7),
  ]);
  const batches = Array.from(
    { length: TRAINING_STEPS },
    () => [...random.uniform(run.rows * PIXELS)],
  );
  return { parameters, batches };
}

/** The generator that the noise of a run is drawn from. */
export function noiseRandom({ seed }: TrainingRun): TorchRandom {
  return new TorchRandom(seed + 1);
}
