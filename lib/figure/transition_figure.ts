import type { Canvas } from "../deps/canvas.ts";
import type { Layer, Panel } from "../deps/vega.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { colors, gray, ink } from "./theme.ts";

/** A unit's KL divergence at a weight of the KL term. */
export interface TransitionPoint {
  /** The weight over the critical one. */
  readonly ratio: number;
  /** In nats. */
  readonly kl: number;
  /** Whether the weight was reached with the unit active, or collapsed. */
  readonly from: "active" | "collapsed";
}

/** What a panel shows. */
export interface TransitionPanel {
  /** What tables and figures call it. */
  readonly title: string;
  /** What was found, weight by weight. */
  readonly points: readonly TransitionPoint[];
}

/** What the figure shows. */
export interface TransitionFigure {
  /** What tables and figures call it. */
  readonly title: string;
  /** A line below the title. */
  readonly subtitle: string;
  /** From top to bottom. */
  readonly panels: readonly TransitionPanel[];
  /** The size of a jump, in nats, that is drawn as the rival of a continuous transition. */
  readonly jump: number;
}

const WIDTH = 620, HEIGHT = 210;
const NAMES = ["from the active unit", "from the collapsed unit"];
const CURVES = ["linear theory, continuous", "the same with a jump"];
const FROM = { active: NAMES[0], collapsed: NAMES[1] } as const;

/**
 * A unit's KL divergence around the weight at which it collapses, from both sides, over linear theory's curve and over one
 * that jumps.
 *
 * @example
 * ```ts ignore
 * const points = [{ ratio: 0.9, kl: 0.0527, from: "active" as const }];
 * await transitionFigure({ title: "Transition", subtitle: "", panels: [{ title: "linear VAE", points }], jump: 0.05 });
 * ```
 */
export async function transitionFigure(
  { title, subtitle, panels, jump }: TransitionFigure,
  options?: ChartOptions,
): Promise<Canvas> {
  const ratios = panels.flatMap(({ points }) => points.map(({ ratio }) => ratio));
  const [from, to] = [Math.min(...ratios) - 0.01, Math.max(...ratios) + 0.01];
  const grid = Array.from({ length: 401 }, (_, i) => from + (to - from) * i / 400);
  const theory = (ratio: number) => Math.max(0, -Math.log(ratio) / 2);
  const smooth = grid.map((ratio) => ({ ratio, kl: theory(ratio), curve: CURVES[0] }));
  const below = grid.filter((ratio) => ratio < 1)
    .map((ratio) => ({ ratio, kl: theory(ratio) + jump, curve: CURVES[1] }));
  const jumping = [
    ...below,
    { ratio: 1, kl: jump, curve: CURVES[1] },
    { ratio: 1, kl: 0, curve: CURVES[1] },
    { ratio: to, kl: 0, curve: CURVES[1] },
  ];
  const panel = ({ title, points }: TransitionPanel, index: number): Panel => {
    const most = Math.max(theory(from) + jump, ...points.map(({ kl }) => kl));
    const [first, last] = [index === 0, index === panels.length - 1];
    const x = {
      field: "ratio",
      type: "quantitative" as const,
      scale: { domain: [from, to], nice: false },
      axis: {
        title: last ? "β / β*, the weight of the KL term over the unit's critical one, 2λ" : null,
        labels: last,
        ticks: last,
        format: ".2f",
        tickCount: 9,
      },
    };
    const y = {
      field: "kl",
      type: "quantitative" as const,
      scale: { domain: [-0.04 * most, 1.04 * most], nice: false }, // marks at 0 are seen whole
      axis: { title: "KL divergence, nats", tickCount: 5 },
    };
    const strokeDash = {
      field: "curve",
      type: "nominal" as const,
      scale: { domain: CURVES, range: [[1, 0], [5, 3]] },
      legend: first
        ? { orient: "top" as const, title: null, symbolType: "stroke", symbolSize: 900 }
        : null,
    };
    const line = (values: readonly object[], color: string): Layer => ({
      data: { values: [...values] },
      mark: { type: "line", color, strokeWidth: 1.5, clip: true },
      encoding: { x, y, strokeDash, order: { field: "order", type: "quantitative" } },
    });
    const numbered = (values: readonly object[]) =>
      values.map((value, order) => ({ ...value, order }));
    const marks: Layer = {
      data: { values: points.map((point) => ({ ...point, name: FROM[point.from] })) },
      mark: { type: "point", filled: false, size: 80, strokeWidth: 1.8, opacity: 1, clip: true },
      encoding: {
        x,
        y,
        color: {
          field: "name",
          type: "nominal",
          scale: { domain: NAMES, range: colors.slice(0, 2) },
          legend: first ? { orient: "top", title: null } : null,
        },
        shape: {
          field: "name",
          type: "nominal",
          scale: { domain: NAMES, range: ["circle", "triangle-up"] },
          legend: first ? { orient: "top", title: null } : null,
        },
      },
    };
    const rule: Layer = {
      data: { values: [{ ratio: 1 }] },
      mark: { type: "rule", color: gray, strokeDash: [2, 3] },
      encoding: { x },
    };
    return {
      ...{ title, width: WIDTH, height: HEIGHT },
      layer: [rule, line(numbered(smooth), ink), line(numbered(jumping), ink), marks],
    };
  };
  return await chart({
    title: { text: title, fontSize: 17, subtitle },
    vconcat: panels.map(panel),
    spacing: 14,
    resolve: { scale: { color: "shared", shape: "shared", strokeDash: "shared" } },
  }, options);
}
