import { tf } from "../deps/tfjs.ts";
import type { Vae } from "../model/vae.ts";
import { batchValues } from "./batch_values.ts";

/** Codes decoded at once. */
const ROWS = 1000;

/** What the decoder makes of codes, some at a time. [N * d] -> [N * 784] */
export async function decodeCodes(
  vae: Pick<Vae, "latentSize" | "reconstruct">,
  codes: Float32Array,
): Promise<Float32Array> {
  const d = vae.latentSize;
  const count = codes.length / d;
  if (!Number.isInteger(count)) {
    throw new RangeError(`codes must hold ${d} values each, got ${codes.length} in all`);
  }
  const images = new Float32Array(count * 784);
  const decoded = ({ length: rows, 0: start }: Int32Array) => [
    vae.reconstruct(tf.tensor2d(codes.subarray(start * d, (start + rows) * d), [rows, d])),
  ];
  for await (const { indices, values: [xHat] } of batchValues(count, ROWS, decoded)) {
    images.set(xHat, indices[0] * 784);
  }
  return images;
}
