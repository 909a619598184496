import { type Tensor, tf, type Variable } from "../deps/tfjs.ts";
import { checkWhole, typeName } from "../math/check_argument.ts";
import { ADAM, type AdamConstants, adamUpdate, type Moments } from "../math/adam_update.ts";
import type { Parameters } from "../model/parameters.ts";

/** What Adam remembers between steps. */
export interface AdamState {
  /** Steps taken. */
  step: number;
  /**
   * By the parameters' names, in their shapes. A backend may keep its own from the first step on: read
   * them by {@linkcode adamMoments}.
   */
  readonly moments: Readonly<Record<string, Moments<Variable>>>;
}

/** What Adam remembers, as numbers. */
export interface AdamValues {
  /** Steps taken. */
  readonly step: number;
  /** By the parameters' names; see {@linkcode adamMoments}. */
  readonly moments: Readonly<Record<string, Moments>>;
}

/**
 * The state before the first step, all moments zero, or the one that `from` holds. The caller disposes
 * the moments.
 *
 * @throws {RangeError} if `from` holds the moments of other parameters
 */
export function adamState(parameters: Parameters, from?: AdamValues): AdamState {
  if (from) checkAdam(parameters, from);
  const values = (name: string, moment: keyof Moments) => from?.moments[name]?.[moment];
  const moments = Object.entries(parameters).map(([name, { shape }]) => {
    const variable = (moment: keyof Moments) =>
      tf.tidy(() => {
        const known = values(name, moment)?.slice(); // a copy: the cpu backend would share the array
        return tf.variable(known ? tf.tensor(known, shape) : tf.zeros(shape), false);
      });
    return [name, { first: variable("first"), second: variable("second") }];
  });
  return { step: from?.step ?? 0, moments: Object.fromEntries(moments) };
}

/**
 * Compares what Adam remembers with the parameters that it is to change.
 * @throws {RangeError} if it holds the moments of other parameters
 */
export function checkAdam(parameters: Parameters, { step, moments }: AdamValues): void {
  checkWhole("Adam's step", step);
  for (const [name, { size }] of Object.entries(parameters)) {
    for (const moment of ["first", "second"] as const) {
      const values = moments[name]?.[moment];
      if (values instanceof Float32Array && values.length === size) continue;
      const found = values instanceof Float32Array ? values.length : typeName(values);
      throw new RangeError(
        `Adam's ${moment} moment of ${name}: wanted a Float32Array of ${size} values, found ${found}`,
      );
    }
  }
}

/**
 * The moments' values as they are now, by the parameters' names: those that the backend continues from,
 * bit for bit. (TensorFlow's are off by a constant factor, 1.3e-5 at most; see its ApplyAdam.)
 */
export async function adamMoments({ moments }: AdamState): Promise<Record<string, Moments>> {
  const values: Record<string, Moments> = {};
  for (const [name, { first, second }] of Object.entries(moments)) {
    const kernel = tf.getKernel("AdamMoments", tf.getBackend());
    const tensors = kernel
      ? tf.engine().runKernel("AdamMoments", { first, second }) as Tensor[]
      : [tf.clone(first), tf.clone(second)];
    const [a, b] = await Promise.all(tensors.map((tensor) => tensor.data()));
    values[name] = { first: Float32Array.from(a), second: Float32Array.from(b) };
    tf.dispose(tensors);
  }
  return values;
}

/** Frees the moments. */
export function disposeAdam({ moments }: AdamState): void {
  const kernel = tf.getKernel("DisposeAdam", tf.getBackend());
  for (const { first, second } of Object.values(moments)) {
    if (kernel) tf.engine().runKernel("DisposeAdam", { first, second });
    tf.dispose([first, second]);
  }
}

/**
 * One Adam step of all parameters by their gradients of the same names. Changes `state`.
 *
 * A backend that can do it where the tensors lie registers a kernel `ApplyAdam`, which gives the new
 * parameter and changes the moments; for the others all values are fetched and put back.
 */
export async function adamStep(
  parameters: Parameters<Variable>,
  gradients: Parameters,
  state: AdamState,
  options: Partial<AdamConstants> = {},
): Promise<void> {
  const step = ++state.step;
  const constants = { ...ADAM, ...options };
  const kernel = tf.getKernel("ApplyAdam", tf.getBackend());
  for (const [name, parameter] of Object.entries(parameters)) {
    const tensors = { parameter, gradient: gradients[name], ...state.moments[name] };
    if (kernel) {
      const updated = tf.engine().runKernel("ApplyAdam", tensors, { step, ...constants }) as Tensor;
      parameter.assign(updated);
      updated.dispose();
      continue;
    }
    const fetch = async (tensor: Variable) => Float32Array.from(await tensor.data());
    const values = await fetch(parameter);
    const moments = { first: await fetch(tensors.first), second: await fetch(tensors.second) };
    adamUpdate(values, await tensors.gradient.data() as Float32Array, moments, step, constants);
    const put = (variable: Variable, values: Float32Array) =>
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    put(parameter, values);
    put(tensors.first, moments.first);
    put(tensors.second, moments.second);
  }
}
