import { type Scalar, type Tensor2D, tf, type Variable } from "../../../deps/tfjs.ts";
import { reparameterize } from "../../../model/reparameterize.ts";
import type { ForwardOutput } from "../../given.ts";
import {
  LEARNING_RATE,
  MOMENTUM,
  parameterShapes,
  runData,
  type TrainingRun,
} from "./training_run.ts";

/** The small model that `trainStep` trains, its gradients and its optimizer, gradient descent with momentum. */
export class TinyModel {
  readonly #variables: Variable[];
  readonly #gradients: Float32Array[];
  readonly #velocities: Float32Array[];

  /** A model with the parameters that a run begins with, and gradients of zero. */
  constructor(run: TrainingRun) {
    const { parameters } = runData(run);
    this.#variables = parameterShapes(run).map((shape, i) =>
      tf.tidy(() => tf.variable(tf.tensor([...parameters[i]], shape)))
    );
    this.#gradients = parameters.map(({ length }) => new Float32Array(length));
    this.#velocities = this.#gradients.map((gradient) => gradient.slice());
  }

  /** x [B, P], eps [B, d] -> everything that the loss needs. */
  forward(x: Tensor2D, eps: Tensor2D): ForwardOutput {
    const [muWeight, muBias, logVarWeight, logVarBias, weight, bias] = this.#variables;
    return tf.tidy(() => {
      const mu = tf.add(tf.matMul(x, muWeight as Tensor2D), muBias) as Tensor2D;
      const logVar = tf.add(tf.matMul(x, logVarWeight as Tensor2D), logVarBias) as Tensor2D;
      const z = reparameterize({ mu, logVar }, eps);
      const xHat = tf.add(tf.matMul(z, weight as Tensor2D), bias) as Tensor2D;
      return { x, mu, logVar, z, xHat };
    });
  }

  /** Sets the gradients to zero. */
  clear(): void {
    for (const gradient of this.#gradients) gradient.fill(0);
  }

  /** Adds the gradients of a loss to those that are there; a parameter that it does not depend on adds none. */
  add(loss: () => Scalar): Scalar {
    const { value, grads } = tf.engine().gradients(loss, this.#variables, undefined, true);
    for (const [i, gradient] of grads.entries()) {
      const values = gradient?.dataSync();
      if (values) this.#gradients[i].forEach((old, j, all) => all[j] = old + values[j]);
      gradient?.dispose();
    }
    return value as Scalar;
  }

  /** Moves the parameters by the gradients as they are, with momentum, as PyTorch's SGD does. */
  step(): void {
    for (const [i, variable] of this.#variables.entries()) {
      const [gradient, velocity] = [this.#gradients[i], this.#velocities[i]];
      const moved = variable.dataSync().map((value, j) => {
        velocity[j] = MOMENTUM * velocity[j] + gradient[j];
        return value - LEARNING_RATE * velocity[j];
      });
      tf.tidy(() => variable.assign(tf.tensor(moved, variable.shape)));
    }
  }

  /** All parameters, one after the other. */
  values(): number[] {
    return this.#variables.flatMap((variable) => [...variable.dataSync()]);
  }
}
