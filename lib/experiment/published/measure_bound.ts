import type { DataSet } from "../../data/data_set.ts";
import { type MonteCarloEstimate, monteCarloMean } from "../../math/monte_carlo.ts";
import { TorchRandom } from "../../math/torch_random.ts";
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
  /** With more and more codes, on the first images: how the bound depends on their number. */
  readonly bySamples: readonly Bound[];
  /** With few codes on all images. */
  readonly all: Bound;
  /** What the most codes gain over those few, image by image on the first images. */
  readonly gain: MonteCarloEstimate;
  /** What the most codes would give on all images: that of the few, less the gain. */
  readonly estimate: number;
  /** Its standard error: those of both, as independent. */
  readonly standardError: number;
}

/** The few codes of each image. */
export const FEW_SAMPLES = 50;

/**
 * The importance-weighted bound of Bernoulli pixels: with few codes on all images, with many on the first ones.
 *
 * The noise of codes is a small part of it: what the images differ in is large (25 nats between two digits), what more
 * codes gain hardly differs from image to image. So the gain is taken from few images, the level from all.
 *
 * @param samples the most codes, {@linkcode FEW_SAMPLES} or more
 * @param first how many images get that many
 */
export async function measureBound(
  vae: Vae,
  images: DataSet,
  { samples, first }: { readonly samples: number; readonly first: number },
): Promise<MeasuredBound> {
  const bounds = (data: DataSet, samples: number) =>
    importanceWeightedBounds(vae, data, {
      ...{ samples, logLikelihood: bernoulliLogLikelihood, random: new TorchRandom(0) },
    });
  const mean = (samples: number, values: readonly number[]): Bound => {
    const { estimate, standardError } = monteCarloMean(values.length, (i) => values[i]);
    return { samples, images: values.length, nats: -estimate, standardError };
  };
  const part = images.first(first);
  const steps = [...new Set([1, 5, FEW_SAMPLES, 500, samples])]
    .filter((each) => each <= samples).sort((a, b) => a - b);
  const byStep = new Map<number, number[]>();
  for (const each of steps) byStep.set(each, await bounds(part, each));
  const all = mean(FEW_SAMPLES, await bounds(images, FEW_SAMPLES));
  const [few, many] = [byStep.get(FEW_SAMPLES)!, byStep.get(samples)!];
  const gain = monteCarloMean(few.length, (i) => many[i] - few[i]);
  return {
    bySamples: steps.map((each) => mean(each, byStep.get(each)!)),
    ...{ all, gain },
    estimate: all.nats - gain.estimate,
    standardError: Math.hypot(all.standardError, gain.standardError),
  };
}
