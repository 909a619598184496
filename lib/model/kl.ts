import { type GradSaveFunc, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";

/**
 * The KL divergence of each posterior N(mu, exp(logVar)) from the prior N(0, 1), per row and unit,
 * in nats: -1/2 (1 + logVar - mu^2 - exp(logVar)) (Kingma & Welling 2014, arXiv 1312.6114,
 * appendix B).
 *
 * It has its own gradient, d/dmu = mu and d/dlogVar = (exp(logVar) - 1) / 2, in half the operations
 * that TensorFlow.js would derive (and no second one). In float32 exp overflows beyond
 * logVar = 88.72: there the divergence and its gradient are Infinity (and a KL weight of 0 times it
 * is NaN); far below, exp underflows to 0 and both stay finite, -(1 + logVar) / 2 and -1/2. `clampLogVar` keeps logVar from there.
 *
 * @param mu [B, d]
 * @param logVar [B, d]
 * @returns [B, d]; the caller sums
 * @throws {RangeError} if the shapes differ
 *
 * @example
 * ```ts
 * import { tf } from "../deps/tfjs.ts";
 * import { klDivergence } from "./kl.ts";
 *
 * await tf.setBackend("cpu");
 * klDivergence(tf.tensor2d([[0, 1]]), tf.tensor2d([[0, 0]])).arraySync(); // [[0, 0.5]]
 * ```
 */
export function klDivergence(mu: Tensor2D, logVar: Tensor2D): Tensor2D {
  if (mu.shape[0] !== logVar.shape[0] || mu.shape[1] !== logVar.shape[1]) {
    throw new RangeError(
      `mu and logVar must have the same shape, got [${mu.shape}] and [${logVar.shape}]`,
    );
  }
  return divergence(mu, logVar) as Tensor2D;
}

const divergence = tf.customGrad((...inputs) => {
  const [mu, logVar, save] = inputs as [Tensor, Tensor, GradSaveFunc];
  // expm1, since exp(logVar) - 1 would leave of a small logVar only float32's rounding.
  const growth = tf.expm1(logVar);
  const value = tf.mul(tf.add(tf.sub(growth, logVar), tf.square(mu)), 0.5);
  save([mu, growth]);
  const gradFunc = (dy: Tensor, saved: Tensor[]) => {
    const [mu, growth] = saved;
    return [tf.mul(dy, mu), tf.mul(tf.mul(dy, growth), 0.5)];
  };
  return { value, gradFunc };
});
