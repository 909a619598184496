import { shuffledBatches } from "../data/batches.ts";
import type { DataSet } from "../data/data_set.ts";
import { type Tensor, type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { CLASSES, classifier } from "../model/classifier.ts";
import type { Parameters } from "../model/parameters.ts";
import { UserError } from "../user_error.ts";
import { adamState, adamStep, disposeAdam } from "./adam.ts";

/** How to train a classifier. */
export interface TrainClassifierOptions {
  /** Passes over the data. */
  readonly epochs: number;
  /** Adam's step size at the start; it falls to 0 along a line. */
  readonly learningRate?: number;
  /** Draws the batches, and what is blended. */
  readonly random: TorchRandom;
  /** Stops training between two batches. */
  readonly signal?: AbortSignal;
}

/** Rows of a batch. */
const BATCH_SIZE = 128;

/**
 * Trains a classifier, and yields each epoch's mean cross-entropy in nats.
 *
 * Half of each batch are blends of two images, x = s x1 + (1 - s) x2 with s in (1/2, 1), whose label is
 * blended alike (mixup: Zhang et al. 2018, arXiv 1710.09412). A classifier that never saw one is sure of
 * a digit where the eye sees none; and between two digits is where a poor generator draws.
 *
 * @param parameters as `initialize(classifierLayers, random)` draws them; they are changed
 * @throws {UserError} if a label is not a digit
 */
export async function* trainClassifier(
  parameters: Parameters<Variable>,
  data: DataSet,
  { epochs, learningRate = 4e-3, random, signal }: TrainClassifierOptions,
): AsyncGenerator<{ readonly epoch: number; readonly loss: number }, void> {
  const wrong = data.labels.find((label) => label >= CLASSES);
  if (wrong !== undefined) {
    throw new UserError(`wanted labels from 0 to ${CLASSES - 1}, found ${wrong}.`);
  }
  const steps = epochs * Math.ceil(data.count / BATCH_SIZE);
  const adam = adamState(parameters);
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      let sum = 0;
      for (const indices of shuffledBatches(data.count, BATCH_SIZE, random)) {
        if (adam.step % 10 === 0) await breathe();
        signal?.throwIfAborted();
        const { value, grads } = tf.tidy(() => {
          const { x, y } = blend(data, indices, random);
          return tf.variableGrads(() => {
            const logProbabilities = tf.logSoftmax(classifier(parameters, x));
            return tf.neg(tf.mean(tf.sum(tf.mul(y, logProbabilities), 1)));
          }, Object.values(parameters));
        });
        const named = Object.entries(parameters).map(([name, { name: id }]) => [name, grads[id]]);
        const rate = learningRate * (1 - adam.step / steps);
        await adamStep(parameters, Object.fromEntries(named), adam, { learningRate: rate });
        sum += (await value.data())[0] * indices.length;
        tf.dispose([value, grads as Record<string, Tensor>]);
      }
      yield { epoch, loss: sum / data.count };
    }
  } finally {
    disposeAdam(adam);
  }
}

/** Images [B, 784] and their labels' probabilities [B, 10], every other row or so blended with another. */
function blend(data: DataSet, indices: Int32Array, random: TorchRandom) {
  const rows = indices.length;
  const partners = tf.tensor1d(random.permutation(rows), "int32");
  const shares = random.uniform(rows).map((u) => Math.min(1, u + 0.5)); // 1 for half of them
  const share = tf.tensor2d(shares, [rows, 1]);
  const mix = (a: Tensor2D) => {
    const other = tf.gather(a, partners);
    return tf.add(tf.mul(a, share), tf.mul(other, tf.sub(1, share)));
  };
  const labels = tf.tensor1d(Array.from(indices, (index) => data.labels[index]), "int32");
  const y = tf.cast(tf.oneHot(labels, CLASSES), "float32");
  return {
    x: mix(tf.tensor2d(data.rows(indices), [rows, 784])) as Tensor2D,
    y: mix(y as Tensor2D),
  };
}

/** Lets timers and signals have their turn: a step's awaits alone never leave the microtask queue. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
