import { orderedBatches } from "../data/batches.ts";
import type { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import type { Vae } from "../model/vae.ts";

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

/** Encodes all images of `data`, some at a time. Draws no random number. */
export async function encodeImages(
  vae: Pick<Vae, "latentSize" | "posterior">,
  data: DataSet,
): Promise<EncodedImages> {
  const { count } = data;
  const { latentSize } = vae;
  const [mu, logVar] = [0, 0].map(() => new Float32Array(count * latentSize));
  let at = 0;
  for (const indices of orderedBatches(count, 500)) {
    const posterior = tf.tidy(() => {
      const { mu, logVar } = vae.posterior(tf.tensor2d(data.rows(indices), [indices.length, 784]));
      return { mu, logVar };
    });
    mu.set(await posterior.mu.data() as Float32Array, at);
    logVar.set(await posterior.logVar.data() as Float32Array, at);
    tf.dispose([posterior.mu, posterior.logVar]);
    at += indices.length * latentSize;
  }
  return { count, latentSize, mu, logVar };
}
