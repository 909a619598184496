import { tf } from "../deps/tfjs.ts";
import { pixelsOf } from "../math/image_shape.ts";
import type { Vae } from "../model/vae.ts";
import { batchValues } from "./batch_values.ts";

/** Codes decoded at once. */
const ROWS = 1000;

/** What the decoder makes of codes, some at a time. [N * d] -> [N * P] */
export async function decodeCodes(
  vae: Pick<Vae, "latentSize" | "reconstruct" | "image">,
  codes: Float32Array,
): Promise<Float32Array> {
  const d = vae.latentSize;
  const count = codes.length / d;
  if (!Number.isInteger(count)) {
    throw new RangeError(`codes must hold ${d} values each, got ${codes.length} in all`);
  }
  const pixels = pixelsOf(vae.image);
  const images = new Float32Array(count * pixels);
  const decoded = ({ length: rows, 0: start }: Int32Array) => [
    vae.reconstruct(tf.tensor2d(codes.subarray(start * d, (start + rows) * d), [rows, d])),
  ];
  for await (const { indices, values: [xHat] } of batchValues(count, ROWS, decoded)) {
    images.set(xHat, indices[0] * pixels);
  }
  return images;
}
