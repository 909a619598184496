import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { binarise, binariseData } from "../../lib/data/binarise.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { itNeedsPython, runPython } from "../python.ts";

const itNeedsTorch = await itNeedsPython("torch");

it("binarise() draws each pixel with its gray value as probability; black and white stay", () => {
  const n = 40_000;
  for (const gray of [0, 0.1, 0.5, 0.93, 1]) {
    const drawn = binarise(new Float32Array(n).fill(gray), new TorchRandom(3));
    assert(drawn.every((pixel) => pixel === 0 || pixel === 1));
    const share = drawn.reduce((sum, pixel) => sum + pixel, 0) / n;
    const deviation = Math.sqrt(gray * (1 - gray) / n);
    assertAlmostEquals(share, gray, 4 * deviation);
  }
});

it("binariseData() keeps labels and sizes, and draws anew from another seed", () => {
  const pixels = Uint8Array.from({ length: 600 * 6 }, (_, i) => i % 256);
  const labels = Uint8Array.from({ length: 600 }, (_, i) => i % 3);
  const data = new DataSet("gray", labels, pixels, {
    height: 2,
    width: 3,
    labelNames: ["a", "b", "c"],
  });
  const drawn = binariseData(data, new TorchRandom(1));
  assertEquals([drawn.count, drawn.height, drawn.width], [600, 2, 3]);
  assertEquals([drawn.labels, drawn.labelNames], [labels, ["a", "b", "c"]]);
  assert(drawn.pixels.every((pixel) => pixel === 0 || pixel === 255));
  drawn.pixels.forEach((pixel, i) => {
    if (pixels[i] === 0 || pixels[i] === 255) assertEquals(pixel, pixels[i]);
  });
  assertEquals(binariseData(data, new TorchRandom(1)).pixels, drawn.pixels);
  assertNotEquals(binariseData(data, new TorchRandom(2)).pixels, drawn.pixels);
});

itNeedsTorch("binarise() compares the numbers that torch.rand draws", async (python) => {
  const program = `
import json, torch
torch.manual_seed(11)
x = torch.arange(200) / 200
print(json.dumps((torch.rand(200) < x).float().tolist()))`;
  const theirs = JSON.parse(await runPython(python, ["-c", program]));
  const x = Float32Array.from({ length: 200 }, (_, i) => Math.fround(i / 200));
  assertEquals([...binarise(x, new TorchRandom(11))], theirs);
});
