import { assertRejects } from "@std/assert";
import { sampleComparison } from "../../lib/figure/sample_comparison.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds } from "../needs.ts";

const rights = ["read", "write", "env", "ffi"] as const;

/** Points on a circle. */
const circle = (radius: number) =>
  Array.from({ length: 60 }, (_, i) => ({
    x: radius * Math.cos(i / 60 * 2 * Math.PI),
    y: radius * Math.sin(i / 60 * 2 * Math.PI),
  }));

const common = {
  units: ["unit 6", "unit 4"],
  caption: "Gray: a small circle.",
  backdrop: circle(1),
} as const;

itNeeds(
  rights,
  "sampleComparison() draws codes, images and digits, a row for each kind",
  async () => {
    const rows = [0.2, 0.8].map((gray, n) => ({
      title: `(${"ab"[n]}) gray of ${gray}`,
      note: "a made-up kind of codes",
      points: circle(2 + n),
      images: new Float32Array(100 * 784).map((_, i) => i % 784 < 392 ? gray : 0.5),
      shares: Array.from({ length: 10 }, (_, digit) => digit === 3 ? 0.4 : n * digit / 100),
    }));
    await comparePicture(
      await sampleComparison(rows, common),
      "fixtures/figures/sample-comparison.png",
    );
  },
);

itNeeds(rights, "sampleComparison() refuses nothing to draw", async () => {
  await assertRejects(() => sampleComparison([], common), RangeError, "got none");
});
