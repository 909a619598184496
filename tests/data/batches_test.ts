import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import reference from "../../fixtures/reference/torch-random.json" with { type: "json" };
import { orderedBatches, shuffledBatches } from "../../lib/data/batches.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";

for (const { seed, dataloader_epochs_first_8: epochs, rand_after_two_epochs } of reference.cases) {
  it(`shuffledBatches() is a shuffling DataLoader's order, seed ${seed}`, () => {
    const random = new TorchRandom(seed);
    for (const expected of epochs) {
      assertEquals([...shuffledBatches(60000, 128, random)[0].slice(0, 8)], expected);
    }
    assertEquals([...random.uniform(4)], rand_after_two_epochs);
  });
}

it("shuffledBatches() holds each image once, and the last batch what is left", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 40 }), (count, batchSize) => {
      const batches = shuffledBatches(count, batchSize, new TorchRandom(1));
      assertEquals(batches.length, Math.ceil(count / batchSize));
      batches.slice(0, -1).forEach(({ length }) => assertEquals(length, batchSize));
      const all = batches.flatMap((batch) => [...batch]).sort((a, b) => a - b);
      assertEquals(all, Array.from({ length: count }, (_, i) => i));
    }),
    { seed: 1 },
  );
});

it("the lab's epoch has 469 batches, the last one of 96", () => {
  const batches = orderedBatches(60000, 128);
  assertEquals([batches.length, batches[468].length], [469, 96]);
});
