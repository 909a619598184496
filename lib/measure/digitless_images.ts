import { type ImageShape, pixelsOf } from "../math/image_shape.ts";
import type { TorchRandom } from "../math/torch_random.ts";

/** What a picture without a digit is drawn from. */
export interface DigitlessSource {
  /** Draws everything that is left to chance. */
  readonly random: TorchRandom;
  /** Images of digits, of which means are taken. [N * P] */
  readonly images: Float32Array;
  /** The size of the pictures, and of the images. */
  readonly shape: ImageShape;
}

/** Images that a mean is taken of at least: a mean of fewer could still show a digit. */
export const LEAST_IN_MEAN = 12;

/** Images that a mean is taken of at most. */
const MOST_IN_MEAN = 64;

/** The kinds of pictures without a digit. */
export const DIGITLESS_KINDS = [
  "flat grays",
  "uniform noise",
  "Gaussian noise",
  "speckles",
  "smooth noise",
  "blobs",
  "stripes",
  "means of many images",
] as const;

/** A kind of picture that shows no digit. */
export type DigitlessKind = typeof DIGITLESS_KINDS[number];

/** How each is drawn. -> [P], the pixels from 0 to 1 */
const PICTURES: Record<DigitlessKind, (source: DigitlessSource) => Float32Array> = {
  "flat grays": flatGray,
  "uniform noise": ({ random, shape }) => {
    const [low, high] = random.uniform(2).sort();
    return random.uniform(pixelsOf(shape), low, high);
  },
  "Gaussian noise": ({ random, shape }) => {
    const [mean, deviation] = [anyGray(random), random.uniform(1, 0, 0.5)[0]];
    return clipped(random.normal(pixelsOf(shape)).map((value) => mean + deviation * value));
  },
  "speckles": ({ random, shape }) => {
    const [share, dark, bright] = random.uniform(3);
    return random.uniform(pixelsOf(shape)).map((value) => value < share ? bright : dark);
  },
  "smooth noise": smoothNoise,
  blobs,
  stripes,
  "means of many images": meanOfMany,
};

/**
 * Pictures on which nobody sees a digit, for a classifier to be unsure of: flat grays; noise, uniform
 * between two grays, Gaussian, or of two grays; smooth noise, blobs and stripes; means of 12 to 64 images.
 * A decoder that learned nothing draws such pictures, and a classifier that was only shown digits
 * gives each of them some digit (Hendrycks et al. 2019, "Outlier exposure", arXiv 1812.04606).
 *
 * @param kinds of each picture, in order. [M]
 * @param images of digits, [N * P]; with fewer than 12 of them a flat gray stands in for a mean
 * @returns pixels from 0 to 1, picture after picture. [M * P]
 *
 * @example
 * ```ts
 * import { TorchRandom } from "../math/torch_random.ts";
 * import { LAB_IMAGE } from "../math/image_shape.ts";
 * import { digitlessImages } from "./digitless_images.ts";
 *
 * const random = new TorchRandom(0);
 * const source = { random, images: new Float32Array(), shape: LAB_IMAGE };
 * digitlessImages(["flat grays"], source); // 784 times 0.4962...
 * ```
 */
export function digitlessImages(
  kinds: readonly DigitlessKind[],
  source: DigitlessSource,
): Float32Array {
  const pixels = pixelsOf(source.shape);
  const pictures = new Float32Array(kinds.length * pixels);
  for (const [i, kind] of kinds.entries()) pictures.set(PICTURES[kind](source), i * pixels);
  return pictures;
}

/** From black to white. */
function anyGray(random: TorchRandom): number {
  return random.uniform(1)[0];
}

function flatGray({ random, shape }: DigitlessSource): Float32Array {
  return new Float32Array(pixelsOf(shape)).fill(anyGray(random));
}

function clipped(pixels: Float32Array): Float32Array {
  return pixels.map((value) => Math.min(1, Math.max(0, value)));
}

