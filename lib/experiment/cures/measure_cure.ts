import type { DataSet } from "../../data/data_set.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { gaussianLogLikelihood } from "../../model/gaussian_log_likelihood.ts";
import { modelFromBytes } from "../../run/model_file.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import type { EpochRecord } from "../../run/run_record.ts";
import { encodeImages } from "../../measure/encode_images.ts";
import { importanceWeightedBound } from "../../measure/importance_weighted_bound.ts";
import { mutualInformation } from "../../measure/mutual_information.ts";
import { UserError } from "../../user_error.ts";

/** What a cure came to with one seed; on the test images, where nothing else is said. */
export interface Measured {
  /** reconstruction + KL, whatever was trained on. */
  readonly lossAtBetaOne: number;
  /** Squared error per image. */
  readonly reconstruction: number;
  /** In nats per image. */
  readonly kl: number;
  /** On the training images. */
  readonly activeUnits: number;
  /** What a code tells of its image, in nats (of the 10,000 test images). */
  readonly information: number;
  /** A lower bound of log p(x) in nats per image, of the first thousand (K = 50). */
  readonly bound: number;
  /**
   * The decoder's variance per pixel in that bound: half the weight that the KL term had at the end, since
   * squared error + w KL is the negative ELBO at variance w/2; the sigma-VAE's is its own error.
   */
  readonly variance: number;
  /**
   * The same bound with the variance that the model's error on the training images has per pixel, by which methods are
   * ranked. It is the mean error of one code drawn from each posterior, so the variance is the best one for the ELBO.
   * The best one for this bound, which gives weight to those codes whose images are nearer, is smaller, the more so
   * the wider the posteriors are: a method that widens them, as importance weighting does, may rank too low.
   */
  readonly fittedBound: number;
  /** That variance. */
  readonly fittedVariance: number;
  /** What the run's verdict calls it. */
  readonly state: string;
  /** Time of its training steps, as they were measured: beside whatever else the machine did. */
  readonly seconds: number;
  /** The SHA-256 of the training images; absent in runs of an older lab. */
  readonly sha256?: string;
  /** How it went. */
  readonly epochs: readonly EpochRecord[];
}

/** Codes drawn for each image in the bound; images that it is taken of; codes for the information. */
const SAMPLES = 50, IMAGES = 1000, DRAWS = 2000;

/**
 * Measures a finished run of the task `train`. All runs see the same noise.
 *
 * @throws {UserError} if the run is unfinished
 */
export async function measureCure(
  folder: string,
  test: DataSet,
): Promise<Measured> {
  const { epochs, options, verdict, data: { sha256 } } = await readRunRecord(folder);
  const last = epochs.at(-1);
  if (!last?.test || !verdict) {
    throw new UserError(`${folder}: unfinished, or of a version before verdicts.`);
  }
  const { reconstruction, kl } = last.test;
  const fittedVariance = verdict.reconstruction / test.size;
  const variance = options.decoder === "sigma" ? fittedVariance : last.klWeight / 2;
  const file = `${folder}/model.safetensors`;
  const vae = modelFromBytes(await Deno.readFile(file), file);
  try {
    const posteriors = await encodeImages(vae, test);
    const draws = Math.min(DRAWS, test.count);
    const { information } = mutualInformation(posteriors, { random: new TorchRandom(0), draws });
    const first = test.first(IMAGES);
    const boundAt = async (variance: number) =>
      (await importanceWeightedBound(vae, first, {
        samples: SAMPLES,
        logLikelihood: gaussianLogLikelihood(variance),
        random: new TorchRandom(0),
      })).estimate;
    const fittedBound = await boundAt(fittedVariance);
    // A schedule that ends at weight 0 leaves no variance to take the bound at.
    const bound = variance === fittedVariance
      ? fittedBound
      : variance > 0
      ? await boundAt(variance)
      : NaN;
    return {
      ...{ lossAtBetaOne: reconstruction + kl, reconstruction, kl, information },
      ...{ bound, variance, fittedBound, fittedVariance },
      ...{ activeUnits: last.activeUnits, state: verdict.state, sha256, epochs },
      seconds: epochs.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  } finally {
    vae.dispose();
  }
}
