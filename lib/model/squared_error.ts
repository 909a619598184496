import { type GradSaveFunc, type Tensor, type Tensor1D, type Tensor2D, tf } from "../deps/tfjs.ts";

/**
 * The squared error of each row, summed over its pixels. [B, P], [B, P] -> [B]
 *
 * It has its own gradient, d/dxHat = 2 (xHat - x), in one operation where TensorFlow.js would derive
 * six on [B, P]; x is data and gets none.
 *
 * @throws {RangeError} if the shapes differ
 */
export function squaredError(xHat: Tensor2D, x: Tensor2D): Tensor1D {
  if (xHat.shape.join() !== x.shape.join()) {
    throw new RangeError(
      `xHat and x must have the same shape, got [${xHat.shape}] and [${x.shape}]`,
    );
  }
  const rows = tf.customGrad((...inputs) => {
    const [xHat, save] = inputs as [Tensor, GradSaveFunc];
    const error = tf.sub(xHat, x);
    save([error]);
    return {
      value: tf.sum(tf.square(error), 1),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [error] = saved;
        return tf.mul(error, tf.mul(tf.expandDims(dy, 1), 2));
      },
    };
  });
  return rows(xHat) as Tensor1D;
}
