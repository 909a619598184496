import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { freeLabels } from "../../lib/figure/free_labels.ts";

it("freeLabels() leaves out what would stand on another label", () => {
  const label = (x: number, y: number, left = false) => ({ x, y, left, text: "12345" });
  const labels = [label(0, 0), label(30, 5), label(30, 13), label(60, 0), label(0, 0, true)];
  assertEquals(freeLabels(labels), [labels[0], labels[2], labels[3], labels[4]]);
});
