import type { TorchRandom } from "../math/torch_random.ts";
import { DataSet } from "./data_set.ts";

/**
 * Whether gray images are made black and white, each pixel drawn from the Bernoulli distribution of its gray value:
 * not at all, once for all, or anew for each batch, the most usual way to train on "binarised MNIST" (Burda et al.
 * 2016, arXiv 1509.00519, section 5).
 */
export const BINARISATIONS = ["none", "fixed", "dynamic"] as const;

/** The name of a binarisation. */
export type Binarisation = typeof BINARISATIONS[number];

/** Each pixel drawn anew: 1 with its gray value as probability, else 0, as `torch.bernoulli` draws it. */
export function binarise(pixels: Float32Array, random: TorchRandom): Float32Array {
  const drawn = random.uniform(pixels.length);
  for (let i = 0; i < drawn.length; i++) drawn[i] = drawn[i] < pixels[i] ? 1 : 0;
  return drawn;
}

/** Images whose random numbers are drawn at once. */
const IMAGES = 500;

/** A data set in black and white, its images drawn in order. */
export function binariseData(data: DataSet, random: TorchRandom): DataSet {
  const pixels = new Uint8Array(data.pixels.length);
  for (let first = 0; first < data.count; first += IMAGES) {
    const count = Math.min(IMAGES, data.count - first);
    const rows = data.rows(Array.from({ length: count }, (_, i) => first + i));
    pixels.set(binarise(rows, random).map((pixel) => 255 * pixel), first * data.size);
  }
  return new DataSet(data.name, data.labels, pixels, data);
}
