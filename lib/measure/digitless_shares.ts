import type { DataSet } from "../data/data_set.ts";
import { pixelMeans } from "../theory/pixel_means.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import type { Parameters } from "../model/parameters.ts";
import { classify } from "./classify.ts";
import { DIGITLESS_KINDS, digitlessImages, LEAST_IN_MEAN } from "./digitless_images.ts";
import { recognisedDigits } from "./recognised_digits.ts";

/** How often a classifier is sure of a digit where there is none. */
export interface DigitlessShare {
  /** What the pictures are. */
  readonly pictures: string;
  /** The share of them on which it is sure of a digit. */
  readonly share: number;
}

/**
 * Shows a classifier a thousand pictures of each kind without a digit, and the mean of all images.
 *
 * @param data images of digits, of which means are taken; with fewer than 12 of them, none are
 * @param random draws the pictures: give another seed than that of the training
 */
export async function digitlessShares(
  parameters: Parameters,
  data: DataSet,
  { random, pictures = 1000 }: { readonly random: TorchRandom; readonly pictures?: number },
): Promise<DigitlessShare[]> {
  const shareOf = async (images: Float32Array) =>
    recognisedDigits(await classify(parameters, images)).share;
  const images = data.rows([...Array(data.count).keys()]);
  const means = data.count >= LEAST_IN_MEAN;
  const shares: DigitlessShare[] = [];
  for (const kind of DIGITLESS_KINDS) {
    if (kind === "means of many images" && !means) continue;
    const drawn = digitlessImages(Array(pictures).fill(kind), { random, images, shape: data });
    shares.push({ pictures: kind, share: await shareOf(drawn) });
  }
  if (!means) return shares;
  const share = await shareOf(Float32Array.from(pixelMeans(data)));
  return [...shares, { pictures: "the mean image", share }];
}
