import type { CurvesDrawing, HistogramDrawing } from "../../lib/exercise/drawings/drawing.ts";

/** The numbers of a chart as rows of a CSV file. */
export function chartRows(
  drawing: CurvesDrawing | HistogramDrawing,
): Record<string, number | string>[] {
  if (drawing.kind === "histogram") {
    const { x: { domain: [from, to] }, densities, right } = drawing;
    const width = (to - from) / densities.length;
    return densities.map((yours, i) => ({
      from: from + i * width,
      to: from + (i + 1) * width,
      yours,
      right: right[2 * i + 1],
    }));
  }
  return drawing.at.map((x, i) => ({
    [drawing.x.title]: x,
    ...Object.fromEntries(drawing.series.map(({ whose, values }) => [whose, values[i] ?? ""])),
  }));
}
