import { ownKernel, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import type { LayerSize } from "./parameters.ts";
import type { Tape } from "./tape.ts";

/**
 * The code beside what a layer of the decoder gives, as the input of its next layer: [h, z] W^T + b is
 * h W1^T + z W2^T + b. So each layer of a generative skip model sees the code itself (Dieng et al. 2019, arXiv
 * 1807.04863), and none can shut it out from those after it. [B, n], [B, d] -> [B, n + d]
 */
export function joinCode(hidden: Tensor2D, z: Tensor2D, tape?: Tape): Tensor2D {
  const portable = () => tf.concat([hidden, z], 1);
  if (!tape) return portable() as Tensor2D; // whose gradient TensorFlow.js knows
  const joined = ownKernel("JoinColumns", { a: hidden, b: z }, {}, portable) as Tensor2D;
  const width = hidden.shape[1];
  return tape.record(joined, { hidden, z }, (dy) => ({
    hidden: () => takeColumns(dy, 0, width),
    z: () => takeColumns(dy, width, z.shape[1]),
  }));
}

function takeColumns(x: Tensor, begin: number, count: number): Tensor {
  const portable = () => tf.slice(x, [0, begin], [x.shape[0], count]);
  return ownKernel("TakeColumns", { x }, { begin, count }, portable);
}

/** A decoder's layers where the code enters each of them: all but the first take it beside their input. */
export function skipLayers(layers: readonly LayerSize[], latentSize: number): LayerSize[] {
  return layers.map(([name, outputs, inputs], i) => [
    name,
    outputs,
    i === 0 ? inputs : inputs + latentSize,
  ]);
}
