import type { DataSet } from "../data/data_set.ts";
import { expRemainder } from "../math/exp_remainder.ts";
import { imageTensor } from "../model/image_tensor.ts";
import type { Vae } from "../model/vae.ts";
import { ACTIVE_VARIANCE } from "./collapse_state.ts";
import { batchValues } from "./batch_values.ts";

/** How a model uses its latent units over a data set. */
export interface LatentMetrics {
  /** KL divergence of the posterior from the prior, in nats, per unit: mean over the images. [d] */
  readonly klPerUnit: readonly number[];
  /** Variance of each unit's posterior mean over the images. [d] */
  readonly varianceOfMu: readonly number[];
  /** Units whose posterior mean varies by more than 0.01 (Burda et al. 2016, arXiv 1509.00519, 5.2). */
  readonly activeUnits: number;
}

/** Encodes all images of `data`, some at a time, and sums in float64. Draws no random number. */
export async function latentMetrics(vae: Vae, data: DataSet): Promise<LatentMetrics> {
  const d = vae.latentSize;
  const [kl, sum, sumOfSquares] = Array.from({ length: 3 }, () => new Float64Array(d));
  const posteriors = (indices: Int32Array) => {
    const { mu, logVar } = vae.posterior(imageTensor(data, indices));
    return [mu, logVar];
  };
  for await (const { values: [mean, logVariance] } of batchValues(data.count, 500, posteriors)) {
    for (let i = 0; i < mean.length; i++) {
      const unit = i % d;
      sum[unit] += mean[i];
      sumOfSquares[unit] += mean[i] ** 2;
      kl[unit] += (mean[i] ** 2 + expRemainder(logVariance[i])) / 2;
    }
  }
  const perImage = (total: Float64Array) => [...total].map((value) => value / data.count);
  const [means, squares] = [perImage(sum), perImage(sumOfSquares)];
  const varianceOfMu = squares.map((square, unit) => Math.max(0, square - means[unit] ** 2));
  const activeUnits = varianceOfMu.filter((variance) => variance > ACTIVE_VARIANCE).length;
  return { klPerUnit: perImage(kl), varianceOfMu, activeUnits };
}
