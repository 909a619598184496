import { type Tensor2D, tf } from "../deps/tfjs.ts";

/**
 * Each row `times` times, its copies side by side. [B, n] -> [B * times, n]
 *
 * (Where all rows are to be repeated as a block, `repeatRows` is one move of memory.)
 */
export function repeatEach(x: Tensor2D, times: number): Tensor2D {
  const [rows, columns] = x.shape;
  return tf.reshape(tf.tile(tf.expandDims(x, 1), [1, times, 1]), [rows * times, columns]);
}
