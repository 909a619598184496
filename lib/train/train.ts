import { binarise } from "../data/binarise.ts";
import { shuffledBatches } from "../data/batches.ts";
import { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import { checkFinite, checkObject, checkWhole, typeName } from "../math/check_argument.ts";
import { ADAM } from "../math/adam_update.ts";
import { TorchRandom } from "../math/torch_random.ts";
import { imageTensor } from "../model/image_tensor.ts";
import { Vae, type VaeOutput } from "../model/vae.ts";
import {
  afterEpoch,
  type AggressiveInference,
  BEFORE_AGGRESSIVE,
  checkAggressive,
  checkAggressiveState,
  encoderAndDecoder,
  innerLoop,
} from "./aggressive_inference.ts";
import { adamMoments, type AdamState, adamState, checkAdam, disposeAdam } from "./adam.ts";
import { breather } from "../data/breather.ts";
import type { Objective, Position } from "./objective.ts";
import type { TrainState } from "./train_state.ts";
import { type Part, trainStep } from "./train_step.ts";
import type { LossValues } from "../model/loss.ts";

/**
 * How to train; the defaults are the lab's. `M` is what `measure` gives: nothing, where it is absent.
 */
export interface TrainOptions<M extends object = object> {
  /** Passes over the data. */
  readonly epochs: number;
  /** Rows of a batch; the last one may have fewer. */
  readonly batchSize?: number;
  /** Adam's step size. */
  readonly learningRate?: number;
  /** The factor of the step size in an epoch, which counts from 1; 1, if nothing is said. */
  readonly learningRateFactor?: (epoch: number) => number;
  /** What keeps Adam's divisor above 0; PyTorch's 1e-8, if nothing is said. */
  readonly epsilon?: number;
  /** Whether each batch's pixels are drawn anew as 0 or 1, before its noise; see {@linkcode binarise}. */
  readonly binarised?: boolean;
  /** Draws the batches and the noise, in the notebook's order. */
  readonly random: TorchRandom;
  /** What is minimised. */
  readonly objective: Objective;
  /** Trains the encoder ahead of the decoder in the first epochs; both together, if nothing is said. */
  readonly aggressive?: AggressiveInference;
  /** Looks at the model after each epoch; what it gives becomes part of the epoch's event. */
  readonly measure?: (vae: Vae, data: DataSet, epoch: number) => Promise<M>;
  /** Stops training between two batches. */
  readonly signal?: AbortSignal;
  /** Where to go on: the model and `random` take over what it holds. */
  readonly from?: TrainState;
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

/** An epoch's numbers: means over its batches. */
export interface EpochMetrics extends LossValues {
  /** Counts from 1. */
  readonly epoch: number;
  /** Time of the training steps alone. */
  readonly seconds: number;
  /** Steps of the encoder so far, where aggressive inference takes more of them than there were batches. */
  readonly encoderSteps?: number;
  /** The mutual information of held-out images and codes, in nats, where aggressive inference asked for it. */
  readonly information?: number;
}

/** After each epoch: its numbers, and what {@linkcode TrainOptions.measure} gave. */
export type EpochEvent<M extends object = object> = EpochMetrics & M & {
  /** Tells the events apart. */
  readonly kind: "epoch";
};

/** What {@linkcode train} yields. */
export type TrainEvent<M extends object = object> = BatchEvent | EpochEvent<M>;

/** Training under way: its events, and where it stands. */
export interface TrainEvents<M extends object = object>
  extends AsyncGenerator<TrainEvent<M>, void> {
  /**
   * Where training stands, to go on from there with {@linkcode TrainOptions.from}. Ask while an event is
   * handled.
   *
   * @throws {Error} before the first event, and when training is over
   */
  state(): Promise<TrainState>;
}

/**
 * Trains `vae` with Adam, and yields an event after each batch and each epoch. While an event is
 * handled training waits, so the handler may look at the model; it must not draw from `random`.
 *
 * @example Leave training after an epoch, and resume it bit for bit, perhaps in another process
 * ```ts
 * import { constantObjective, loadMnist, TorchRandom, train, type TrainState, useBackend, Vae } from "../../mod.ts";
 *
 * await useBackend("wasm");
 * const data = await loadMnist({ count: 128 });
 * const random = new TorchRandom(0);
 * const vae = new Vae({ random });
 * const options = { epochs: 2, random, objective: constantObjective(1) };
 * let state: TrainState | undefined;
 * const training = train(vae, data, options);
 * for await (const event of training) {
 *   if (event.kind === "batch") continue;
 *   state = await training.state(); // checkpointToBytes() makes a file of it
 *   break;
 * }
 * for await (const event of train(vae, data, { ...options, from: state })) {
 *   console.log(event.epoch, event.loss); // of epoch 2
 * }
 * ```
 *
 * @throws {TypeError} if the model, the images, the objective or `random` are none
 * @throws {RangeError} if `epochs` or `batchSize` is not a whole number from 1 on, the learning rate is not
 * above 0, or `from` does not fit; then neither the model nor `random` has changed
 * @throws {UserError} if the loss is no longer a finite number
 * @throws the signal's reason, if it was aborted
 */
export function train<M extends object = object>(
  vae: Vae,
  data: DataSet,
  options: TrainOptions<M>,
): TrainEvents<M> {
  if (!(vae instanceof Vae)) throw new TypeError(`vae must be a Vae, got ${typeName(vae)}`);
  if (!(data instanceof DataSet)) {
    throw new TypeError(`data must be a DataSet, got ${typeName(data)}`);
  }
  checkObject("options", options);
  const { epochs, batchSize = 128, learningRate = ADAM.learningRate } = options;
  const { random, objective, aggressive, measure, signal, from } = options;
  const { learningRateFactor = () => 1, epsilon = ADAM.epsilon, binarised = false } = options;
  checkWhole("epochs", epochs, { min: 1 });
  checkWhole("batchSize", batchSize, { min: 1 });
  checkFinite("learningRate", learningRate, { above: 0 });
  checkFinite("epsilon", epsilon, { above: 0 });
  if (typeof objective !== "function") {
    throw new TypeError(`objective must be a function, got ${typeName(objective)}`);
  }
  if (!(random instanceof TorchRandom)) {
    throw new TypeError(`random must be a TorchRandom, got ${typeName(random)}`);
  }
  if (aggressive) checkAggressive(aggressive);
  if (from) {
    // All that may be wrong with it is found before model and generator take anything over.
    checkWhole("from.epoch", from.epoch, { min: 1 });
    checkWhole("from.batch", from.batch);
    const batches = Math.ceil(data.count / batchSize);
    if (from.batch > batches) {
      throw new RangeError(`batch ${from.batch} of an epoch of ${batches}: not of these images`);
    }
    for (const state of [from.random, from.epochRandom]) TorchRandom.fromState(state);
    checkAdam(vae.parameters(), from.adam);
    if (!aggressive !== !from.aggressive) {
      const [found, wanted] = aggressive ? ["none", "a state"] : ["a state", "none"];
      throw new RangeError(`from.aggressive: wanted ${wanted}, found ${found}`);
    }
    if (from.aggressive) checkAggressiveState(from.aggressive);
    vae.loadStateDict(from.parameters);
    random.setState(from.random);
  }
  let adam: AdamState | undefined;
  let at = from ? standAt(from) : beginEpoch(1, random);
  let inference = aggressive && { ...from?.aggressive ?? BEFORE_AGGRESSIVE };

  async function* events(): AsyncGenerator<TrainEvent<M>, void> {
    const breathe = breather();
    adam = adamState(vae.parameters(), from?.adam);
    const { encoder, decoder } = encoderAndDecoder(vae.parameters());
    const ahead: Part | undefined = inference && {
      parameters: encoder,
      adam: { step: inference.encoderSteps, moments: adam.moments },
    };
    try {
      while (at.epoch <= epochs) {
        const { epoch, sums } = at;
        const order = shuffledBatches(
          data.count,
          batchSize,
          at.batch === 0 ? random : TorchRandom.fromState(at.epochRandom),
        );
        const batches = order.length;
        while (at.batch < batches) {
          await breathe();
          signal?.throwIfAborted();
          const start = performance.now();
          const { batch } = at;
          const position = { epoch, batch, batches, batchSize };
          if (ahead && inference?.active) {
            await innerLoop(async (taken) => {
              const other = taken === 0 ? batch : random.integer(batches);
              return (await step(order[other], position, [ahead])).loss;
            }, aggressive!);
          }
          const values = await step(order[batch], position, partsToTrain());
          if (ahead && inference) inference.encoderSteps = ahead.adam.step;
          for (const part of ["loss", "reconstruction", "kl"] as const) {
            sums[part] += values[part] / batches;
          }
          sums.klWeight = values.klWeight;
          at.milliseconds += performance.now() - start;
          at.batch++;
          yield { kind: "batch", epoch, batch, batches, ...values };
        }
        const told = await lookAtInference();
        const measured = await measure?.(vae, data, epoch) ?? {} as M;
        const seconds = at.milliseconds / 1000;
        at = beginEpoch(epoch + 1, random);
        yield { kind: "epoch", epoch, ...sums, ...measured, seconds, ...told };
      }
    } finally {
      disposeAdam(adam);
      adam = undefined;
    }

    /** Trains some of the parameters on these images. */
    async function step(indices: Int32Array, position: Position, parts?: readonly Part[]) {
      const x = binarised
        ? tf.tensor2d(binarise(data.rows(indices), random), [indices.length, data.size])
        : imageTensor(data, indices);
      const rows = indices.length * (objective.samples ?? 1);
      const eps = tf.tensor2d(random.normal(rows * vae.latentSize), [rows, vae.latentSize]);
      const loss = (output: VaeOutput) => objective(output, position);
      try {
        const rate = learningRate * learningRateFactor(position.epoch);
        return await trainStep(vae, adam!, x, eps, loss, { learningRate: rate, epsilon }, parts);
      } finally {
        tf.dispose([x, eps]);
      }
    }

    /** All parameters at once; or by their parts, where those count Adam's steps apart. */
    function partsToTrain(): readonly Part[] | undefined {
      if (!ahead) return undefined;
      const behind = { parameters: decoder, adam: adam! };
      return inference!.active ? [behind] : [ahead, behind];
    }

    /** Whether aggressive inference goes on, and what an epoch's event tells of it. */
    async function lookAtInference(): Promise<Partial<EpochMetrics>> {
      if (!inference?.active) return {};
      const start = performance.now();
      inference = { ...afterEpoch(inference, await aggressive!.information(vae)) };
      at.milliseconds += performance.now() - start;
      const { information, encoderSteps } = inference;
      return { encoderSteps, information };
    }
  }

  async function state(): Promise<TrainState> {
    if (!adam) throw new Error("training has a state() from its first event to its last only");
    const { step } = adam;
    const moments = await adamMoments(adam);
    return {
      ...at,
      sums: { ...at.sums },
      random: random.state(),
      adam: { step, moments },
      parameters: await vae.fetchStateDict(),
      ...inference && { aggressive: { ...inference } },
    };
  }

  return Object.assign(events(), { state });
}

function standAt({ epoch, batch, sums, milliseconds, epochRandom }: TrainState) {
  return { epoch, batch, sums: { ...sums }, milliseconds, epochRandom };
}

function beginEpoch(epoch: number, random: TorchRandom): ReturnType<typeof standAt> {
  const sums = { loss: 0, reconstruction: 0, kl: 0, klWeight: 0 };
  return { epoch, batch: 0, sums, milliseconds: 0, epochRandom: random.state() };
}
