import { type Tensor2D, tf } from "../../mod.ts";
import type { DecoderStandIn } from "./decoder_stand_in.ts";

/**
 * The decoder that a student's function is given: s(z W + b).
 *
 * @returns a function of codes [n, d] that gives images [n, P]
 * The function throws an Error that says so if it is given anything but codes [n, d].
 */
export function decoderOf({ weights, bias }: DecoderStandIn): (z: Tensor2D) => Tensor2D {
  const d = weights.length;
  const w = tf.tensor2d(weights as number[][], [d, bias.length]);
  const b = tf.tensor1d(bias as number[]);
  return (z) => {
    checkRows("reconstruct", "codes", z, d);
    return tf.tidy(() => {
      const x = tf.add(tf.matMul(z, w), b);
      return tf.div(tf.add(1, tf.div(x, tf.add(1, tf.abs(x)))), 2) as Tensor2D;
    });
  };
}

/** @throws {Error} if `given` is not a tensor of `columns` columns */
export function checkRows(name: string, what: string, given: Tensor2D, columns: number): void {
  const shape = (given as Partial<Tensor2D> | undefined)?.shape;
  if (!Array.isArray(shape)) {
    throw new Error(
      `${name} was given something that is not a tensor; wanted ${what} [n, ${columns}]`,
    );
  }
  if (shape.length !== 2 || shape[1] !== columns) {
    throw new Error(
      `${name} was given a tensor of shape [${shape.join(", ")}]; wanted ${what} [n, ${columns}]`,
    );
  }
}
