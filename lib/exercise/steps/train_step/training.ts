import { centralGradient } from "../../central_gradient.ts";
import { type Rows, rowsOf } from "../../rows_of.ts";
import { LEARNING_RATE, MOMENTUM, PIXELS, runData, type TrainingRun } from "./training_run.ts";

/** How far float32 losses and parameters may be off from those of float64. */
export const TOLERANCE = 1e-4;

/** What a training step does, in its order. */
export interface Program {
  readonly operations: readonly ("clear" | "add" | "step")[];
  /** The weight of the KL term that is used in place of the run's. */
  readonly klWeight?: number;
  /** What the loss is multiplied by; 1 if nothing is said. */
  readonly scale?: number;
}

/** The right one. */
export const PROGRAM: Program = { operations: ["clear", "add", "step"] };

/** The result of a training. */
export interface Trained {
  /** Of each step: the loss whose gradients it added. */
  readonly losses: readonly number[];
  /** Of each step: the loss of its batch and its noise after it. */
  readonly lossesAfter: readonly number[];
  /** After each step, one after the other. [TRAINING_STEPS, n] */
  readonly parameters: Rows;
}

/**
 * Trains the model of a run by gradient descent with momentum, in float64, with gradients by central differences.
 *
 * @param noise of each step, row by row. [TRAINING_STEPS, rows * latentSize]
 */
export function train(
  run: TrainingRun,
  noise: Rows,
  { operations, klWeight = run.klWeight, scale = 1 }: Program = PROGRAM,
): Trained {
  const { parameters: first, batches } = runData(run);
  let parameters = first.flat();
  let gradients = parameters.map(() => 0);
  let velocity = gradients;
  const trained = {
    losses: [] as number[],
    lossesAfter: [] as number[],
    parameters: [] as number[][],
  };
  for (const [i, batch] of batches.entries()) {
    const loss = (at: readonly number[]) => scale * lossOf(run, at, batch, noise[i], klWeight);
    let value = NaN;
    for (const operation of operations) {
      if (operation === "clear") gradients = gradients.map(() => 0);
      if (operation === "step") {
        velocity = velocity.map((v, j) => MOMENTUM * v + gradients[j]);
        parameters = parameters.map((p, j) => p - LEARNING_RATE * velocity[j]);
      }
      if (operation !== "add") continue;
      value = loss(parameters);
      const added = centralGradient(loss, parameters);
      gradients = gradients.map((gradient, j) => gradient + added[j]);
    }
    trained.losses.push(value);
    trained.lossesAfter.push(loss(parameters));
    trained.parameters.push(parameters);
  }
  return trained;
}

/** Squared error + weight * KL of a linear model, as means over the rows. */
function lossOf(
  { rows, latentSize }: TrainingRun,
  parameters: readonly number[],
  x: readonly number[],
  noise: readonly number[],
  klWeight: number,
): number {
  const head = PIXELS * latentSize + latentSize;
  const ofMu = parameters.slice(0, head), ofLogVar = parameters.slice(head, 2 * head);
  const ofDecoder = parameters.slice(2 * head);
  let total = 0;
  for (const [i, row] of rowsOf(x, PIXELS).entries()) {
    const means = linear(ofMu, row, latentSize), logs = linear(ofLogVar, row, latentSize);
    const z = means.map((m, j) => m + Math.exp(logs[j] / 2) * noise[i * latentSize + j]);
    for (const [j, value] of linear(ofDecoder, z, PIXELS).entries()) total += (value - row[j]) ** 2;
    for (const [j, m] of means.entries()) {
      total += klWeight * (Math.exp(logs[j]) + m * m - 1 - logs[j]) / 2;
    }
  }
  return total / rows;
}

/** A layer without activation: its parameters are a matrix, [inputs, outputs], and then a bias. */
function linear(parameters: readonly number[], row: readonly number[], outputs: number): number[] {
  const bias = row.length * outputs;
  return Array.from(
    { length: outputs },
    (_, j) =>
      row.reduce(
        (total, value, i) => total + value * parameters[i * outputs + j],
        parameters[bias + j],
      ),
  );
}
