import { assert, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { binShares } from "../../lib/figure/code_histogram.ts";
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

itNeeds(
  rights,
  "sampleComparison() draws the codes of a single unit as a distribution",
  async () => {
    const row = {
      title: "(a) uniform in [0, 1)^1",
      note: "a made-up kind of codes",
      points: Array.from({ length: 200 }, (_, i) => ({ x: i / 200 })),
      images: new Float32Array(100 * 784).fill(0.5),
      shares: Array<number>(10).fill(0.1),
    };
    const canvas = await sampleComparison([row], {
      units: ["unit 0"],
      caption: "Gray: 60 places of a circle.",
      backdrop: circle(3).map(({ x }) => ({ x })),
    });
    await comparePicture(canvas, "fixtures/figures/sample-comparison-1.png");
  },
);

itNeeds(
  rights,
  "sampleComparison() draws labels by their names, small images enlarged, and no count where none is",
  async () => {
    const image = { height: 6, width: 5 };
    const labels = ["T-shirt", "trousers", ...Array.from({ length: 14 }, (_, i) => `kind ${i}`)];
    const row = {
      title: "(a) a title",
      note: "a made-up kind of codes",
      points: circle(2),
      images: new Float32Array(100 * 30).map((_, i) => i % 30 / 30),
    };
    const shares = labels.map((_, label) => label === 1 ? 0.4 : label / 100);
    const counted = await sampleComparison([{ ...row, shares }], { ...common, image, labels });
    await comparePicture(counted, "fixtures/figures/sample-comparison-labels.png");
    const caption = "A caption that is wider than both panels of this picture. ".repeat(2);
    const { width } = await sampleComparison([row], { ...common, image, caption });
    const narrow = await sampleComparison([row], { ...common, image });
    assert(narrow.width < counted.width && narrow.width < width, `${narrow.width}, ${width}`);
  },
);

it("binShares() counts every value once, both ends of the domain included", () => {
  const shares = binShares([-1, -0.999, 0, 1], [-1, 1]);
  assertEquals([shares[0], shares[20], shares[39]], [0.5, 0.25, 0.25]);
  assertEquals(shares.reduce((a, b) => a + b, 0), 1);
  assertEquals(binShares([3, 3], [3, 3])[0], 1);
});

itNeeds(rights, "sampleComparison() refuses nothing to draw", async () => {
  await assertRejects(() => sampleComparison([], common), RangeError, "got none");
});
