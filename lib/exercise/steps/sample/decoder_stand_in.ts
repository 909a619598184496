import type { TorchRandom } from "../../../math/torch_random.ts";

/**
 * A small decoder, s(z W + b) with s(x) = (1 + x / (1 + |x|)) / 2, that a check puts in place of a trained one. Unlike
 * a sigmoid, s can be inverted in float32 where x is in the hundreds. Its first d pixels
 * show one unit each, so that a code can be read from its image; the next ones mix all units; and the last
 * one is a copy of the first.
 */
export interface DecoderStandIn {
  /** W: [d, P], with P = d + 5. */
  readonly weights: readonly (readonly number[])[];
  /** b: [P] */
  readonly bias: readonly number[];
}

/** How many pixels mix all units. */
const MIXES = 4;
/** How far a pixel may be from what the decoder gives; float32 loses less. */
const PIXEL_TOLERANCE = 1e-4;

/**
 * A decoder for codes of `latentSize` units.
 *
 * @param slope how steep it is: about 0.5 leaves codes in the hundreds where s can be inverted
 */
export function drawDecoder(
  random: TorchRandom,
  latentSize: number,
  slope: number,
): DecoderStandIn {
  const weights = Array.from({ length: latentSize }, (_, unit) => {
    const own = random.uniform(1, 0.8, 1.2)[0] * slope;
    const mixed = random.uniform(MIXES, -1, 1);
    const single = Array.from({ length: latentSize }, (_, pixel) => pixel === unit ? own : 0);
    return [...single, ...Array.from(mixed, (value) => value * slope), single[0]];
  });
  const sizes = random.uniform(latentSize + MIXES, 0.8, 1.2);
  const bias = Array.from(sizes, (size, pixel) => pixel % 2 === 0 ? size : -size);
  return { weights, bias: [...bias, bias[0]] };
}

/** The image of a code, in float64. @param code [d] @returns [P] */
export function decodeCode({ weights, bias }: DecoderStandIn, code: readonly number[]): number[] {
  return bias.map((b, pixel) =>
    squashed(code.reduce((sum, unit, i) => sum + unit * weights[i][pixel], b))
  );
}

/** The code that an image shows; `undefined` if this decoder did not give the image. @param image [P] */
export function codeOf(
  decoder: DecoderStandIn,
  image: readonly number[],
): readonly number[] | undefined {
  if (image.length !== decoder.bias.length || wrongPixel(decoder, image) !== undefined) return;
  return shownCode(decoder, image);
}

/**
 * The first pixel of an image that this decoder did not give; `undefined` if the image shows a code. It is one of the
 * first d where it is not between 0 and 1, and else one that does not fit the code that those show.
 */
export function wrongPixel(decoder: DecoderStandIn, image: readonly number[]): number | undefined {
  const code = shownCode(decoder, image);
  const wanted = decodeCode(decoder, code);
  const found = wanted.findIndex((value, i) =>
    i < code.length ? !Number.isFinite(code[i]) : !(Math.abs(image[i] - value) <= PIXEL_TOLERANCE)
  );
  return found < 0 ? undefined : found;
}

/** The code that the first d pixels show; not finite where a pixel is not between 0 and 1. @returns [d] */
export function shownCode(
  { weights, bias }: DecoderStandIn,
  image: readonly number[],
): readonly number[] {
  return weights.map((weights, unit) => {
    const y = 2 * image[unit] - 1; // x / (1 + |x|)
    const x = Math.abs(y) < 1 ? y / (1 - Math.abs(y)) : NaN;
    return (x - bias[unit]) / weights[unit];
  });
}

/** s: any number to one between 0 and 1. */
export function squashed(x: number): number {
  return (1 + x / (1 + Math.abs(x))) / 2;
}
