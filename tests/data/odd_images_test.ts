/** What tells images that are not what they are taken for. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { allTheSame } from "../../lib/data/variety.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { isMnist } from "../../lib/data/is_mnist.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { pixelRange } from "../../lib/data/pixel_range.ts";
import { itNeeds } from "../needs.ts";

/** Images of one gray each. */
function grays(...values: number[]): DataSet {
  const pixels = values.flatMap((value) => Array<number>(784).fill(value));
  return new DataSet("grays", new Uint8Array(values.length), Uint8Array.from(pixels));
}

it("pixelRange() finds the smallest and the largest gray", () => {
  assertEquals(pixelRange(grays(7, 3, 90)), { darkest: 3, brightest: 90 });
  assertEquals(pixelRange(grays(0)), { darkest: 0, brightest: 0 });
});

it("allTheSame() tells one image, and copies, from different ones", () => {
  assertEquals([[5], [5, 5, 5], [5, 5, 6]].map((values) => allTheSame(grays(...values))), [
    ...[true, true, false],
  ]);
});

itNeeds(["read"], "isMnist() knows MNIST's images under another name", async () => {
  for (const split of ["train", "test"] as const) {
    const { labels, pixels } = await loadMnist({ split, count: 20 });
    assertEquals(await isMnist(new DataSet("folder", labels, pixels)), true);
    assertEquals(
      await isMnist(new DataSet("f", labels, pixels.map((p, i) => i === 9 ? 1 : p))),
      false,
    );
  }
});
