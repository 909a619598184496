import type { Config } from "../deps/vega.ts";
import { typeface } from "./typeface.ts";

/** Black for what is read first: titles, rules that mark a value. */
export const ink = "#1a1a1a";
/** Gray for what stands behind: axes, notes. */
export const gray = "#5f6368";

/**
 * The colours of series, in order. They follow Okabe and Ito's, which colour-blind readers can tell
 * apart, and differ in lightness, so that they stay apart in black and white.
 */
export const colors = ["#0b4f8a", "#d55e00", "#1a1a1a", "#009e73", "#cc79a7"];
/** The dashes that go with {@link colors}: colour alone never tells two lines apart. */
export const dashes = [[1, 0], [6, 3], [2, 2], [9, 3, 2, 3], [4, 4]];
/** The point shapes that go with {@link colors}. */
export const shapes = ["circle", "square", "cross", "triangle-up", "diamond"];

const text = { font: typeface, color: ink };

/** The look that all charts share, as a vega-lite configuration; sizes in pixels at scale 1. */
export const theme: Config = {
  background: "white",
  font: typeface,
  padding: 12,
  view: { stroke: "#c4c7cc", continuousWidth: 560, continuousHeight: 200 },
  title: {
    ...text,
    fontSize: 14,
    anchor: "start",
    frame: "group",
    offset: 10,
    subtitleFont: typeface,
    subtitleColor: gray,
    subtitleFontSize: 12,
    subtitlePadding: 5,
    subtitleLineHeight: 16,
    lineHeight: 20,
  },
  axis: {
    labelFont: typeface,
    labelFontSize: 12,
    labelColor: ink,
    labelLimit: 0,
    labelPadding: 5,
    titleFont: typeface,
    titleFontSize: 12,
    titleColor: ink,
    titleFontWeight: "normal",
    titleLimit: 0,
    titlePadding: 8,
    gridColor: "#e6e8eb",
    gridWidth: 1,
    domain: false,
    tickColor: "#9aa0a6",
    tickSize: 4,
  },
  axisQuantitative: { labelFlush: false },
  legend: {
    labelFont: typeface,
    labelFontSize: 12,
    labelColor: ink,
    labelLimit: 0,
    titleFont: typeface,
    titleFontSize: 12,
    titleColor: ink,
    titleFontWeight: "normal",
    titleLimit: 0,
    symbolSize: 70,
    symbolStrokeWidth: 2,
    columnPadding: 18,
  },
  header: { labelFont: typeface, labelFontSize: 12, titleFont: typeface, titleFontSize: 13 },
  text: { font: typeface, fontSize: 12, color: ink },
  line: { strokeWidth: 2 },
  rule: { color: gray },
  point: { size: 45, filled: true },
  range: {
    category: colors,
    symbol: shapes,
    heatmap: { scheme: "yellowgreenblue" },
    ramp: { scheme: "yellowgreenblue" },
  },
};
