import type { Picture } from "./read_picture.ts";

/** From here on a gray is light; from {@linkcode PAPER} on it is that of paper. */
const LIGHT = 128;

/** The darkest gray of paper, of 255. */
export const PAPER = 230;

/**
 * The ground of transparent pictures, the same for all of a folder: that on which they can be seen. White
 * (255) where what is drawn is dark on average, black (0) where it is light; `undefined` if none is
 * transparent.
 */
export function groundOf(
  pictures: readonly Pick<Picture, "gray" | "ground">[],
): number | undefined {
  let [light, opaque, any] = [0, 0, false];
  for (const { gray, ground } of pictures) {
    if (!ground) continue;
    any = true;
    for (let i = 0; i < gray.length; i++) {
      light += gray[i];
      opaque += 255 - ground[i];
    }
  }
  if (!any) return undefined;
  return light * 255 < LIGHT * opaque ? 255 : 0;
}

/**
 * The gray of what images lie on: the median of all pixels along their edges, over all images. Drawings on
 * paper have 230 or more there, and become light on black, as MNIST is; photographs have less, and stay as
 * they are.
 *
 * @param images of S x S pixels
 * @param size S
 */
export function edgeMedian(images: readonly Uint8Array[], size: number): number {
  const counts = new Float64Array(256);
  let total = 0;
  for (const image of images) {
    for (let i = 0; i < image.length; i++) {
      const [row, column] = [Math.floor(i / size), i % size];
      if (Math.min(row, column) > 0 && Math.max(row, column) < size - 1) continue;
      counts[image[i]]++;
      total++;
    }
  }
  let [below, median] = [0, 0];
  while (median < 255 && (below += counts[median]) * 2 < total) median++;
  return median;
}
