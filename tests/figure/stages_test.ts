import { assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { stages } from "../../lib/figure/stages.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds } from "../needs.ts";

/** Twelve blobs, each narrower than the one before it. */
const blobs = Float32Array.from({ length: 12 * 784 }, (_, i) => {
  const [x, y] = [i % 28 - 13.5, Math.floor(i / 28) % 28 - 13.5];
  return Math.exp(-(x * x + y * y) / (80 - 6 * Math.floor(i / 784)));
});

itNeeds(["read", "write", "ffi", "env"], "stages() draws labelled strips", async () => {
  const canvas = await stages([
    { label: "originals", images: blobs },
    { label: "(a) plateau\nlowest KL", images: blobs.map((value) => 0.5 * value) },
    { label: "(b) after epoch 1", images: blobs.map((value) => value * value) },
  ]);
  await comparePicture(canvas, "fixtures/figures/stages.png");
});

it("stages() refuses to draw none", async () => {
  await assertRejects(() => stages([]), RangeError, "rows must hold one or more stages, got none");
});
