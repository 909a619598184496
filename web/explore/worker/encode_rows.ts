import { tf } from "../../../lib/deps/tfjs.ts";
import { pixelsOf } from "../../../lib/math/image_shape.ts";
import type { Vae } from "../../../lib/model/vae.ts";

/** The posterior means of a few images. [B * P] -> [B * d] */
export async function encodeRows(vae: Vae, rows: Float32Array): Promise<Float32Array> {
  const pixels = pixelsOf(vae.image);
  const mu = tf.tidy(() => vae.encode(tf.tensor2d(rows, [rows.length / pixels, pixels])));
  const values = await mu.data() as Float32Array;
  mu.dispose();
  return values;
}
