import { type Scalar, type Tensor1D, tf } from "../deps/tfjs.ts";

/**
 * The decoder variance under which a batch is likeliest: its mean squared error per pixel
 * (Rybkin, Daniilidis and Levine 2021, "Simple and Effective VAE Training with Calibrated Decoders",
 * arXiv 2006.13202, equation 5: optimal sigma-VAE).
 *
 * Their loss with it, P/2 log(error) + KL, has 1 / (2 variance) times the gradient of
 * squared error + 2 variance KL, the variance held fixed: so the sigma-VAE is the lab's loss whose
 * weight of the KL term, 2 variance, follows the error. It needs no parameter, unlike a learned log
 * sigma, which lags behind the error.
 *
 * @param squaredErrors of the rows, summed over their pixels. [B]
 * @param pixels of an image, P
 */
export function optimalVariance(squaredErrors: Tensor1D, pixels: number): Scalar {
  return tf.div(tf.mean(squaredErrors), pixels);
}
