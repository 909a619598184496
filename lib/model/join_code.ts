import { type Tensor2D, tf } from "../deps/tfjs.ts";
import type { LayerSize } from "./parameters.ts";
import type { Tape } from "./tape.ts";

/**
 * The code beside what a layer of the decoder gives, as the input of its next layer: [h, z] W^T + b is
 * h W1^T + z W2^T + b. So each layer of a generative skip model sees the code itself (Dieng et al. 2019, arXiv
 * 1807.04863), and none can shut it out from those after it. [B, n], [B, d] -> [B, n + d]
 */
export function joinCode(hidden: Tensor2D, z: Tensor2D, tape?: Tape): Tensor2D {
  const joined = tf.concat([hidden, z], 1) as Tensor2D;
  const [rows, width] = hidden.shape;
  return tape?.record(joined, { hidden, z }, (dy) => ({
    hidden: () => tf.slice(dy as Tensor2D, [0, 0], [rows, width]),
    z: () => tf.slice(dy as Tensor2D, [0, width], [rows, z.shape[1]]),
  })) ?? joined;
}

/** A decoder's layers where the code enters each of them: all but the first take it beside their input. */
export function skipLayers(layers: readonly LayerSize[], latentSize: number): LayerSize[] {
  return layers.map(([name, outputs, inputs], i) => [
    name,
    outputs,
    i === 0 ? inputs : inputs + latentSize,
  ]);
}
