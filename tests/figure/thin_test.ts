import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { thin } from "../../lib/figure/thin.ts";

it("thin() keeps a short line as it is", () => {
  assertEquals(thin([1, 2, 3], 3), { items: [1, 2, 3], every: 1 });
});

it("thin() picks every k-th of 7035 batches, at most 400", () => {
  const { items, every } = thin(Array.from({ length: 7035 }, (_, i) => i), 400);
  assertEquals([every, items.length, items[1]], [18, 391, 18]);
});

it("thin() of nothing is nothing", () => {
  assertEquals(thin([], 400), { items: [], every: 1 });
});
