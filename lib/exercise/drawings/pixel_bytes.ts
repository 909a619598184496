/** Gray values as bytes in base64, as a drawing carries them: clipped to 0 ... 1, and black where they are NaN. */
export function pixelBytes(images: ArrayLike<number>): string {
  const bytes = Uint8ClampedArray.from(images, (gray) => 255 * gray); // it rounds, and clips
  return new Uint8Array(bytes.buffer).toBase64();
}
