import type { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import { checkWhole } from "../math/check_argument.ts";
import type { Vae } from "../model/vae.ts";

/** Images beside what a model makes of them. */
export interface Reconstructions {
  /** Pixels in [0, 1]. [N * P] */
  readonly originals: Float32Array;
  /** Decoded from mu, without noise. [N * P] */
  readonly reconstructions: Float32Array;
}

/** The first `count` images in file order, and their reconstructions; the lab's figure shows 100. */
export async function reconstructImages(
  vae: Vae,
  data: DataSet,
  count = 100,
): Promise<Reconstructions> {
  checkWhole("count", count, { min: 1 });
  const rows = Math.min(count, data.count);
  const originals = data.rows(Array.from({ length: rows }, (_, i) => i));
  const xHat = tf.tidy(() =>
    vae.reconstruct(vae.encode(tf.tensor2d(originals, [rows, data.size])))
  );
  const reconstructions = await xHat.data() as Float32Array;
  xHat.dispose();
  return { originals, reconstructions };
}