/** A picture from the value of each pixel at its row and column. */
function picture(
  shape: ImageShape,
  value: (y: number, x: number) => number,
): Float32Array {
  return Float32Array.from(
    { length: pixelsOf(shape) },
    (_, i) => value(Math.floor(i / shape.width), i % shape.width),
  );
}

/** A grid of 2 x 2 to 7 x 7 grays with straight lines between them; half of them turned to two grays. */
function smoothNoise({ random, shape }: DigitlessSource): Float32Array {
  const cells = 2 + random.integer(6);
  const grid = random.uniform(cells * cells);
  const place = (at: number, side: number) => {
    const exact = at / Math.max(1, side - 1) * (cells - 1);
    const before = Math.min(cells - 2, Math.floor(exact));
    return [before, exact - before];
  };
  const smooth = picture(shape, (y, x) => {
    const [[top, down], [left, right]] = [place(y, shape.height), place(x, shape.width)];
    const row = (n: number) =>
      grid[n * cells + left] * (1 - right) + grid[n * cells + left + 1] * right;
    return row(top) * (1 - down) + row(top + 1) * down;
  });
  if (random.integer(2) === 0) return smooth;
  const { dark, bright } = ground(random);
  const threshold = random.uniform(1, 0.2, 0.9)[0];
  return smooth.map((value) => value > threshold ? bright : dark);
}

/** Two grays; the dark one is black in half of the pictures. */
function ground(random: TorchRandom): { dark: number; bright: number } {
  const [dark, bright] = random.uniform(2);
  return random.integer(2) === 0 ? { dark: 0, bright } : { dark, bright };
}

/** One to four round spots, soft or with an edge; the ground is black in half of the pictures. */
function blobs({ random, shape }: DigitlessSource): Float32Array {
  const { dark } = ground(random);
  const spots = Array.from({ length: 1 + random.integer(4) }, () => ({
    gray: Math.max(...random.uniform(2)), // rather bright
    y: random.uniform(1, 0, shape.height)[0],
    x: random.uniform(1, 0, shape.width)[0],
    radius: random.uniform(1, 1, 10)[0],
    edge: random.integer(2) === 0,
  }));
  return picture(shape, (y, x) => {
    let gray = dark;
    for (const spot of spots) {
      const distance = Math.hypot(y - spot.y, x - spot.x);
      const share = spot.edge
        ? 1 / (1 + Math.exp(3 * (distance - spot.radius)))
        : Math.exp(-((distance / spot.radius) ** 2) / 2);
      gray += (spot.gray - gray) * share;
    }
    return gray;
  });
}

/** Waves of one direction, 2 to 20 pixels long, soft or hard. */
function stripes({ random, shape }: DigitlessSource): Float32Array {
  const [angle, phase, low, high] = random.uniform(4);
  const length = random.uniform(1, 2, 20)[0];
  const hard = random.integer(2) === 0;
  const [dy, dx] = [Math.sin(Math.PI * angle), Math.cos(Math.PI * angle)];
  return picture(shape, (y, x) => {
    const wave = Math.sin(2 * Math.PI * ((y * dy + x * dx) / length + phase));
    return low + (high - low) * (hard ? Number(wave > 0) : (1 + wave) / 2);
  });
}

/** The mean of images drawn at random, somewhat darker or brighter. */
function meanOfMany(source: DigitlessSource): Float32Array {
  const { random, images, shape } = source;
  const pixels = pixelsOf(shape);
  const count = images.length / pixels;
  if (count < LEAST_IN_MEAN) return flatGray(source);
  const drawn = LEAST_IN_MEAN + random.integer(MOST_IN_MEAN - LEAST_IN_MEAN + 1);
  const [light] = random.uniform(1, 0.5, 1.5);
  const sum = new Float32Array(pixels);
  for (let n = 0; n < drawn; n++) {
    const at = random.integer(count) * pixels;
    for (let i = 0; i < pixels; i++) sum[i] += images[at + i];
  }
  return clipped(sum.map((value) => light * value / drawn));
}
