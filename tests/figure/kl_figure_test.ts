/** The figure of Exercise 1 against stored ones, and the contours of its surface. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { klContour, klContourLabels, klContourLevels } from "../../lib/figure/kl_contours.ts";
import { klFigure } from "../../lib/figure/kl_figure.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { comparePicture } from "../compare_picture.ts";
import "../fixed_seed.ts";
import { between } from "../math/arbitraries.ts";
import { assertClose } from "../math/assert_close.ts";
import { itNeeds, type Right } from "../needs.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env"];
const standard = { mean: 0, std: 1 };

it("klContour() runs where the divergence is its level, all around the prior", () => {
  fc.assert(fc.property(between(-3, 4), (power) => {
    const level = 10 ** power;
    const points = klContour(level, -Infinity, Infinity);
    for (const { mu, s } of points) {
      assertClose(klDiagonal([mu], [2 * s]), level, 1e-9);
    }
    assertEquals([points.at(-1)?.mu, points.at(-1)?.s], [points[0].mu, points[0].s]);
    assert(points.some(({ mu }) => mu > 0) && points.some(({ mu }) => mu < 0));
  }));
});

it("klContour() leaves out what lies far outside the axis", () => {
  const points = klContour(1e6, -3, 1.5);
  assert(points.every(({ s }) => s >= -4 && s <= 2.5));
});

it("klContourLabels() stand on their contours", () => {
  const labels = klContourLabels(klContourLevels(1), { mu: 3.8, s: -2.85 });
  assertEquals(labels.map(({ text }) => text), ["0.1", "0.5", "1", "2", "4", "8"]);
  for (const { mu, s, text } of labels) {
    assertClose(klDiagonal([mu], [2 * s]), Number(text), 1e-9);
  }
});

it("klContourLevels() reach a large divergence in powers of 10", () => {
  assertEquals(klContourLevels(9.9), klContourLevels(1));
  assertEquals(klContourLevels(10.1), [0.1, 1, 10, 100]);
  assertEquals(klContourLevels(57), [0.1, 1, 10, 100]);
  assertEquals(klContourLevels(2e11), [1e7, 1e8, 1e9, 1e10, 1e11, 1e12]);
});

itNeeds(CANVAS, "klFigure() draws densities, integrand and surface", async () => {
  const canvas = await klFigure({ mean: 1, std: 0.5 }, standard, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/kl.png");
});

itNeeds(CANVAS, "klFigure() gives a narrow q an axis of its own", async () => {
  const canvas = await klFigure({ mean: 3, std: 0.05 }, { mean: 1, std: 1.5 }, { scale: 1 });
  await comparePicture(canvas, "fixtures/figures/kl-narrow.png");
});

itNeeds(CANVAS, "klFigure() draws q = p and extreme pairs too", async () => {
  await klFigure(standard, standard);
  await klFigure({ mean: 500, std: 900 }, { mean: -300, std: 0.002 });
});

it("klFigure() refuses what is no Gaussian, before it draws", async () => {
  await assertRejects(() => klFigure({ mean: 0, std: -1 }, standard), RangeError, "q.std must be");
});
