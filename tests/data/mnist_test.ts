import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { DataSet } from "../../lib/data/data_set.ts";
import { meanImageError } from "../../lib/theory/mean_image_error.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { idxBytes } from "./idx_bytes.ts";

itNeeds(
  ["read"],
  "loadMnist() finds the 60,000 training images, their digits and pixels",
  async () => {
    const data = await loadMnist();
    assertEquals([data.name, data.count], ["mnist", 60000]);
    assertEquals([...data.labels!.slice(0, 10)], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    const perDigit = new Array(10).fill(0);
    for (const label of data.labels!) perDigit[label]++;
    assertEquals(perDigit, [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    const mean = data.pixels.reduce((sum, pixel) => sum + pixel, 0) / data.pixels.length / 255;
    assertEquals(mean.toFixed(4), "0.1307"); // the mean that every MNIST tutorial normalises by
  },
);

itNeeds(["read"], "loadMnist({ split: 'test' }) finds the 10,000 test images", async () => {
  const data = await loadMnist({ split: "test" });
  assertEquals(data.count, 10000);
  assertEquals([...data.labels!.slice(0, 10)], [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
});

itNeeds(["read"], "meanImageError() of the training images is the lab's 52.725", async () => {
  assertEquals(meanImageError(await loadMnist()).toFixed(3), "52.725");
  const { pixels, labels } = await loadMnist({ count: 2 });
  const apart = meanImageError(new DataSet("two", labels, pixels));
  let expected = 0; // two images lie half their distance from their mean
  for (let i = 0; i < 784; i++) expected += ((pixels[i] - pixels[784 + i]) / 255 / 2) ** 2;
  assertAlmostEquals(apart, expected, 1e-9);
});

itNeeds(["read"], "rows() scales the chosen images to [0, 1] in float32", async () => {
  const data = await loadMnist({ count: 3 });
  const rows = data.rows([2, 0]);
  assertEquals(rows.length, 2 * 784);
  assertEquals(rows[784 + 152], Math.fround(data.pixels[152] / 255));
  assert(rows[784 + 152] > 0);
  for (const index of [-1, 3, 0.5, NaN]) {
    assertThrows(() => data.rows([index]), RangeError, `got ${index}`);
  }
});

const images = (n: number, side = 28) =>
  idxBytes([n, side, side], Uint8Array.from({ length: n * side * side }, (_, i) => i));
const labels = (n: number) => idxBytes([n], Uint8Array.from({ length: n }, (_, i) => i));

/** Runs `check` on a folder with these two files in the names of the training set. */
async function inFolder(
  files: Record<string, Uint8Array<ArrayBuffer>>,
  check: (folder: string) => Promise<unknown>,
) {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(`${folder}/train-${name}`, bytes);
    }
    await check(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function gzip(bytes: Uint8Array<ArrayBuffer>) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

itNeeds(["read", "write"], "loadMnist({ source }) reads a folder, plain or .gz", async () => {
  await inFolder({
    "images-idx3-ubyte.gz": await gzip(images(4)),
    "labels-idx1-ubyte": labels(4),
  }, async (folder) => {
    const data = await loadMnist({ source: folder, count: 3 });
    assertEquals([data.name, data.count, data.pixels.length], [folder, 3, 3 * 784]);
    assertEquals([...data.labels!], [0, 1, 2]);
  });
});

for (
  const [what, files, message] of [
    ["a folder without the files", {}, "no train-images-idx3-ubyte or"],
    [
      "a truncated file",
      { "images-idx3-ubyte": images(4).slice(0, 1000), "labels-idx1-ubyte": labels(4) },
      "train-images-idx3-ubyte: truncated",
    ],
    [
      "a truncated .gz",
      {
        "images-idx3-ubyte.gz": (await gzip(images(4))).slice(0, 60),
        "labels-idx1-ubyte": labels(4),
      },
      "not a valid gzip file",
    ],
    [
      "images and labels of different number",
      { "images-idx3-ubyte": images(4), "labels-idx1-ubyte": labels(5) },
      "has 4 images, but train-labels-idx1-ubyte has 5 labels",
    ],
    [
      "images that are too large",
      { "images-idx3-ubyte": idxBytes([1, 129, 128], new Uint8Array(129 * 128)) },
      "wanted images of 1 to 16384 pixels, found 129 x 128",
    ],
    [
      "fewer images than wanted",
      { "images-idx3-ubyte": images(2), "labels-idx1-ubyte": labels(2) },
      "wanted the first 3 images, but train-images-idx3-ubyte holds 2",
    ],
  ] as [string, Record<string, Uint8Array<ArrayBuffer>>, string][]
) {
  itNeeds(["read", "write"], `loadMnist() refuses ${what}`, async () => {
    await inFolder(files, async (folder) => {
      await assertRejects(() => loadMnist({ source: folder, count: 3 }), UserError, message);
    });
  });
}
