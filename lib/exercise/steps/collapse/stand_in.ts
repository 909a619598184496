import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Rows } from "../../rows_of.ts";
import { columns } from "./columns.ts";
import { mean } from "./moments.ts";

/** Images, a model's two halves in plain numbers, and a seed. B images of P pixels, d units. */
export interface StandIn {
  /** [B, P] */
  readonly x: Rows;
  /** What `encode` subtracts from an image: encode(x) = (x - centre) encoder + offset. [P] */
  readonly centre: readonly number[];
  /** [P, d] */
  readonly encoder: Rows;
  /** [d] */
  readonly offset: readonly number[];
  /** reconstruct(z) = z decoder + mean. [d, P] */
  readonly decoder: Rows;
  /** [P] */
  readonly mean: readonly number[];
  /** Of the random numbers that the student's function is given. */
  readonly seed: number;
}

/** How a model differs from one that uses its four units well. */
interface Kind {
  /** Factors of the encoder's units. */
  readonly encoded?: readonly number[];
  /** Factors with which the decoder responds to the units. */
  readonly decoded?: readonly number[];
  /** How much the decoder adds of each unit's next pattern, which another unit stands for. */
  readonly misplaced?: number;
  /** Added to each code; the decoder subtracts it again. */
  readonly offset?: readonly number[];
  /** Added to each pixel of the reconstructions. */
  readonly shift?: number;
  /** Factor of all differences between the images. */
  readonly contrast?: number;
}

const PIXELS = 16, UNITS = 4, IMAGES = 40;

/** How far the amount of a pattern goes to either side of 0, and its standard deviation. */
const REACH = 0.45, STD = REACH / Math.sqrt(3);

const NONE = [0, 0, 0, 0], EQUAL = [1.5, 1.5, 1.5, 1.5], UNEQUAL = [1, -1.5, 2, 0.5];

/** The first six use the code, and the others do not. */
const KINDS: readonly Kind[] = [
  {},
  { decoded: [0, 1, 0, 0] }, // one unit alone
  { encoded: [0.02, 0.02, 0.02, 0.02], decoded: [50, 50, 50, 50] }, // codes on a small scale, scaled up again
  { shift: 0.184 }, // twice as bad as the mean image
  { shift: 0.35 }, // worse than any model that does not use its code
  { offset: UNEQUAL.map((value) => 2 * value) },
  { encoded: NONE, decoded: NONE }, // the plateau: the mean image for every code
  { decoded: NONE }, // the decoder ignores the codes
  { encoded: NONE, offset: UNEQUAL }, // the same code for every image
  { encoded: NONE, offset: EQUAL },
  { encoded: NONE }, // a decoder that would respond to other codes
  { encoded: [1, 1, 0, 0], decoded: [0, 0, 1, 1] }, // the decoder ignores just the units that vary
  { encoded: [2e-4, 2e-4, 2e-4, 2e-4] }, // codes too small to have an effect
  { decoded: [-1, -1, -1, -1] }, // the wrong sign: another image's code does less harm than the own one
  { decoded: [0.5, -1, -1, -1] }, // the wrong sign of most units
  { decoded: [-0.5, -0.5, -0.5, -0.5], misplaced: 0.6 }, // other units' patterns, and a part with the wrong sign
  { decoded: NONE, contrast: 0.1 }, // images that are nearly the same: a small error without any code
];

/** A model of each kind with images of its own, in random order. */
export function drawStandIns(random: TorchRandom): StandIn[] {
  return [...random.permutation(KINDS.length)].map((i) => standIn(random, KINDS[i]));
}

function standIn(random: TorchRandom, kind: Kind): StandIn {
  const { encoded, decoded, misplaced = 0, offset = NONE, contrast = 1 } = kind;
  const patterns = drawPatterns(random);
  const x = Array.from({ length: IMAGES }, () => drawImage(random, patterns, contrast));
  const centre = columns(x).map((pixel) => rounded(mean(pixel)));
  const decoder = patterns.map((pattern, unit) => {
    const next = patterns[(unit + 1) % UNITS];
    return pattern.map((value, pixel) =>
      STD * contrast * (value * (decoded?.[unit] ?? 1) + next[pixel] * misplaced)
    );
  });
  // A little off the mean image, as a trained decoder's bias is.
  const shift = 0.004 + (kind.shift ?? 0);
  return {
    x,
    centre,
    encoder: columns(
      patterns.map((pattern, unit) =>
        pattern.map((value) => value / (STD * contrast) * (encoded?.[unit] ?? 1))
      ),
    ),
    offset,
    decoder,
    mean: centre.map((value, pixel) =>
      value + shift - offset.reduce((total, code, unit) => total + code * decoder[unit][pixel], 0)
    ),
    seed: random.integer(2 ** 31),
  };
}

/** Orthonormal patterns of light and dark pixels, one for each unit: rows of a Hadamard matrix. [d, P] */
function drawPatterns(random: TorchRandom): number[][] {
  const rows = [...random.permutation(PIXELS - 1)].slice(0, UNITS).map((row) => row + 1);
  const isOdd = (bits: number) => [...bits.toString(2)].filter((bit) => bit === "1").length % 2 > 0;
  return rows.map((row) =>
    Array.from({ length: PIXELS }, (_, pixel) => (isOdd(row & pixel) ? -1 : 1) / Math.sqrt(PIXELS))
  );
}

/** Gray, and a random amount of each pattern, with a little noise. [P] */
function drawImage(random: TorchRandom, patterns: Rows, contrast: number): number[] {
  const amounts = random.uniform(UNITS, -REACH, REACH);
  const noise = random.normal(PIXELS);
  return Array.from({ length: PIXELS }, (_, pixel) => {
    const signal = patterns.reduce((total, row, unit) => total + amounts[unit] * row[pixel], 0);
    const value = 0.5 + contrast * (signal + 0.04 * noise[pixel]);
    return rounded(Math.min(1, Math.max(0, value)));
  });
}

/** Rounded to four decimals: the models travel as text. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}
