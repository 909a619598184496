import { summary } from "../../../math/summary.ts";
import { squashed } from "./decoder_stand_in.ts";
import type { Seen } from "./seen.ts";

/** How far the mean of a pixel may be off: from the decoder's, or, in standard deviations, from that of all pixels. */
const NEAR = 0.12;

/**
 * Whether each pixel has noise of its own: then the last pixel, which the decoder copies from the first, differs
 * from it in most images. The noise lies on decoded images if the mean image is still the decoder's, and comes
 * alone if all pixels have the same mean.
 */
export function pixelNoise(
  { cases: [{ decoder }], images }: Seen,
): "on decoded images" | "alone" | undefined {
  const rows = [...images[0], ...images[2]];
  const different = rows.filter((row) => Math.abs(row[0] - row[row.length - 1]) > 1e-6);
  if (different.length < rows.length / 2) return;
  const means = decoder.bias.map((_, pixel) => summary(rows.map((row) => row[pixel])).mean);
  // The mean image of normal codes is near that of the code 0, which the bias gives.
  if (means.every((mean, i) => Math.abs(mean - squashed(decoder.bias[i])) < NEAR)) {
    return "on decoded images";
  }
  const { mean, deviation } = summary(rows.flat());
  if (means.every((found) => Math.abs(found - mean) < NEAR * deviation)) return "alone";
}
