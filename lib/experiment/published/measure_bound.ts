import { DataSet } from "../../data/data_set.ts";
import { type MonteCarloEstimate, monteCarloMean } from "../../math/monte_carlo.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { twoPhaseMean } from "../../math/two_phase_mean.ts";
import { importanceWeightedBounds } from "../../measure/importance_weighted_bound.ts";
import { bernoulliLogLikelihood } from "../../model/bernoulli_log_likelihood.ts";
import type { Vae } from "../../model/vae.ts";

/** A bound of -log p(x), in nats per image. */
export interface Bound {
  /** Codes drawn for each image, K. */
  readonly samples: number;
  /** Images. */
  readonly images: number;
  /** The mean over them. */
  readonly nats: number;
  /** Its standard error, by the choice of the images. */
  readonly standardError: number;
}

/** How well a model explains images. */
export interface MeasuredBound {
  /** With more and more codes, on images drawn at random: how the bound depends on their number. */
  readonly bySamples: readonly Bound[];
  /** With few codes on all images. */
  readonly all: Bound;
  /** What the most codes gain over those few, image by image on the drawn ones. */
  readonly gain: MonteCarloEstimate;
  /** What the most codes would give on all images: that of the few codes on all images, less the gain. */
  readonly estimate: number;
  /** Its standard error, by the choice of the images; the drawn ones are part of both, see {@linkcode twoPhaseMean}. */
  readonly standardError: number;
}

/** The few codes of each image. */
export const FEW_SAMPLES = 50;

/**
 * The importance-weighted bound of Bernoulli pixels: with few codes on all images, with many on some of them.
 *
 * The noise of codes is a small part of it: what the images differ in is large (25 nats between two digits), what more
 * codes gain hardly differs from image to image. So the gain is taken from few images, the level from all. The
 * few are drawn at random: a data set's order is seldom a random one (the first half of MNIST's test images are the
 * easier ones, says its authors' page), and what the first images gain need not be what all gain.
 *
 * @param samples the most codes, {@linkcode FEW_SAMPLES} or more
 * @param drawn how many images get that many; all of them, if there are no more
 * @param random draws these images; the codes are the same at every call
 * @param signal ends it between two batches of codes
 * @throws the signal's reason, if it was aborted
 */
export async function measureBound(
  vae: Vae,
  images: DataSet,
  { samples, drawn, random, signal }: {
    readonly samples: number;
    readonly drawn: number;
    readonly random: TorchRandom;
    readonly signal?: AbortSignal;
  },
): Promise<MeasuredBound> {
  const bounds = (data: DataSet, samples: number) =>
    importanceWeightedBounds(vae, data, {
      ...{ samples, logLikelihood: bernoulliLogLikelihood, random: new TorchRandom(0) },
      signal,
    });
  const mean = (samples: number, values: readonly number[]): Bound => {
    const { estimate, standardError } = monteCarloMean(values.length, (i) => values[i]);
    return { samples, images: values.length, nats: -estimate, standardError };
  };
  const few = await bounds(images, FEW_SAMPLES);
  const chosen = random.permutation(images.count).subarray(0, drawn);
  const part = chosenImages(images, chosen);
  const steps = [...new Set([1, 5, FEW_SAMPLES, 500, samples])]
    .filter((each) => each <= samples).sort((a, b) => a - b);
  const byStep = new Map([[FEW_SAMPLES, Array.from(chosen, (image) => few[image])]]);
  for (const each of steps) {
    if (each !== FEW_SAMPLES) byStep.set(each, await bounds(part, each));
  }
  const { estimate, standardError, gain } = twoPhaseMean(few, chosen, byStep.get(samples)!);
  return {
    bySamples: steps.map((each) => mean(each, byStep.get(each)!)),
    ...{ all: mean(FEW_SAMPLES, few), gain },
    ...{ estimate: -estimate, standardError },
  };
}

/** The images of these numbers, in this order. */
function chosenImages(images: DataSet, chosen: ArrayLike<number>): DataSet {
  const pixels = new Uint8Array(chosen.length * images.size);
  images.copyRows(chosen, pixels);
  const { labels } = images;
  return new DataSet(
    images.name,
    labels && Uint8Array.from(chosen, (image) => labels[image]),
    pixels,
    images,
  );
}
