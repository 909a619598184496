import { writeIdx } from "../../../lib/data/mod.ts";

/** Two training images of 2 x 3 pixels, and one test image; all have the label 7. */
export const PIXELS = {
  train: [0, 50, 100, 150, 200, 255, 1, 2, 3, 4, 5, 6],
  test: [0, 9, 0, 9, 0, 255],
};

/** Writes a data folder with them. */
export async function writeSmallData(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, pixels] of [["train", PIXELS.train], ["t10k", PIXELS.test]] as const) {
    const count = pixels.length / 6;
    const images = { shape: [count, 2, 3], values: new Uint8Array(pixels) };
    const labels = { shape: [count], values: new Uint8Array(count).fill(7) };
    await Deno.writeFile(`${folder}/${name}-images-idx3-ubyte`, writeIdx(images));
    await Deno.writeFile(`${folder}/${name}-labels-idx1-ubyte`, writeIdx(labels));
  }
}
