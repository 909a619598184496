import type { DataSet } from "../../lib/data/data_set.ts";
import { idxBytes } from "./idx_bytes.ts";

/** Writes the images from `from` up to `to` as a data folder of four IDX files, training images and test images alike. */
export async function writeImages(
  folder: string,
  { pixels, labels, height, width, size }: DataSet,
  [from, to]: readonly [number, number],
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const images = idxBytes([to - from, height, width], pixels.subarray(from * size, to * size));
  const digits = labels && idxBytes([to - from], labels.subarray(from, to));
  for (const split of ["train", "t10k"]) {
    await Deno.writeFile(`${folder}/${split}-images-idx3-ubyte`, images);
    if (digits) await Deno.writeFile(`${folder}/${split}-labels-idx1-ubyte`, digits);
  }
}
