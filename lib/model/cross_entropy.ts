import {
  type GradSaveFunc,
  ownKernel,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tf,
} from "../deps/tfjs.ts";

/** PyTorch's bounds: a logarithm is never below -100, the gradient's divisor never below 1e-12. */
const LOWEST_LOG = -100, SMALLEST_VARIANCE = 1e-12;

/**
 * The cross-entropy of each row in nats, summed over its pixels: -x log(xHat) - (1 - x) log(1 - xHat),
 * the negative log-likelihood of Bernoulli pixels with means xHat. For gray x it is no likelihood, and
 * not 0 where xHat = x. [B, P], [B, P] -> [B]
 *
 * As PyTorch's `binary_cross_entropy` does it: logarithms from -100 on, so that it stays finite, and the
 * gradient (xHat - x) / (xHat (1 - xHat)), the divisor 1e-12 or more; x is data and gets none.
 *
 * @throws {RangeError} if the shapes differ
 */
export function crossEntropy(xHat: Tensor2D, x: Tensor2D): Tensor1D {
  if (xHat.shape.join() !== x.shape.join()) {
    throw new RangeError(
      `xHat and x must have the same shape, got [${xHat.shape}] and [${x.shape}]`,
    );
  }
  const rows = tf.customGrad((...inputs) => {
    const [xHat, save] = inputs as [Tensor, GradSaveFunc];
    save([xHat, x]);
    const value = ownKernel("CrossEntropy", { xHat, x }, {}, () => {
      const [ofOne, ofZero] = [boundedLog(xHat), boundedLog(tf.sub(1, xHat))];
      // Not x (log(1 - p) - log(p)) - log(1 - p): where p is near x = 1, nothing would be left of log(p).
      return tf.neg(tf.sum(tf.add(tf.mul(x, ofOne), tf.mul(tf.sub(1, x), ofZero)), 1));
    });
    const gradFunc = (dy: Tensor, [xHat, x]: Tensor[]) =>
      ownKernel("CrossEntropyGrad", { xHat, x, dy }, {}, () => {
        const variance = tf.maximum(tf.mul(xHat, tf.sub(1, xHat)), SMALLEST_VARIANCE);
        return tf.mul(tf.div(tf.sub(xHat, x), variance), tf.expandDims(dy, 1));
      });
    return { value, gradFunc };
  });
  return rows(xHat) as Tensor1D;
}

function boundedLog(p: Tensor): Tensor {
  return tf.maximum(tf.log(p), LOWEST_LOG);
}
