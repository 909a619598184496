import { momentsOf } from "./distribution.ts";
import type { Rows, Seen } from "./seen.ts";

/** How far the mean of a pixel may be from that of another source, as a part of what is compared. */
const NEAR = 0.12;

/**
 * Whether each pixel has noise of its own: it breaks the decoder's last pixel, which is a copy of the first, in
 * most images. The noise lies on decoded images if the mean image is still the decoder's, and comes
 * alone if all pixels have the same mean.
 */
export function pixelNoise(
  { cases: [{ decoder }], images }: Seen,
): "on decoded images" | "alone" | undefined {
  const rows = [...images[0], ...images[2]];
  const broken = rows.filter((row) => Math.abs(row[0] - row[row.length - 1]) > 1e-6);
  if (broken.length < rows.length / 2) return;
  const means = decoder.bias.map((_, pixel) => momentsOf(rows.map((row) => row[pixel])).mean);
  // The mean image of normal codes is near that of the code 0, which is the sigmoid of the bias.
  if (means.every((mean, i) => Math.abs(mean - 1 / (1 + Math.exp(-decoder.bias[i]))) < NEAR)) {
    return "on decoded images";
  }
  const { mean, std } = allOf(rows);
  if (means.every((found) => Math.abs(found - mean) < NEAR * std)) return "alone";
}

function allOf(rows: Rows): { mean: number; std: number } {
  return momentsOf(rows.flat());
}
