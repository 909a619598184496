import type { DataSet } from "../data/data_set.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { codeErrors, type FixedDecoder } from "./code_errors.ts";
import type { EncodedImages } from "./encode_images.ts";

/** Where a refinement begins. */
export const POSTERIOR_STARTS = ["encoder", "prior", "searched"] as const;

/** The name of such a place. */
export type PosteriorStart = typeof POSTERIOR_STARTS[number];

/** Codes of the prior among which the best for each image is searched. */
const SEARCHED = 128;

/** The logarithm of the variance around a code that was found by searching. */
const NARROW = -2;

/**
 * The places from which the posteriors of some images are refined:
 *
 * - `encoder`: where the encoder puts them;
 * - `prior`: N(0, I) for every image;
 * - `searched`: of 128 codes drawn from the prior the one that the decoder makes most like the image, with
 *   variances of exp(-2). Where the likelihood depends on a unit at all, it looks where that is.
 */
export async function posteriorStarts(
  vae: FixedDecoder,
  data: DataSet,
  encoded: EncodedImages,
  random: TorchRandom,
): Promise<Readonly<Record<PosteriorStart, EncodedImages>>> {
  const { count, latentSize: d } = encoded;
  const filled = (value: number) => new Float32Array(count * d).fill(value);
  const drawn = random.normal(SEARCHED * d);
  const codes = new Float32Array(count * drawn.length);
  for (let image = 0; image < count; image++) codes.set(drawn, image * drawn.length);
  const { errors } = await codeErrors(vae, data, codes);
  const found = filled(0);
  for (let image = 0; image < count; image++) {
    const best = leastOf(errors.subarray(image * SEARCHED, (image + 1) * SEARCHED));
    found.set(drawn.subarray(best * d, (best + 1) * d), image * d);
  }
  const shape = { count, latentSize: d };
  return {
    encoder: encoded,
    prior: { ...shape, mu: filled(0), logVar: filled(0) },
    searched: { ...shape, mu: found, logVar: filled(NARROW) },
  };
}

/** Means of one unit that are tried. */
const MEANS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];

/**
 * The encoder's posteriors, but for one unit: its mean is the one of nine, from -2 to 2, that the decoder
 * makes most like the image while the other units stay at the encoder's means; its variance is exp(-2).
 */
export async function unitStart(
  vae: FixedDecoder,
  data: DataSet,
  { count, latentSize: d, mu, logVar }: EncodedImages,
  unit: number,
): Promise<EncodedImages> {
  const codes = new Float32Array(count * MEANS.length * d);
  for (let row = 0; row < count * MEANS.length; row++) {
    const image = Math.floor(row / MEANS.length);
    codes.set(mu.subarray(image * d, (image + 1) * d), row * d);
    codes[row * d + unit] = MEANS[row % MEANS.length];
  }
  const { errors } = await codeErrors(vae, data, codes);
  const start = { count, latentSize: d, mu: mu.slice(), logVar: logVar.slice() };
  for (let image = 0; image < count; image++) {
    const own = errors.subarray(image * MEANS.length, (image + 1) * MEANS.length);
    start.mu[image * d + unit] = MEANS[leastOf(own)];
    start.logVar[image * d + unit] = NARROW;
  }
  return start;
}

function leastOf(values: Float32Array): number {
  return values.reduce((best, value, i) => value < values[best] ? i : best, 0);
}
