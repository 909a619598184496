import { tf } from "../deps/tfjs.ts";
import type { Vae } from "../model/vae.ts";

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
  for (let start = 0; start < count; start += ROWS) {
    const rows = Math.min(ROWS, count - start);
    const xHat = tf.tidy(() =>
      vae.reconstruct(tf.tensor2d(codes.subarray(start * d, (start + rows) * d), [rows, d]))
    );
    images.set(await xHat.data() as Float32Array, start * 784);
    xHat.dispose();
  }
  return images;
}
