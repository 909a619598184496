import { type GradSaveFunc, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import { ownKernel } from "./own_kernel.ts";

/** PyTorch's default. */
const SLOPE = 0.01;

/**
 * max(x, 0.01 x) (Maas, Hannun and Ng 2013), with PyTorch's slope and, at 0, PyTorch's gradient 0.01.
 *
 * @param x [B, n]
 * @returns [B, n]
 */
export function leakyRelu(x: Tensor2D): Tensor2D {
  return activation(x) as Tensor2D;
}

const activation = tf.customGrad((...inputs) => {
  const [x, save] = inputs as [Tensor, GradSaveFunc];
  save([x]);
  const gradFunc = (dy: Tensor, [x]: Tensor[]) =>
    ownKernel("LeakyReluGrad", { dy, x }, { alpha: SLOPE }, () => tf.mul(dy, tf.step(x, SLOPE)));
  return { value: tf.leakyRelu(x, SLOPE), gradFunc };
});
