/** Pictures with a palette: gray ones lose nothing, charts hardly anything. */
import { assert, assertEquals } from "@std/assert";
import { itNeeds } from "../needs.ts";
import { chart } from "../../lib/figure/chart.ts";
import { imageGrid } from "../../lib/figure/image_grid.ts";
import { canvasPixels, decodePng, encodePng, type Pixels } from "../../lib/figure/png.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { palettePng } from "../../lib/report/palette_png.ts";

itNeeds(["read", "ffi"], "palettePng() keeps every pixel of a gray picture", async () => {
  const canvas = await imageGrid(new TorchRandom(0).uniform(20 * 784));
  const png = await palettePng(canvasPixels(canvas), { of: "gray" });
  assertEquals(largestChange(canvasPixels(canvas), await decodePng(png)), 0);
  assert(png.length < (await encodePng(canvas)).length);
});

itNeeds(["read", "ffi"], "palettePng() keeps a chart's colors to what can be seen", async () => {
  const values = Array.from({ length: 50 }, (_, x) => ({ x, y: Math.sin(x / 5), name: x % 3 }));
  const canvas = await chart({
    data: { values },
    mark: "line",
    encoding: {
      x: { field: "x", type: "quantitative" },
      y: { field: "y", type: "quantitative" },
      color: { field: "name", type: "nominal" },
    },
  });
  const png = await palettePng(canvasPixels(canvas), { of: "chart" });
  assert(png.length < (await encodePng(canvas)).length / 2, `${png.length}`);
  const worst = largestChange(canvasPixels(canvas), await decodePng(png));
  assert(worst <= 64, `a color is off by ${worst} of 255`);
});

/** The largest difference of two pictures, in steps of 255. */
function largestChange(a: Pixels, b: Pixels): number {
  assertEquals([b.width, b.height], [a.width, a.height]);
  return a.pixels.reduce((most, value, i) => Math.max(most, Math.abs(value - b.pixels[i])), 0);
}
