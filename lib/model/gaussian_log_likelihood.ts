import { type Tensor1D, type Tensor2D, tf } from "../deps/tfjs.ts";
import { HALF_LOG_TWO_PI } from "../math/gaussian.ts";
import { squaredError } from "./squared_error.ts";

/** log p(x|z) of each image, in nats: what the decoder made of z, and the image. [B, P] twice -> [B] */
export type LogLikelihood = (xHat: Tensor2D, x: Tensor2D) => Tensor1D;

/**
 * The log-likelihood of the decoder N(xHat, variance I), with its constant:
 * -|x - xHat|^2 / (2 variance) - pixels / 2 log(2 pi variance).
 *
 * Squared error + beta KL is, up to that constant, beta times the negative ELBO of the decoder with
 * variance beta / 2: 1/2 for the lab's full KL term.
 *
 * @throws {RangeError} if the variance is not a finite number above 0
 *
 * @example
 * ```ts
 * import { tf } from "../deps/tfjs.ts";
 * import { gaussianLogLikelihood } from "./gaussian_log_likelihood.ts";
 *
 * await tf.setBackend("cpu");
 * const logLikelihood = gaussianLogLikelihood(0.5);
 * logLikelihood(tf.tensor2d([[0, 0]]), tf.tensor2d([[1, 0]])).arraySync(); // [-2.1447298526763916]
 * ```
 */
export function gaussianLogLikelihood(variance: number): LogLikelihood {
  if (!(variance > 0 && variance < Infinity)) {
    throw new RangeError(`variance must be a finite number above 0, got ${variance}`);
  }
  const constant = HALF_LOG_TWO_PI + Math.log(variance) / 2;
  return (xHat, x) =>
    tf.tidy(() => {
      const error = tf.mul(squaredError(xHat, x), -1 / (2 * variance));
      return tf.sub(error, constant * x.shape[1]) as Tensor1D;
    });
}
