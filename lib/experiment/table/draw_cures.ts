import type { Canvas } from "../../deps/canvas.ts";
import { methodCurves } from "../../figure/method_curves.ts";
import type { CureComparison } from "./cure_comparisons.ts";

/** The curves of each comparison of cures; where there are several, titles tell them apart. */
export async function drawCures(comparisons: readonly CureComparison[]): Promise<Canvas[]> {
  const canvases: Canvas[] = [];
  for (const { images, epochs, series } of comparisons) {
    const counts = series.map(({ runs }) => runs.length);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    const n = least === most ? `${most}` : `${least} to ${most}`;
    const each = `n = ${n} ${most === 1 ? "seed" : "seeds"} each`;
    const which = comparisons.length > 1
      ? `, ${images.toLocaleString("en")} images, ${epochs} epochs`
      : "";
    const title = `Cures of posterior collapse, ${each}${which}`;
    canvases.push(await methodCurves({ title, series }));
  }
  return canvases;
}
