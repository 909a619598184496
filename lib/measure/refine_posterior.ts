import type { DataSet } from "../data/data_set.ts";
import { ADAM, adamUpdate } from "../math/adam_update.ts";
import { checkFinite, checkWhole } from "../math/check_argument.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { antitheticNoise } from "./antithetic_noise.ts";
import type { FixedDecoder } from "./code_errors.ts";
import type { EncodedImages } from "./encode_images.ts";
import { posteriorLoss } from "./posterior_loss.ts";

/** How posteriors are refined. */
export interface RefineOptions {
  /** The weight of the KL term, beta. */
  readonly klWeight: number;
  /**
   * Draws the noise by which a posterior counts as better, then that of the steps. Generators in the same
   * state give two starts the same noise.
   */
  readonly random: TorchRandom;
  /** The units that may move; all of them, if nothing is said. */
  readonly units?: readonly number[];
  /** Adam's step sizes, each used until it gains no more: 0.1, 0.03 and 0.01, if nothing is said. */
  readonly stepSizes?: readonly number[];
  /** The part of the mean loss below which the gain of a round counts as none: 3e-4, if nothing is said. */
  readonly enough?: number;
  /** Steps at most: 1,000, if nothing is said. */
  readonly maxSteps?: number;
  /** Ends it between two steps. */
  readonly signal?: AbortSignal;
}

/** Posteriors that were refined, and how that went. */
export interface Refinement {
  /** The best that was found for each image. */
  readonly posteriors: EncodedImages;
  /** The loss of each image before, by the noise that decides what is better. [N] */
  readonly before: Float64Array;
  /** The same of what was found: never above `before`. [N] */
  readonly after: Float64Array;
  /** Steps of Adam that were taken. */
  readonly steps: number;
  /** What the mean loss gained in the last {@linkcode ROUND} steps. */
  readonly lastGain: number;
  /** Whether it ended since it gained no more, at the smallest step size. */
  readonly converged: boolean;
}

/** Adam's step sizes: the next one when a round gains nothing. */
const STEP_SIZES = [0.1, 0.03, 0.01];

/** Steps between two looks at what was gained. */
export const ROUND = 25;

/** The part of the mean loss below which the gain of a round counts as none: 0.01 where the loss is 33. */
const ENOUGH = 3e-4;

/** Draws an image in a step, and in the noise that decides what is better. */
const STEP_DRAWS = 2, JUDGING_DRAWS = 32;

/**
 * Refines the posterior of each image by gradient descent, the decoder held fixed: what an encoder that knew
 * this image best would give (semi-amortised inference: Kim et al. 2018, arXiv 1802.02550). What the loss
 * gains is the amortisation gap (Cremer, Li and Duvenaud 2018, arXiv 1801.03558).
 *
 * Adam moves the 2 N d numbers mu and logVar; the images do not touch each other. Every step draws fresh noise, so
 * that no posterior is fitted to a few draws; the mean of the last half of some steps (Polyak and Juditsky 1992)
 * is what they came to. After each {@linkcode ROUND} steps the loss is taken at one noise that is the
 * same throughout, and each image keeps the best posterior so far; a round that gains less than `enough` of the
 * mean loss makes the steps smaller, and after the smallest it ends.
 *
 * The posteriors were chosen by that noise: take a reported loss at another.
 *
 * @param start where it begins: the encoder's posteriors, or any other
 * @throws {RangeError} if there is no such unit, or an option is out of its range
 * @throws the signal's reason, if it is aborted
 */
export async function refinePosteriors(
  vae: FixedDecoder,
  data: DataSet,
  start: EncodedImages,
  options: RefineOptions,
): Promise<Refinement> {
  const { klWeight, random, units, maxSteps = 1000, signal } = options;
  const { stepSizes = STEP_SIZES, enough = ENOUGH } = options;
  checkFinite("klWeight", klWeight, { min: 0 });
  checkWhole("maxSteps", maxSteps, { min: 1 });
  checkFinite("enough", enough, { min: 0 });
  for (const size of stepSizes) checkFinite("a step size", size, { above: 0 });
  const { count, latentSize: d } = start;
  for (const unit of units ?? []) checkWhole("a unit", unit, { min: 0, max: d - 1 });
  const moves = Array.from({ length: d }, (_, unit) => units?.includes(unit) ?? true);
  const draw = (draws: number) => antitheticNoise(random, { images: count, draws, latentSize: d });
  const judging = draw(JUDGING_DRAWS);
  const lossOf = async (posteriors: EncodedImages) =>
    (await posteriorLoss(vae, data, posteriors, { klWeight, noise: judging })).loss;

  const [best, now] = [copyOf(start), copyOf(start)];
  const before = await lossOf(start);
  const after = before.slice();
  const moments = [0, 0].map(() => ({
    first: new Float32Array(count * d),
    second: new Float32Array(count * d),
  }));
  let [steps, size, lastGain, converged] = [0, 0, Infinity, false];
  while (steps < maxSteps && !converged) {
    const until = Math.min(maxSteps, steps + ROUND);
    const averaged = Math.ceil((until - steps) / 2);
    const candidate = {
      ...now,
      mu: new Float32Array(count * d),
      logVar: new Float32Array(count * d),
    };
    while (steps < until) {
      signal?.throwIfAborted();
      const noise = draw(STEP_DRAWS);
      const { byMu, byLogVar } = await posteriorLoss(vae, data, now, {
        ...{ klWeight, noise, gradients: true },
      });
      steps++;
      for (const [i, name] of (["mu", "logVar"] as const).entries()) {
        const [values, gradient] = [now[name], i === 0 ? byMu : byLogVar];
        for (let at = 0; at < gradient.length; at++) if (!moves[at % d]) gradient[at] = 0;
        adamUpdate(values, gradient, moments[i], steps, {
          ...ADAM,
          learningRate: stepSizes[size],
        });
        if (steps <= until - averaged) continue;
        const sum = candidate[name];
        for (let at = 0; at < sum.length; at++) {
          // What may not move stays as it is, to the last bit.
          if (moves[at % d]) sum[at] += values[at] / averaged;
          else sum[at] = start[name][at];
        }
      }
    }
    const losses = await lossOf(candidate);
    const previous = mean(after);
    for (let image = 0; image < count; image++) {
      if (!(losses[image] < after[image])) continue;
      after[image] = losses[image];
      copyRow(candidate, best, image);
    }
    lastGain = previous - mean(after);
    if (lastGain > enough * Math.abs(mean(after))) continue;
    if (size === stepSizes.length - 1) converged = true;
    else size++;
    for (let image = 0; image < count; image++) copyRow(best, now, image);
  }
  return { posteriors: best, before, after, steps, lastGain, converged };
}

function copyOf({ count, latentSize, mu, logVar }: EncodedImages): EncodedImages {
  return { count, latentSize, mu: mu.slice(), logVar: logVar.slice() };
}

/** Copies the posterior of one image. */
function copyRow(from: EncodedImages, to: EncodedImages, image: number): void {
  const { latentSize: d } = from;
  for (const name of ["mu", "logVar"] as const) {
    to[name].set(from[name].subarray(image * d, (image + 1) * d), image * d);
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
