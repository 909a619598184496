import { shuffledBatches } from "../data/batches.ts";
import type { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import { ADAM } from "../math/adam_update.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import type { Vae } from "../model/vae.ts";
import { adamState, disposeAdam } from "./adam.ts";
import { type LatentMetrics, latentMetrics } from "./metrics.ts";
import type { Objective } from "./objective.ts";
import { type LossValues, trainStep } from "./train_step.ts";

/** How to train; the defaults are the lab's. */
export interface TrainOptions {
  /** Passes over the data. */
  readonly epochs: number;
  /** Rows of a batch; the last one may have fewer. */
  readonly batchSize?: number;
  /** Adam's step size. */
  readonly learningRate?: number;
  /** Draws the batches and the noise, in the notebook's order. */
  readonly random: TorchRandom;
  /** What is minimised. */
  readonly objective: Objective;
  /** Stops training between two batches. */
  readonly signal?: AbortSignal;
}

/** After each batch. */
export interface BatchEvent extends LossValues {
  /** Tells the events apart. */
  readonly kind: "batch";
  /** Counts from 1. */
  readonly epoch: number;
  /** Counts from 0. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
}

/** An epoch's numbers: means over its batches, and the latent units over the training images. */
export interface EpochMetrics extends LossValues, Omit<LatentMetrics, "varianceOfMu"> {
  /** Counts from 1. */
  readonly epoch: number;
  /** Time of the training steps, without the metrics. */
  readonly seconds: number;
}

/** After each epoch. */
export interface EpochEvent extends EpochMetrics {
  /** Tells the events apart. */
  readonly kind: "epoch";
}

/** What {@linkcode train} yields. */
export type TrainEvent = BatchEvent | EpochEvent;

/**
 * Trains `vae` with Adam, and yields an event after each batch and each epoch. While an event is
 * handled training waits, so the handler may look at the model; it must not draw from `random`.
 *
 * @throws {RangeError} if `epochs` or `batchSize` is not a whole number from 1 on
 * @throws {UserError} if the loss is no longer a finite number
 * @throws the signal's reason, if it was aborted
 */
export async function* train(
  vae: Vae,
  data: DataSet,
  { epochs, batchSize = 128, learningRate = ADAM.learningRate, random, objective, signal }:
    TrainOptions,
): AsyncGenerator<TrainEvent, void> {
  for (const [name, value] of Object.entries({ epochs, batchSize })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${name} must be a whole number from 1 on, got ${value}`);
    }
  }
  const adam = adamState(vae.parameters());
  let breathed = performance.now();
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const order = shuffledBatches(data.count, batchSize, random);
      const sums = { loss: 0, reconstruction: 0, kl: 0, klWeight: 0 };
      let milliseconds = 0;
      for (const [batch, indices] of order.entries()) {
        if (performance.now() - breathed > BREATH) {
          await breathe();
          breathed = performance.now();
        }
        signal?.throwIfAborted();
        const start = performance.now();
        const rows = indices.length;
        const x = tf.tensor2d(data.rows(indices), [rows, 784]);
        const eps = tf.tensor2d(random.normal(rows * vae.latentSize), [rows, vae.latentSize]);
        const position = { epoch, batch, batches: order.length, batchSize };
        let values;
        try {
          values = await trainStep(vae, adam, x, eps, (output) => objective(output, position), {
            learningRate,
          });
        } finally {
          tf.dispose([x, eps]);
        }
        for (const part of ["loss", "reconstruction", "kl"] as const) {
          sums[part] += values[part] / order.length;
        }
        sums.klWeight = values.klWeight;
        milliseconds += performance.now() - start;
        yield { kind: "batch", epoch, batch, batches: order.length, ...values };
      }
      const { klPerUnit, activeUnits } = await latentMetrics(vae, data);
      yield { kind: "epoch", epoch, ...sums, klPerUnit, activeUnits, seconds: milliseconds / 1000 };
    }
  } finally {
    disposeAdam(adam);
  }
}

/** Milliseconds of computing between two breaths. */
const BREATH = 50;

/** Lets timers and signals have their turn: a step's awaits alone never leave the microtask queue. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
