import { type Tensor2D, tf } from "../deps/tfjs.ts";
import type { Tape } from "./tape.ts";

/**
 * All rows, then all rows again, `times` times in all. [B, n] -> [times * B, n]
 *
 * (Copies one after another, not side by side: that is one move of memory on every backend.)
 *
 * @param tape where it is recorded, in place of TensorFlow.js' own tape
 */
export function repeatRows(x: Tensor2D, times: number, tape?: Tape): Tensor2D {
  if (times === 1) return x;
  const [rows, columns] = x.shape;
  const repeated = tf.concat(Array.from({ length: times }, () => x), 0);
  return tape?.record(repeated, { x }, (dy) => ({
    x: () => tf.sum(tf.reshape(dy, [times, rows, columns]), 0),
  })) ?? repeated;
}
