import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { freeLabels } from "../../lib/figure/free_labels.ts";

it("freeLabels() leaves out what would stand on another label", () => {
  const label = (x: number, y: number, left = false) => ({ x, y, left, text: "12345" });
  const labels = [label(0, 0), label(30, 5), label(30, 13), label(60, 0), label(0, 0, true)];
  assertEquals(freeLabels(labels), [labels[0], labels[2], labels[3], labels[4]]);
});

it("freeLabels() knows where a label stands: 8 pixels beside its mark, 31 wide, 12 high", () => {
  const label = (x: number, y: number, left: boolean) => ({ x, y, left, text: "12345" });
  const first = label(0, 100, false); // from 8 to 39
  const overlapping = [
    ...[label(66, 100, true), label(66, 111, true), label(66, 89, true)], // from 27
    label(-22, 100, false), // up to 17
  ];
  const free = [
    label(80, 100, true), // from 41 to 72
    label(68, 100, false), // from 76
    ...[label(66, 112, true), label(66, 88, true)], // another line
  ];
  assertEquals(freeLabels([first, ...overlapping, ...free]), [first, ...free]);
});
