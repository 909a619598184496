import type { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import { checkFinite, checkObject } from "../math/check_argument.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { loss } from "../model/loss.ts";
import { imageTensor } from "../model/image_tensor.ts";
import type { Vae } from "../model/vae.ts";
import { batchValues } from "./batch_values.ts";
import type { LossValues } from "../model/loss.ts";

/**
 * The lab's loss on images that the model was not trained on, one draw of noise an image: means over
 * the images (no batch is divided by another's size here).
 */
export async function evaluate(
  vae: Vae,
  data: DataSet,
  options: { klWeight: number; random: TorchRandom },
): Promise<LossValues> {
  const { klWeight, random } = checkObject("options", options);
  checkFinite("klWeight", klWeight, { min: 0 });
  const d = vae.latentSize;
  let [reconstruction, kl] = [0, 0];
  const parts = (indices: Int32Array) => {
    const rows = indices.length;
    const x = imageTensor(data, indices);
    const eps = tf.tensor2d(random.normal(rows * d), [rows, d]);
    const batch = loss(vae.forward(x, eps), { klWeight, batchSize: rows });
    return [tf.stack([batch.reconstruction, batch.kl])];
  };
  for await (const { indices, values: [means] } of batchValues(data.count, 1000, parts)) {
    reconstruction += means[0] * indices.length / data.count;
    kl += means[1] * indices.length / data.count;
  }
  return { loss: reconstruction + klWeight * kl, reconstruction, kl, klWeight };
}
