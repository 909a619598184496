import { orderedBatches } from "../data/batches.ts";
import type { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import { checkFinite } from "../math/check_argument.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { loss } from "../model/loss.ts";
import type { Vae } from "../model/vae.ts";
import { breather } from "./breather.ts";
import type { LossValues } from "./train_step.ts";

/**
 * The lab's loss on images that the model was not trained on, one draw of noise an image: means over
 * the images (no batch is divided by another's size here).
 */
export async function evaluate(
  vae: Vae,
  data: DataSet,
  { klWeight, random }: { klWeight: number; random: TorchRandom },
): Promise<LossValues> {
  checkFinite("klWeight", klWeight, { min: 0 });
  const d = vae.latentSize;
  let [reconstruction, kl] = [0, 0];
  const breathe = breather();
  for (const indices of orderedBatches(data.count, 1000)) {
    const rows = indices.length;
    await breathe();
    const parts = tf.tidy(() => {
      const x = tf.tensor2d(data.rows(indices), [rows, 784]);
      const eps = tf.tensor2d(random.normal(rows * d), [rows, d]);
      const batch = loss(vae.forward(x, eps), { klWeight, batchSize: rows });
      return tf.stack([batch.reconstruction, batch.kl]);
    });
    const [batchReconstruction, batchKl] = await parts.data();
    parts.dispose();
    reconstruction += batchReconstruction * rows / data.count;
    kl += batchKl * rows / data.count;
  }
  return { loss: reconstruction + klWeight * kl, reconstruction, kl, klWeight };
}
