import type { Encoding, TopLevelSpec } from "../../lib/deps/vega.ts";
import type { HistogramDrawing } from "../../lib/exercise/drawings/drawing.ts";
import { colors } from "../../lib/figure/theme.ts";
import { words } from "../words.ts";
import { axisOf } from "./axis_of.ts";
import { CHART_MARGIN } from "./chart_margin.ts";

/** The student's random draws as bars, and the density that they should have. @param width of the panel, in pixels */
export function histogramSpec(
  { x, y, densities, right }: HistogramDrawing,
  width: number,
): TopLevelSpec {
  const [from, to] = x.domain;
  const step = (to - from) / densities.length;
  const bars = densities.map((density, i) => ({
    x: from + i * step,
    end: from + (i + 1) * step,
    y: density,
    what: words.exercise.draws,
  }));
  const curve = right.map((density, i) => ({
    x: from + i * step / 2,
    y: density,
    what: words.exercise.density,
  }));
  const place = {
    x: axisOf(x, { field: "x", ticks: 6 }),
    y: axisOf(y, { field: "y", ticks: 5 }),
  };
  const color: Encoding["color"] = {
    field: "what",
    scale: {
      domain: [words.exercise.draws, words.exercise.density],
      range: ["#a9c4dc", colors[2]],
    },
    legend: { orient: "top", title: null },
  };
  return {
    width: Math.max(180, Math.min(560, width - CHART_MARGIN)),
    height: 230,
    layer: [{
      data: { values: bars },
      mark: { type: "rect", stroke: colors[0], strokeWidth: 0.5, clip: true },
      encoding: { ...place, x2: { field: "end" }, y2: { datum: 0 }, color },
    }, {
      data: { values: curve },
      mark: { type: "line", strokeDash: [6, 3], strokeWidth: 2.5, clip: true },
      encoding: { ...place, color },
    }],
  };
}
