import { type Scalar, type Tensor1D, tf } from "../deps/tfjs.ts";

/**
 * Free bits (Kingma et al. 2016, arXiv 1606.04934, equation 15): the sum over the units of
 * max(lambda, KL of the unit), the KL being a mean over the batch. Below `lambda` nats a unit costs the
 * same whatever it tells, so that nothing pushes it to collapse.
 *
 * @param klPerUnit means over a batch, in nats. [d]
 * @param lambda nats that are free in each unit
 */
export function freeBits(klPerUnit: Tensor1D, lambda: number): Scalar {
  return tf.sum(tf.maximum(klPerUnit, lambda));
}
