/**
 * Makes the ones of pixels that are only 0 and 1 white, 255, in place: binarised images are often saved so.
 *
 * @returns whether they were such pixels, both values among them
 */
export function whitenOnes(pixels: Uint8Array): boolean {
  if (pixels.some((value) => value > 1) || !pixels.includes(1) || !pixels.includes(0)) return false;
  for (let i = 0; i < pixels.length; i++) pixels[i] *= 255;
  return true;
}
