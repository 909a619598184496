import type { DataSet } from "../../data/data_set.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { Vae } from "../../model/vae.ts";
import { pixelMeans } from "../../theory/pixel_means.ts";
import { varyingEigenpairs } from "../../theory/varying_eigenpairs.ts";

/** What the optimum is of. */
export interface OptimalLinearVaeOptions {
  /** The weight of the KL term; above 0. */
  readonly klWeight: number;
  /** Latent units, d. */
  readonly latentSize: number;
}

/**
 * The linear VAE at its global optimum, as a model: probabilistic PCA with noise variance s = beta / 2 (Lucas et
 * al. 2019, arXiv 1911.02469, section 4; `linearVae` gives its mean loss). Unit i looks along the eigenvector u
 * of the i-th largest eigenvalue l of the pixels' covariance: the decoder's weight is sqrt(l - s) u, the
 * posterior's mean sqrt(l - s) / l u (x - m), its variance s / l. Units whose l is not above s are at the prior.
 *
 * Its posteriors are exact, so that refining them gains nothing; its loss is one that is known to be possible.
 *
 * @throws {UserError} for images of more than 2,304 pixels
 */
export function optimalLinearVae(
  data: DataSet,
  { klWeight, latentSize }: OptimalLinearVaeOptions,
): Vae {
  const { size, height, width } = data;
  const pairs = varyingEigenpairs(data).slice(0, latentSize);
  const means = pixelMeans(data);
  const encoder = new Float32Array(latentSize * size);
  const bias = new Float32Array(latentSize);
  const decoder = new Float32Array(size * latentSize);
  const logVar = new Float32Array(latentSize);
  const s = klWeight / 2;
  for (const [unit, { value, vector }] of pairs.entries()) {
    if (value <= s) continue;
    const weight = Math.sqrt(value - s);
    for (let pixel = 0; pixel < size; pixel++) {
      encoder[unit * size + pixel] = weight / value * vector[pixel];
      bias[unit] -= weight / value * vector[pixel] * means[pixel];
      decoder[pixel * latentSize + unit] = weight * vector[pixel];
    }
    logVar[unit] = Math.log(s / value);
  }
  const image = { height, width };
  const vae = new Vae({
    ...{ architecture: "linear", latentSize, image, random: new TorchRandom(0) },
  });
  vae.loadStateDict({
    "encoder.mu.weight": { shape: [latentSize, size], values: encoder },
    "encoder.mu.bias": { shape: [latentSize], values: bias },
    "encoder.log_var": { shape: [latentSize], values: logVar },
    "decoder.net.weight": { shape: [size, latentSize], values: decoder },
    "decoder.net.bias": { shape: [size], values: Float32Array.from(means) },
  });
  return vae;
}
