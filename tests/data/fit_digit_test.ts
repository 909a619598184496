import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Drawing, fitDigit } from "../../lib/data/fit_digit.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { itNeeds } from "../needs.ts";
import "../fixed_seed.ts";

/** The first and the last row and column that are not 0, and the centre of mass, in pixels from 0. */
function extent(pixels: ArrayLike<number>, width: number) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  let [mass, x, y] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at++) {
    const value = pixels[at];
    if (value <= 0) continue;
    const [column, row] = [at % width, Math.floor(at / width)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [mass, x, y] = [mass + value, x + value * column, y + value * row];
  }
  return { width: right - left + 1, height: bottom - top + 1, mass, x: x / mass, y: y / mass };
}

/** An image of 28 x 28, each pixel a square of `scale` x `scale`, somewhere on a larger pad. */
function enlarged(image: Float32Array, scale: number, [right, down]: readonly number[]): Drawing {
  const side = 28 * scale + 60;
  const pixels = new Float32Array(side * side);
  for (let y = 0; y < 28 * scale; y++) {
    for (let x = 0; x < 28 * scale; x++) {
      const value = image[Math.floor(y / scale) * 28 + Math.floor(x / scale)];
      const at = [x + right, y + down];
      if (value > 0) pixels[at[1] * side + at[0]] = value;
    }
  }
  return { height: side, width: side, pixels };
}

itNeeds(
  ["read"],
  "fitDigit() gives an MNIST image back that was scaled up and shifted",
  async () => {
    const data = await loadMnist({ count: 200 });
    let most = 0;
    for (let n = 0; n < data.count; n++) {
      const image = data.rows([n]);
      const found = fitDigit(enlarged(image, 1 + n % 9, [n % 31, n % 17]));
      const { width, height } = extent(image, 28);
      if (Math.max(width, height) !== 20) continue; // MNIST's rounding left one in 4,600 a pixel short
      const error = found.reduce((sum, value, i) => sum + Math.abs(value - image[i]), 0);
      most = Math.max(most, error / extent(image, 28).mass);
    }
    assert(most < 1e-5, `an image differs by ${most} of its ink`);
  },
);

/** Strokes of a pen on a pad: a broken line of some width. */
const drawings: fc.Arbitrary<Drawing> = fc.record({
  side: fc.integer({ min: 30, max: 120 }),
  pen: fc.double({ min: 1, max: 8, noNaN: true }),
  places: fc.array(fc.tuple(...[0, 0].map(() => fc.double({ min: 0.1, max: 0.9, noNaN: true }))), {
    minLength: 2,
    maxLength: 6,
  }),
}).map(({ side, pen, places }) => {
  const pixels = new Float32Array(side * side);
  for (const [i, [toX, toY]] of places.entries()) {
    const [fromX, fromY] = places[Math.max(0, i - 1)];
    for (let step = 0; step <= 40; step++) {
      const [x, y] = [[fromX, toX], [fromY, toY]]
        .map(([from, to]) => side * (from + step / 40 * (to - from)));
      for (let at = 0; at < pixels.length; at++) {
        const distance = Math.hypot(at % side - x, Math.floor(at / side) - y);
        pixels[at] = Math.max(pixels[at], Math.min(1, pen / 2 + 0.5 - distance));
      }
    }
  }
  return { height: side, width: side, pixels };
});

it("fitDigit() fills a box of 20 pixels, and puts the centre of mass at pixel (14, 14)", () => {
  fc.assert(
    fc.property(drawings, (drawing) => {
      const found = fitDigit(drawing);
      const { width, height, mass, x, y } = extent(found, 28);
      assert(Math.max(width, height) === 20, `${width} x ${height}`);
      assert(found.every((value) => value >= 0 && value <= 1));
      // All of the ink is there, at the scale of the drawing.
      const drawn = extent(drawing.pixels, drawing.width);
      const scale = 20 / Math.max(drawn.width, drawn.height);
      assertAlmostEquals(mass, drawn.mass * scale ** 2, 1e-3 * mass);
      // Where it is off by more than half a pixel, the digit touches the edge of the image.
      const inks = (at: (i: number) => number) =>
        Array.from({ length: 28 }, (_, i) => found[at(i)]).some((value) => value > 0);
      const touches = {
        x: inks((i) => 28 * i) || inks((i) => 28 * i + 27),
        y: inks((i) => i) || inks((i) => 27 * 28 + i),
      };
      for (const [axis, center] of [["x", x], ["y", y]] as const) {
        if (!touches[axis]) assert(Math.abs(center - 14) <= 0.5 + 1e-4, `${axis}: ${center}`);
      }
    }),
    { numRuns: 40 },
  );
});

it("fitDigit() keeps the ratio: a bar of 40 x 8 becomes one of 20 x 4", () => {
  const pixels = new Float32Array(100 * 50);
  for (let y = 11; y < 19; y++) pixels.fill(1, y * 100 + 3, y * 100 + 43);
  const found = fitDigit({ height: 50, width: 100, pixels });
  const { width, height, mass, x, y } = extent(found, 28);
  assertEquals([width, height, mass], [20, 4, 80]);
  assertEquals([x, y], [14.5, 14.5]); // rows 13 to 16, columns 5 to 24: half a pixel from (14, 14)
});

it("fitDigit() leaves edges that cut through pixels gray", () => {
  const pixels = new Float32Array(40 * 40);
  for (let y = 0; y < 40; y++) pixels.fill(1, y * 40, y * 40 + 3); // 40 x 3, half as large: 20 x 1.5
  const found = fitDigit({ height: 40, width: 40, pixels });
  const { width, height, mass } = extent(found, 28);
  assertEquals([width, height, mass], [2, 20, 30]);
});

it("fitDigit() of an empty drawing is black, and of a single dot fills the box", () => {
  const empty = fitDigit({ height: 9, width: 7, pixels: new Float32Array(63) });
  assertEquals([empty.length, empty.some((value) => value !== 0)], [784, false]);
  const dot = new Float32Array(63);
  dot[30] = 0.5;
  const { width, height, mass } = extent(fitDigit({ height: 9, width: 7, pixels: dot }), 28);
  assertEquals([width, height, mass], [20, 20, 200]);
});

it("fitDigit() takes other sizes of images: the box has 20/28 of the shorter side", () => {
  const pixels = new Float32Array(100).fill(1);
  const found = fitDigit({ height: 10, width: 10, pixels }, { height: 56, width: 64 });
  const { width, height, x, y } = extent(found, 64);
  assertEquals([found.length, width, height], [56 * 64, 40, 40]);
  assertEquals([Math.abs(x - 32) <= 0.5, Math.abs(y - 28) <= 0.5], [true, true]);
  assertEquals(
    fitDigit({ height: 1, width: 1, pixels: Float32Array.of(1) }, { height: 1, width: 1 }),
    Float32Array.of(1),
  );
});

it("fitDigit() refuses a drawing whose pixels are not H x W", () => {
  const drawing = { height: 3, width: 2, pixels: new Float32Array(5) };
  assertThrows(() => fitDigit(drawing), RangeError, "wanted 3 x 2 pixels of a drawing, got 5");
  assertThrows(() => fitDigit({ ...drawing, height: 0 }), RangeError, "the drawing's height");
});
