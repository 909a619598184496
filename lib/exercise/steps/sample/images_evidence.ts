import { numberText } from "../../number_text.ts";
import type { Rows } from "../../rows_of.ts";
import type { Evidence } from "../../step.ts";
import { decodeCode, shownCode, wrongPixel } from "./decoder_stand_in.ts";
import type { Seen } from "./seen.ts";

/** How many values the pixels of the first call have. */
export function binaryEvidence([images]: readonly Rows[]): Evidence {
  return {
    at: `how many different values the pixels of ${images.length} images have`,
    wanted: "more than 1000",
    found: String(new Set(images.flat()).size),
  };
}

/** A pixel, and what the decoder gave for it. */
export function transformedEvidence(
  [[[pixel]]]: readonly Rows[],
  undo: (pixel: number) => number,
): Evidence {
  return {
    at: "pixel 1 of image 1, as the decoder gave it and as it was returned",
    wanted: numberText(undo(pixel)),
    found: numberText(pixel),
  };
}

/** The last pixel of the image where it differs most from the first one, which it copies. */
export function copyEvidence(images: Rows): Evidence {
  const last = images[0].length - 1;
  const distances = images.map((image) => Math.abs(image[last] - image[0]));
  const worst = distances.reduce(
    (worst, distance, i) => distance > distances[worst] ? i : worst,
    0,
  );
  return {
    at: `pixel ${last + 1} of image ${worst + 1}, which the decoder makes equal to pixel 1`,
    wanted: numberText(images[worst][0]),
    found: numberText(images[worst][last]),
  };
}

/** A pixel that the decoder does not give; `undefined` if all images are the decoder's. */
export function undecodedEvidence({ cases, images }: Seen): Evidence | undefined {
  for (const [i, { decoder }] of cases.entries()) {
    for (const [row, image] of images[i].entries()) {
      const pixel = wrongPixel(decoder, image);
      if (pixel === undefined) continue;
      const at = `pixel ${pixel + 1} of image ${row + 1} (n = ${images[i].length})`;
      const code = shownCode(decoder, image), found = numberText(image[pixel]);
      if (pixel < code.length) return { at, wanted: "between 0 and 1", found };
      return {
        at: `${at}, for the code that its first ${code.length} pixels show`,
        wanted: numberText(decodeCode(decoder, code)[pixel]),
        found,
      };
    }
  }
}
