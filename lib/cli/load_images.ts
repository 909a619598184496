import type { DataSet } from "../data/data_set.ts";
import { loadMnist, type MnistOptions } from "../data/mnist.ts";
import { pixelRange } from "../data/pixel_range.ts";
import { oneLine } from "../user_error.ts";
import type { Terminal } from "./terminal.ts";

/** Where the brightest pixel of all images is darker, something went wrong when they were saved. */
const DIM = 128;

/**
 * Loads images as `loadMnist` does, and says on standard error if their pixels can hardly be meant as gray
 * values from 0 to 255.
 */
export async function loadImages(options: MnistOptions, terminal: Terminal): Promise<DataSet> {
  const data = await loadMnist(options);
  const split = options.split === "test" ? "test" : "training";
  const odd = oddPixels(data, `the ${split} images of ${oneLine(data.name)}`);
  if (odd) terminal.note(`caution: ${odd}`);
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
