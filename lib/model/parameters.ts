import { type Tensor, tf, type Variable } from "../deps/tfjs.ts";
import type { TorchRandom } from "../math/torch_random.ts";

/** Weights and biases by PyTorch's names: `encoder.net.0.weight` [out, in], `encoder.net.0.bias` [out]. */
export type Parameters<T extends Tensor = Tensor> = Readonly<Record<string, T>>;

/** A linear layer's name and its sizes. */
export type LayerSize = readonly [name: string, outputs: number, inputs: number];

/**
 * Fresh parameters, drawn layer by layer as PyTorch's `nn.Linear` draws them: weight, then bias, both
 * uniform in (-1/sqrt(n), 1/sqrt(n)) for n inputs (He et al. 2015, with a = sqrt(5)).
 */
export function initialize(
  layers: readonly LayerSize[],
  random: TorchRandom,
): Parameters<Variable> {
  const parameters: Record<string, Variable> = {};
  for (const [name, outputs, inputs] of layers) {
    const bound = 1 / Math.sqrt(inputs);
    const weight = random.uniform(outputs * inputs, -bound, bound);
    const bias = random.uniform(outputs, -bound, bound);
    parameters[`${name}.weight`] = variable(weight, [outputs, inputs]);
    parameters[`${name}.bias`] = variable(bias, [outputs]);
  }
  return parameters;
}

function variable(values: Float32Array, shape: number[]): Variable {
  return tf.tidy(() => tf.variable(tf.tensor(values, shape)));
}

/**
 * Fresh parameters for layers of tanh units: weights uniform in (-b, b) with b = sqrt(6 / (inputs + outputs)) (Glorot
 * and Bengio 2010), biases 0, which draw no random number.
 */
export function initializeGlorot(
  layers: readonly LayerSize[],
  random: TorchRandom,
): Parameters<Variable> {
  const parameters: Record<string, Variable> = {};
  for (const [name, outputs, inputs] of layers) {
    const bound = Math.sqrt(6 / (inputs + outputs));
    const weight = random.uniform(outputs * inputs, -bound, bound);
    parameters[`${name}.weight`] = variable(weight, [outputs, inputs]);
    parameters[`${name}.bias`] = variable(new Float32Array(outputs), [outputs]);
  }
  return parameters;
}

/** The names of the parameters that {@linkcode initialize} gives these layers. */
export function parameterNames(layers: readonly LayerSize[]): string[] {
  return layers.flatMap(([name]) => [`${name}.weight`, `${name}.bias`]);
}
