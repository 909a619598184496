/** Images in labelled rows. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { contactSheet } from "../../lib/figure/contact_sheet.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds } from "../needs.ts";

const rights = ["read", "write", "env", "ffi"] as const;

/** Images that become brighter from one to the next. */
function ramps(count: number, pixels: number): Float32Array {
  return new Float32Array(count * pixels).map((_, i) => Math.floor(i / pixels) / count);
}

itNeeds(
  rights,
  "contactSheet() shows a row for each label, and cuts what is too long",
  async () => {
    const rows = [
      { title: "cat", note: "120 training, 20 test", images: ramps(20, 784) },
      {
        title: "a label whose name is longer than its column",
        note: "3 training, 1 test",
        images: ramps(3, 784),
      },
    ];
    const canvas = await contactSheet(rows, {
      title: "pets",
      note: "gray images of 28 x 28 pixels",
    });
    await comparePicture(canvas, "fixtures/figures/contact-sheet.png");
  },
);

itNeeds(rights, "contactSheet() shows images of any size as large as can be seen", async () => {
  for (const [side, columns] of [[8, 16], [28, 16], [100, 10], [128, 7]]) {
    const image = { height: side, width: side };
    const row = { title: "all", note: "", images: ramps(16, side * side) };
    const { width } = await contactSheet([row], { title: "t", note: "n", image });
    const scale = Math.max(1, Math.round(52 / side));
    assertEquals(width, 230 + (columns * (side + 2) + 2) * scale, `${side}`);
  }
  const lines = { title: "all", note: "", images: ramps(40, 784) };
  const heights = await Promise.all(
    [1, 3].map(async (count) =>
      (await contactSheet([lines], { title: "t", note: "n", lines: count })).height
    ),
  );
  assert(heights[1] - heights[0] === 2 * 60, `${heights}`);
  await assertRejects(() => contactSheet([], { title: "t", note: "n" }), RangeError, "got none");
});
