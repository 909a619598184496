import type { DataSet } from "../data/data_set.ts";
import { tf } from "../deps/tfjs.ts";
import { checkWhole } from "../math/check_argument.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { reconstructionError } from "../model/reconstruction_error.ts";
import { imageTensor } from "../model/image_tensor.ts";
import type { Vae } from "../model/vae.ts";
import { batchValues } from "./batch_values.ts";

/** Images among which codes are exchanged. */
const ROWS = 1000;

/**
 * The reconstruction error where each image is decoded from the code of another one, drawn among the
 * thousand around it: a mean over the first `count` images. If it is no larger than with their own
 * codes, the decoder learns nothing from codes, however large the KL divergence is.
 *
 * @param data two images or more: an image alone has no other's code
 * @throws {RangeError} if there is only one
 */
export async function shuffledReconstruction(
  vae: Vae,
  data: DataSet,
  { random, count = 10_000 }: { random: TorchRandom; count?: number },
): Promise<number> {
  checkWhole("count", count, { min: 1 });
  const [images, d] = [Math.min(count, data.count), vae.latentSize];
  if (images < 2) {
    throw new RangeError(`wanted two images or more, to exchange their codes; got ${images}`);
  }
  let [total, exchanged] = [0, 0];
  const exchange = (indices: Int32Array) => {
    const rows = indices.length;
    if (rows === 1) return []; // the last one alone
    const x = imageTensor(data, indices);
    const { z } = vae.forward(x, tf.tensor2d(random.normal(rows * d), [rows, d]));
    const others = tf.gather(z, tf.tensor1d(another(random.permutation(rows)), "int32"));
    const { likelihood } = vae;
    return [tf.sum(reconstructionError({ x, xHat: vae.reconstruct(others), likelihood }))];
  };
  for await (const { indices, values: [sum] } of batchValues(images, ROWS, exchange)) {
    if (!sum) continue;
    total += sum[0];
    exchanged += indices.length;
  }
  return total / exchanged;
}

/** For each image another one, never itself: the next in a random order of all. [B] -> [B] */
function another(order: Int32Array): Int32Array {
  const others = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) others[order[i]] = order[(i + 1) % order.length];
  return others;
}
