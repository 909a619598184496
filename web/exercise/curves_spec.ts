import type { Encoding, TopLevelSpec } from "../../lib/deps/vega.ts";
import type { CurvesDrawing, Whose } from "../../lib/exercise/drawings/drawing.ts";
import { colors } from "../../lib/figure/theme.ts";
import { words } from "../words.ts";
import { axisOf } from "./axis_of.ts";
import { CHART_MARGIN } from "./chart_margin.ts";

/** How a line, or points, look. */
interface Look {
  readonly color: string;
  readonly width: number;
  readonly dash: number[];
  readonly shape: string;
  /** Of a point, in square pixels. */
  readonly size: number;
}

/** The right values are broad, light and unbroken; the student's are dark, dashed and marked, and are drawn on top. */
const LOOKS: Readonly<Record<Whose, Look>> = {
  right: { color: "#a8adb3", width: 6, dash: [1, 0], shape: "square", size: 260 },
  given: { color: "#5f6368", width: 2, dash: [2, 2], shape: "triangle-up", size: 50 },
  yours: { color: colors[0], width: 2, dash: [6, 3], shape: "circle", size: 50 },
};

type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

/** How many marks the student's line has at least, and at most twice as many. */
const MARKS = 10;

/** The student's curve, drawn over the right one. @param width of the panel, in pixels */
export function curvesSpec(
  { x, y, at, isDiscrete, series }: CurvesDrawing,
  width: number,
): TopLevelSpec {
  const every = Math.max(1, Math.floor(at.length / MARKS));
  const { whose: names } = words.exercise;
  const scale = (ranges: readonly (string | number[])[]) =>
    ({
      domain: series.map(({ whose }) => names[whose]),
      range: [...ranges],
    }) as { domain: string[]; range: string[] };
  const isSeen = (value: number | null) =>
    value !== null && value >= y.domain[0] && value <= y.domain[1];
  const looks = series.map(({ whose }) => LOOKS[whose]);
  const legend = isDiscrete
    ? { orient: "top", title: null } as const
    : { orient: "top", title: null, symbolType: "stroke", symbolSize: 500 } as const;
  const color = { field: "whose", scale: scale(looks.map(({ color }) => color)), legend } as const;
  const strokeDash = {
    field: "whose",
    scale: scale(looks.map(({ dash }) => dash)),
    legend,
  } as const;
  const shape = {
    field: "whose",
    scale: scale(looks.map(({ shape }) => shape)),
    legend,
  } as const;
  const place: Encoding = {
    x: axisOf(x, { field: "x", ticks: 6 }),
    y: axisOf(y, { field: "y", ticks: 5 }),
  };
  return {
    width: Math.max(180, Math.min(560, width - CHART_MARGIN)),
    height: 230,
    layer: series.flatMap(({ whose, values }): Layer[] => {
      const { width, size } = LOOKS[whose];
      const points = at.map((place, i) => ({ x: place, y: values[i], whose: names[whose] }));
      if (isDiscrete) {
        return [{
          data: { values: points },
          mark: { type: "point", clip: true, opacity: 1, size },
          encoding: { ...place, color, shape },
        }];
      }
      const line: Layer = {
        data: { values: points },
        mark: { type: "line", clip: true, strokeWidth: width },
        encoding: { ...place, color, strokeDash },
      };
      const marks: Layer = {
        data: { values: points.filter(({ y }, i) => i % every === 0 && isSeen(y)) },
        mark: { type: "point", shape: "circle", size, opacity: 1, color: LOOKS.yours.color },
        encoding: place,
      };
      return whose === "yours" ? [line, marks] : [line];
    }),
  };
}
