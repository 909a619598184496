import { type Tensor2D, tf } from "../deps/tfjs.ts";

/** max(x, 0.01 x), with PyTorch's default slope (Maas, Hannun and Ng 2013). [B, n] -> [B, n] */
export function leakyRelu(x: Tensor2D): Tensor2D {
  return tf.leakyRelu(x, 0.01);
}
