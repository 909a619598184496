import type { DataSet } from "./data_set.ts";

/** The smallest and the largest gray value of a data set, from 0 to 255. */
export interface PixelRange {
  /** 0 where an image has a black pixel. */
  readonly darkest: number;
  /** 255 where an image has a white pixel. */
  readonly brightest: number;
}

/**
 * The gray values that the images span: 0 to 255 for MNIST. A `brightest` of 1 tells that pixels were saved
 * as 0 and 1, which read as bytes are black and nearly black.
 *
 * @example
 * ```ts
 * import { DataSet } from "./data_set.ts";
 * import { pixelRange } from "./pixel_range.ts";
 *
 * pixelRange(new DataSet("bits", Uint8Array.of(7), new Uint8Array(784).fill(1, 300)));
 * // { darkest: 0, brightest: 1 }
 * ```
 */
export function pixelRange({ pixels }: DataSet): PixelRange {
  let [darkest, brightest] = [255, 0];
  for (const value of pixels) {
    if (value < darkest) darkest = value;
    if (value > brightest) brightest = value;
    if (darkest === 0 && brightest === 255) break; // there is no more to find
  }
  return { darkest, brightest };
}
