import { type Tensor, tf } from "../deps/tfjs.ts";
import type { Parameters } from "../model/parameters.ts";
import type { Variable } from "../deps/tfjs.ts";

/** Adam's running means of one parameter's gradient and of its square. */
export interface Moments {
  /** Of the gradient. */
  readonly first: Float32Array;
  /** Of the squared gradient. */
  readonly second: Float32Array;
}

/** What Adam remembers between steps. */
export interface AdamState {
  /** Steps taken. */
  step: number;
  /** By the parameters' names. */
  readonly moments: Readonly<Record<string, Moments>>;
}

/** Adam's constants; the defaults are PyTorch's. */
export interface AdamOptions {
  readonly learningRate?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** The state before the first step: all moments zero. */
export function adamState(parameters: Parameters): AdamState {
  const zeros = ({ size }: Tensor) => ({
    first: new Float32Array(size),
    second: new Float32Array(size),
  });
  const moments = Object.entries(parameters).map(([name, p]) => [name, zeros(p)]);
  return { step: 0, moments: Object.fromEntries(moments) };
}

/** One Adam step of all parameters by their gradients of the same names. Changes `state`. */
export async function adamStep(
  parameters: Parameters<Variable>,
  gradients: Parameters,
  state: AdamState,
  options: AdamOptions = {},
): Promise<void> {
  state.step++;
  for (const [name, parameter] of Object.entries(parameters)) {
    const values = await parameter.data() as Float32Array;
    const gradient = await gradients[name].data() as Float32Array;
    adamUpdate(values, gradient, state.moments[name], state.step, options);
    tf.tidy(() => parameter.assign(tf.tensor(values, parameter.shape)));
  }
}

/**
 * Adam's arithmetic (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1), in place. `step` counts from 1.
 *
 * Plain loops: on wasm they take two thirds of the time of the same update in tensor operations.
 */
export function adamUpdate(
  values: Float32Array,
  gradient: Float32Array,
  { first, second }: Moments,
  step: number,
  { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {},
): void {
  const stepSize = learningRate / (1 - beta1 ** step);
  const secondScale = 1 / Math.sqrt(1 - beta2 ** step);
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i];
    const m = first[i] = beta1 * first[i] + (1 - beta1) * g;
    const v = second[i] = beta2 * second[i] + (1 - beta2) * g * g;
    values[i] -= stepSize * m / (Math.sqrt(v) * secondScale + epsilon);
  }
}
