import { breather } from "../data/breather.ts";
import { checkNumbers, checkWhole } from "../math/check_argument.ts";
import { HALF_LOG_TWO_PI } from "../math/gaussian.ts";
import { klDiagonal } from "../math/kl_diagonal.ts";
import { type MonteCarloEstimate, monteCarloMean } from "../math/monte_carlo.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { aggregateLogDensity } from "../measure/aggregate_density.ts";
import type { EncodedImages } from "../measure/encode_images.ts";

/** Codes that priors are judged by, drawn from the posteriors of images. */
export interface JudgedCodes {
  /** Units of a code, d. */
  readonly latentSize: number;
  /** A code of each drawn image. [n * d] */
  readonly codes: Float64Array;
  /** log q(z|x) of each code under the posterior that it was drawn from. [n] */
  readonly logPosterior: Float64Array;
  /** log q(z) of each under the aggregate posterior of the training images. [n] */
  readonly logAggregate: Float64Array;
  /** KL(q(z|x) || N(0, I)), the mean over all images (not the drawn ones alone). */
  readonly kl: number;
}

/** What a prior gains, in nats per image. All errors are standard errors. */
export interface PriorGain {
  /** By how much the KL term, and with it the loss at weight 1, is smaller than with N(0, I). */
  readonly gain: MonteCarloEstimate;
  /** What a prior equal to q(z) would gain beyond that, KL(q(z) || prior) on the training images. */
  readonly remaining: MonteCarloEstimate;
  /** The gain as a part of what q(z) itself gains. */
  readonly share: MonteCarloEstimate;
}

/**
 * Draws a code of each of `draws` images, and computes how dense the training images' aggregate posterior is
 * there. That takes draws N d steps: some seconds for 10,000 codes of 8 units and 60,000 images.
 *
 * For the training images themselves the draws are those of `mutualInformation`, in the same order.
 *
 * @param images whose posteriors the codes are drawn from
 * @param training whose aggregate posterior is q(z): the same ones, if nothing is said
 * @throws {RangeError} if `draws` is not a whole number from 2 to the number of images
 * @throws the signal's reason
 */
export async function judgedCodes(
  images: EncodedImages,
  { random, draws, training = images, signal }: {
    readonly random: TorchRandom;
    readonly draws: number;
    readonly training?: EncodedImages;
    readonly signal?: AbortSignal;
  },
): Promise<JudgedCodes> {
  const { count, latentSize: d, mu, logVar } = images;
  checkWhole("draws", draws, { min: 2, max: count });
  const breathe = breather();
  const rows = (values: Float32Array, row: number) => values.subarray(row * d, (row + 1) * d);
  let kl = 0;
  for (let n = 0; n < count; n++) kl += klDiagonal(rows(mu, n), rows(logVar, n)) / count;
  const logDensity = aggregateLogDensity(training);
  const drawn = random.permutation(count).subarray(0, draws);
  const noise = random.normal(draws * d);
  const codes = new Float64Array(draws * d);
  const logPosterior = new Float64Array(draws), logAggregate = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    await breathe();
    signal?.throwIfAborted();
    const n = drawn[draw];
    logPosterior[draw] = -d * HALF_LOG_TWO_PI;
    for (let i = 0; i < d; i++) {
      const eps = noise[draw * d + i];
      codes[draw * d + i] = mu[n * d + i] + Math.exp(logVar[n * d + i] / 2) * eps;
      logPosterior[draw] -= (logVar[n * d + i] + eps * eps) / 2;
    }
    logAggregate[draw] = logDensity(codes.subarray(draw * d, (draw + 1) * d));
  }
  return { latentSize: d, codes, logPosterior, logAggregate, kl };
}

/**
 * What a prior gains over N(0, I), E[log p(z)] - E[log N(z; 0, I)] over codes of the images, given its log
 * density at the judged codes.
 *
 * The second expectation is not estimated: E[log q(z|x) - log N(z)] is the KL term, which has a closed form, so
 * that the gain is that KL less the mean of log q(z|x) - log p(z). The gain of q(z) itself is then, to the last
 * digit, what `mutualInformation` calls the aggregate posterior's divergence. Gain, share and what remains are
 * estimated from the same codes, and their errors are those of paired values; the share's is that of a ratio of
 * means to first order (Cochran 1977, "Sampling Techniques", section 6.4). They say how far
 * another draw of as many images from a large set, each with a code, would move them. Three things they do not say. If
 * most of the set's images are drawn, only their codes can still be others, and the errors are too large: by half where
 * all are drawn, in a test. The KL term is that of the set itself, so that its own error, by which other images would
 * move the gain too, is not counted. And another fit would be another prior.
 *
 * @param logPrior of each judged code, in nats; a lower bound of it gives lower bounds of gain and share. [n]
 * @throws {RangeError} if there is not one finite number for each code
 */
export function priorGain(judged: JudgedCodes, logPrior: ArrayLike<number>): PriorGain {
  const { logPosterior, logAggregate, kl } = judged;
  const n = logPosterior.length;
  if (checkNumbers("logPrior", logPrior).length !== n) {
    throw new RangeError(
      `logPrior must hold a number for each of ${n} codes, got ${logPrior.length}`,
    );
  }
  const gainOf = (s: number) => logPrior[s] - logPosterior[s] + kl;
  const allOf = (s: number) => logAggregate[s] - logPosterior[s] + kl;
  const gain = monteCarloMean(n, gainOf);
  const all = monteCarloMean(n, allOf).estimate;
  const share = gain.estimate / all;
  const residual = monteCarloMean(n, (s) => gainOf(s) - share * allOf(s));
  return {
    gain,
    remaining: monteCarloMean(n, (s) => logAggregate[s] - logPrior[s]),
    share: { estimate: share, standardError: residual.standardError / Math.abs(all) },
  };
}
