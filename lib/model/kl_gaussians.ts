import { type Tensor, tf } from "../deps/tfjs.ts";

/** Univariate Gaussians, one per element: means and standard deviations of one shape. */
export interface GaussianTensors {
  /** The means. */
  readonly mean: Tensor;
  /** The standard deviations (not the variances), all above 0. */
  readonly std: Tensor;
}

/**
 * The KL divergence KL(q || p) of univariate Gaussians, element by element, in nats:
 * log(p.std / q.std) + (q.std^2 + (q.mean - p.mean)^2) / (2 p.std^2) - 1/2; the tensor form of
 * `klUnivariate`, differentiable in all four.
 *
 * In float32 it is good to about 1e-6, absolute below 1 and relative above; where q and p are
 * nearly equal it can come out as -1e-7. A ratio of standard deviations above 1.8e19 overflows to
 * Infinity. A standard deviation of 0 or less is not looked for (that would wait for the device):
 * it gives Infinity or NaN.
 *
 * @param q the Gaussians that the expectation is taken under, tensors that broadcast with p's
 * @param p the Gaussians that q is measured against
 * @returns of the shape that the four broadcast to
 * @throws {Error} if the shapes do not broadcast
 *
 * @example
 * ```ts
 * import { tf } from "../deps/tfjs.ts";
 * import { klGaussians } from "./kl_gaussians.ts";
 *
 * await tf.setBackend("cpu");
 * const q = { mean: tf.tensor1d([1, 0]), std: tf.tensor1d([0.5, 1]) };
 * const p = { mean: tf.scalar(0), std: tf.scalar(1) };
 * klGaussians(q, p).arraySync(); // [0.8181471824645996, 0]
 * ```
 */
export function klGaussians(q: GaussianTensors, p: GaussianTensors): Tensor {
  return tf.tidy(() => {
    const ratio = tf.div(q.std, p.std);
    const distance = tf.div(tf.sub(q.mean, p.mean), p.std);
    const squares = tf.add(tf.square(ratio), tf.square(distance));
    return tf.sub(tf.mul(tf.sub(squares, 1), 0.5), tf.log(ratio));
  });
}
