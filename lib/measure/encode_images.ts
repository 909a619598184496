import type { DataSet } from "../data/data_set.ts";
import { imageTensor } from "../model/image_tensor.ts";
import type { Vae } from "../model/vae.ts";
import { batchValues } from "./batch_values.ts";

/** The posteriors of all images of a data set, as plain numbers. */
export interface EncodedImages {
  /** Number of images, N. */
  readonly count: number;
  /** Latent units, d. */
  readonly latentSize: number;
  /** Means, image after image. [N * d] */
  readonly mu: Float32Array;
  /** Logarithms of the variances. [N * d] */
  readonly logVar: Float32Array;
}

/** Images encoded at once. */
const ROWS = 500;

/** Encodes all images of `data`, some at a time. Draws no random number. */
export async function encodeImages(
  vae: Pick<Vae, "latentSize" | "posterior">,
  data: DataSet,
): Promise<EncodedImages> {
  const { count } = data;
  const { latentSize } = vae;
  const [mu, logVar] = [0, 0].map(() => new Float32Array(count * latentSize));
  const posteriors = (indices: Int32Array) => {
    const { mu, logVar } = vae.posterior(imageTensor(data, indices));
    return [mu, logVar];
  };
  for await (const { indices, values } of batchValues(count, ROWS, posteriors)) {
    mu.set(values[0], indices[0] * latentSize);
    logVar.set(values[1], indices[0] * latentSize);
  }
  return { count, latentSize, mu, logVar };
}
