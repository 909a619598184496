import { assertEquals, assertRejects } from "@std/assert";
import type { TopLevelSpec } from "../../lib/deps/vega.ts";
import { chart } from "../../lib/figure/chart.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env"];

const spec: TopLevelSpec = {
  title: { text: "Two lines, β ≤ 1", subtitle: "Greek letters and signs" },
  width: 200,
  height: 100,
  data: {
    values: ["sine", "cosine"].flatMap((line, i) =>
      Array.from({ length: 9 }, (_, x) => ({ line, x, y: Math.sin(x / 2 + i * Math.PI / 2) }))
    ),
  },
  mark: "line",
  encoding: {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
    color: { field: "line" },
    strokeDash: { field: "line" },
  },
};

itNeeds(CANVAS, "chart() draws lines, axes and text in the house's theme", async () => {
  await comparePicture(await chart(spec, { scale: 1 }), "fixtures/figures/chart.png");
});

itNeeds(CANVAS, "chart() scales the whole picture", async () => {
  const [one, two] = [await chart(spec, { scale: 1 }), await chart(spec)];
  // The size at scale 1 need not be a whole number; it is rounded up after scaling.
  assertEquals(Math.abs(two.width - 2 * one.width) <= 2, true, `${two.width}, ${one.width}`);
  assertEquals(Math.abs(two.height - 2 * one.height) <= 2, true, `${two.height}, ${one.height}`);
});

itNeeds(CANVAS, "chart() leaves nothing on globalThis", async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  await chart(spec);
  assertEquals(Object.getOwnPropertyNames(globalThis), before);
});

itNeeds(CANVAS, "chart() throws what vega would only print", async () => {
  await assertRejects(() =>
    chart({
      data: { values: [{ x: 1 }] },
      transform: [{ calculate: "noSuchFunction(datum.x)", as: "y" }],
      mark: "point",
    })
  );
  const bad = { ...spec, mark: "nonsense" } as unknown as TopLevelSpec;
  await assertRejects(() => chart(bad));
});
