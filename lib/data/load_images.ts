import type { DataSet } from "./data_set.ts";
import { loadMnist, type MnistOptions } from "./mnist.ts";
import { pixelRange } from "./pixel_range.ts";
import { oneLine } from "../user_error.ts";

/** Where the brightest pixel of all images is darker, something went wrong when they were saved. */
const DIM = 128;

/**
 * Loads images as `loadMnist` does, and tells its notices, and a caution if their pixels can hardly be meant as gray
 * values from 0 to 255.
 */
export async function loadImages(
  options: MnistOptions,
  tell: (caution: string) => void,
): Promise<DataSet> {
  const data = await loadMnist({ ...options, tell });
  const split = options.split === "test" ? "test" : "training";
  const odd = oddPixels(data, `the ${split} images of ${oneLine(data.name)}`);
  if (odd) tell(odd);
  return data;
}

/** What is odd about the pixels of `images`, if anything is. */
function oddPixels(data: DataSet, images: string): string | undefined {
  const { darkest, brightest } = pixelRange(data);
  if (darkest === brightest) {
    return `every pixel of ${images} has the value ${darkest}: they show nothing.`;
  }
  if (brightest >= DIM) return undefined;
  const factor = Number((255 / brightest).toPrecision(3));
  return `the largest pixel value in ${images} is ${brightest}, where white is 255: they are nearly black. ` +
    `If they were saved with values from 0 to ${brightest}, multiply these by ${factor} first.`;
}
