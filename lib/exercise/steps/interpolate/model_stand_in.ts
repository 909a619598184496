import type { TorchRandom } from "../../../math/torch_random.ts";
import { decodeCode, type DecoderStandIn, drawDecoder } from "../sample/decoder_stand_in.ts";

/** A small model that a check puts in place of a trained one. Neither half is linear. */
export interface ModelStandIn {
  /** The encoder is r tanh(x W + b). */
  readonly encoder: {
    /** r: the largest value of a unit. */
    readonly radius: number;
    /** W: [P, d] */
    readonly weights: readonly (readonly number[])[];
    /** b: [d] */
    readonly bias: readonly number[];
  };
  readonly decoder: DecoderStandIn;
}

/** How far a pixel may be off: float32 computes it, through two nonlinear functions. */
export const TOLERANCE = 1e-4;

/** A model for codes of `latentSize` units. */
export function drawModel(random: TorchRandom, latentSize: number): ModelStandIn {
  const decoder = drawDecoder(random, latentSize, 1);
  const weights = decoder.bias.map(() => Array.from(random.uniform(latentSize, -1.5, 1.5)));
  const bias = Array.from(random.uniform(latentSize, -0.5, 0.5));
  return { encoder: { radius: 2.5, weights, bias }, decoder };
}

/** The code of an image, in float64. @param image [P] @returns [d] */
export function encodeImage(
  { encoder: { radius, weights, bias } }: ModelStandIn,
  image: readonly number[],
): number[] {
  return bias.map((b, unit) =>
    radius * Math.tanh(image.reduce((sum, pixel, i) => sum + pixel * weights[i][unit], b))
  );
}

/** The image of a code, in float64. @param code [d] @returns [P] */
export function decodeImage({ decoder }: ModelStandIn, code: readonly number[]): number[] {
  return decodeCode(decoder, code);
}

/** a + t (b - a), number by number. */
export function between(a: readonly number[], b: readonly number[], t: number): number[] {
  return a.map((value, i) => (1 - t) * value + t * b[i]);
}
