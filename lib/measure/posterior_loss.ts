import type { DataSet } from "../data/data_set.ts";
import { checkFinite } from "../math/check_argument.ts";
import { codeErrors, type FixedDecoder } from "./code_errors.ts";
import type { EncodedImages } from "./encode_images.ts";
import { klOfImages } from "./kl_of_images.ts";

/** How the loss of given posteriors is computed. */
export interface PosteriorLossOptions {
  /** The weight of the KL term, beta. */
  readonly klWeight: number;
  /** Standard normal draws, S for each image, image after image: see `antitheticNoise`. [N * S * d] */
  readonly noise: Float32Array;
  /** Whether the gradients are wanted. */
  readonly gradients?: boolean;
}

/** The loss of each image under given posteriors, in parts; all per image. */
export interface PosteriorLoss {
  /** error + klWeight * KL. [N] */
  readonly loss: Float64Array;
  /** The mean reconstruction error over the draws. [N] */
  readonly error: Float64Array;
  /** The KL divergence from the prior of each unit, in nats, by its closed form. [N * d] */
  readonly kl: Float64Array;
  /** The gradient of each image's loss by its own means; empty, if it was not asked for. [N * d] */
  readonly byMu: Float32Array;
  /** The same by the logarithms of its variances. [N * d] */
  readonly byLogVar: Float32Array;
}

/**
 * The loss that a fixed decoder gives N(mu, diag(exp(logVar))) of each image, whoever put it there: the mean
 * error of z = mu + exp(logVar / 2) eps over the given draws of eps, plus beta KL. At the same noise two
 * posteriors of an image can be compared without the scatter of the draws.
 *
 * The gradients are those of the pathwise estimator (Kingma and Welling 2014, arXiv 1312.6114): with
 * g = d error / d z, those of the error are g by mu and g eps exp(logVar / 2) / 2 by logVar, means over the
 * draws; those of the KL term are beta mu and beta (exp(logVar) - 1) / 2.
 *
 * @throws {RangeError} if the noise is not as many draws for each image, or the weight is no finite number
 * from 0 on
 */
export async function posteriorLoss(
  vae: FixedDecoder,
  data: DataSet,
  posteriors: EncodedImages,
  { klWeight, noise, gradients = false }: PosteriorLossOptions,
): Promise<PosteriorLoss> {
  checkFinite("klWeight", klWeight, { min: 0 });
  const { count, latentSize: d, mu, logVar } = posteriors;
  const draws = noise.length / (count * d);
  if (!Number.isInteger(draws) || draws < 1) {
    throw new RangeError(
      `noise must hold as many draws of ${d} values for each of ${count} images, got ${noise.length} values`,
    );
  }
  const std = logVar.map((value) => Math.exp(value / 2));
  /** The place in `mu` that belongs to a place in the noise. */
  const owner = (at: number) => Math.floor(at / (draws * d)) * d + at % d;
  const codes = noise.map((eps, at) => mu[owner(at)] + std[owner(at)] * eps);
  const found = await codeErrors(vae, data, codes, { gradients });
  const error = new Float64Array(count);
  for (let row = 0; row < count * draws; row++) {
    error[Math.floor(row / draws)] += found.errors[row] / draws;
  }
  const kl = klOfImages(posteriors);
  const loss = error.slice();
  for (let i = 0; i < kl.length; i++) loss[Math.floor(i / d)] += klWeight * kl[i];
  const [byMu, byLogVar] = [0, 0].map(() => new Float32Array(gradients ? count * d : 0));
  if (gradients) {
    for (let i = 0; i < byMu.length; i++) {
      byMu[i] = klWeight * mu[i];
      byLogVar[i] = klWeight * Math.expm1(logVar[i]) / 2;
    }
    for (let at = 0; at < noise.length; at++) {
      const [i, gradient] = [owner(at), found.gradients[at] / draws];
      byMu[i] += gradient;
      byLogVar[i] += gradient * noise[at] * std[i] / 2;
    }
  }
  return { loss, error, kl, byMu, byLogVar };
}
