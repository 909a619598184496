import { assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { imageGrid } from "../../lib/figure/image_grid.ts";
import { canvasPixels } from "../../lib/figure/png.ts";
import { itNeeds, type Right } from "../needs.ts";

const CANVAS: Right[] = ["read", "ffi", "env"];

/** One channel of a pixel: red, green and blue are the same in a gray picture. */
async function level(canvas: Parameters<typeof canvasPixels>[0], x: number, y: number) {
  const { width, pixels } = await canvasPixels(canvas);
  return pixels[4 * (y * width + x)];
}

itNeeds(CANVAS, "imageGrid() lays 100 images out as 752 x 122 pixels", async () => {
  const { width, height } = await imageGrid(new Float32Array(100 * 784));
  assertEquals([width, height], [752, 122]);
});

itNeeds(CANVAS, "imageGrid() gives 20 images one row of 602 x 32 pixels", async () => {
  const { width, height } = await imageGrid(new Float32Array(20 * 784));
  assertEquals([width, height], [602, 32]);
});

itNeeds(CANVAS, "imageGrid() puts each image behind 2 black pixels", async () => {
  const images = new Float32Array(3 * 4).fill(1);
  images.fill(0.2, 4, 8);
  const canvas = await imageGrid(images, { columns: 2, image: { height: 2, width: 2 } });
  assertEquals([canvas.width, canvas.height], [10, 10]);
  const rows = Array.from({ length: 10 }, (_, y) => Array.from({ length: 10 }, (_, x) => [x, y]));
  const levels = await Promise.all(
    rows.map((row) => Promise.all(row.map(([x, y]) => level(canvas, x, y)))),
  );
  const frame = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const upper = [0, 0, 255, 255, 0, 0, 51, 51, 0, 0];
  const lower = [0, 0, 255, 255, 0, 0, 0, 0, 0, 0];
  assertEquals(levels, [frame, frame, upper, upper, frame, frame, lower, lower, frame, frame]);
});

itNeeds(CANVAS, "imageGrid() fills what is no image with padValue", async () => {
  const canvas = await imageGrid(new Float32Array(3 * 4), {
    ...{ columns: 2, image: { height: 2, width: 2 }, padValue: 0.6 },
  });
  const levels = await Promise.all([1, 2, 3, 4, 6, 8].map((at) => level(canvas, at, at)));
  assertEquals(levels, [153, 0, 0, 153, 153, 153]);
});

itNeeds(CANVAS, "imageGrid() rounds as save_image does: x * 255 + 0.5, cut to a byte", async () => {
  const values = [0.5, 0.1, 0.999, 1, 0.0019, 0.002, -3, 7, 0.25];
  const canvas = await imageGrid(Float32Array.from(values), { image: { height: 3, width: 3 } });
  const levels = await Promise.all(
    values.map((_, i) => level(canvas, 2 + i % 3, 2 + Math.floor(i / 3))),
  );
  assertEquals(levels, [128, 26, 255, 255, 0, 1, 0, 255, 64]);
});

itNeeds(CANVAS, "imageGrid() gives every byte back that was divided by 255", async () => {
  const canvas = await imageGrid(Float32Array.from({ length: 256 }, (_, i) => i / 255), {
    image: { height: 16, width: 16 },
  });
  const { width, pixels } = await canvasPixels(canvas);
  const levels = Array.from(
    { length: 256 },
    (_, i) => pixels[4 * ((2 + Math.floor(i / 16)) * width + 2 + i % 16)],
  );
  assertEquals(levels, Array.from({ length: 256 }, (_, i) => i));
});

itNeeds(CANVAS, "imageGrid() scales by whole squares", async () => {
  const images = Float32Array.of(0, 0.2, 0.4, 0.6);
  const small = await canvasPixels(await imageGrid(images, { image: { height: 2, width: 2 } }));
  const large = await canvasPixels(
    await imageGrid(images, { image: { height: 2, width: 2 }, scale: 3 }),
  );
  assertEquals([large.width, large.height], [3 * small.width, 3 * small.height]);
  for (let y = 0; y < large.height; y++) {
    for (let x = 0; x < large.width; x++) {
      const from = 4 * (Math.floor(y / 3) * small.width + Math.floor(x / 3));
      const at = 4 * (y * large.width + x);
      assertEquals(large.pixels.slice(at, at + 4), small.pixels.slice(from, from + 4));
    }
  }
});

it("imageGrid() refuses a part of an image, and none at all", async () => {
  await assertRejects(
    () => imageGrid(new Float32Array(785)),
    RangeError,
    "images must hold one or more images of 784 values, got 785",
  );
  await assertRejects(() => imageGrid(new Float32Array(0)), RangeError, "got 0");
});

it("imageGrid() refuses a scale that is no whole number", async () => {
  await assertRejects(
    () => imageGrid(new Float32Array(784), { scale: 1.5 }),
    RangeError,
    "scale must be a whole number above 0, got 1.5",
  );
});
