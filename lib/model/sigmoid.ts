import { type GradSaveFunc, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import { ownKernel } from "./own_kernel.ts";

/** y = 1 / (1 + exp(-x)), whose gradient is dy y (1 - y). [B, n] -> [B, n] */
export function sigmoid(x: Tensor2D): Tensor2D {
  return activation(x) as Tensor2D;
}

const activation = tf.customGrad((...inputs) => {
  const [x, save] = inputs as [Tensor, GradSaveFunc];
  const y = tf.sigmoid(x);
  save([y]);
  const gradFunc = (dy: Tensor, [y]: Tensor[]) =>
    ownKernel("SigmoidGrad", { dy, y }, {}, () => tf.mul(dy, tf.sub(y, tf.square(y))));
  return { value: y, gradFunc };
});
