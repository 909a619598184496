import {
  type GradSaveFunc,
  ownKernel,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tf,
} from "../deps/tfjs.ts";

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
    save([xHat, x]);
    const value = ownKernel(
      "SquaredError",
      { xHat, x },
      {},
      () => tf.sum(tf.square(tf.sub(xHat, x)), 1),
    );
    const gradFunc = (dy: Tensor, [xHat, x]: Tensor[]) =>
      ownKernel(
        "SquaredErrorGrad",
        { xHat, x, dy },
        {},
        () => tf.mul(tf.sub(xHat, x), tf.mul(tf.expandDims(dy, 1), 2)),
      );
    return { value, gradFunc };
  });
  return rows(xHat) as Tensor1D;
}
