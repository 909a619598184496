import type { DataSet } from "../data/data_set.ts";
import { type Tensor2D, tf } from "../deps/tfjs.ts";
import { imageTensor } from "../model/image_tensor.ts";
import { reconstructionError } from "../model/reconstruction_error.ts";
import type { Vae } from "../model/vae.ts";
import { batchValues } from "./batch_values.ts";

/** The half of a model that is held fixed: what decodes, and what an error is. */
export type FixedDecoder = Pick<Vae, "latentSize" | "reconstruct" | "likelihood">;

/** Errors of codes, and how they change with the codes. */
export interface CodeErrors {
  /** Squared error or cross-entropy of each code, summed over the pixels. [R] */
  readonly errors: Float32Array;
  /** The gradient of each error by its own code; empty, if it was not asked for. [R * d] */
  readonly gradients: Float32Array;
}

/** Codes decoded at once. */
const ROWS = 1000;

/**
 * The reconstruction errors of codes, and their gradients with respect to the codes: nothing flows into the
 * decoder's parameters.
 *
 * @param codes S codes for each image, image after image. [N * S * d]
 * @param gradients whether these are wanted, which takes as long again
 */
export async function codeErrors(
  vae: FixedDecoder,
  data: DataSet,
  codes: Float32Array,
  { gradients = false }: { readonly gradients?: boolean } = {},
): Promise<CodeErrors> {
  const d = vae.latentSize;
  const count = codes.length / d;
  const each = count / data.count;
  if (!Number.isInteger(each)) {
    throw new RangeError(
      `codes must hold as many of ${d} values for each of ${data.count} images, got ${codes.length} values`,
    );
  }
  const errors = new Float32Array(count);
  const found = new Float32Array(gradients ? codes.length : 0);
  const compute = (rows: Int32Array) => {
    const [start, size] = [rows[0], rows.length];
    const x = imageTensor(data, rows.map((row) => Math.floor(row / each)));
    const z = tf.tensor2d(codes.slice(start * d, (start + size) * d), [size, d]);
    const errorsOf = (z: Tensor2D) =>
      reconstructionError({ x, xHat: vae.reconstruct(z), likelihood: vae.likelihood });
    if (!gradients) return [errorsOf(z)];
    // Each error depends on its own code alone: the gradient of their sum is that of each.
    const { value, grad } = tf.valueAndGrad((z) => errorsOf(z as Tensor2D))(z);
    return [value, grad];
  };
  for await (const { indices, values } of batchValues(count, ROWS, compute)) {
    errors.set(values[0], indices[0]);
    if (gradients) found.set(values[1], indices[0] * d);
  }
  return { errors, gradients: found };
}
