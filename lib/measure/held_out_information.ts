import type { DataSet } from "../data/data_set.ts";
import { TorchRandom } from "../math/torch_random.ts";
import type { Vae } from "../model/vae.ts";
import { encodeImages } from "./encode_images.ts";
import { mutualInformation } from "./mutual_information.ts";

/** Codes drawn: the standard error is then some hundredths of a nat. */
const DRAWS = 1000;

/**
 * The mutual information of images and their codes, in nats; see {@linkcode mutualInformation}. Its draws are the
 * same at every call, so that what changes from epoch to epoch is the model.
 *
 * @param data two images or more
 */
export async function heldOutInformation(vae: Vae, data: DataSet): Promise<number> {
  const draws = Math.min(DRAWS, data.count);
  const images = await encodeImages(vae, data);
  return mutualInformation(images, { random: new TorchRandom(0), draws }).information;
}
