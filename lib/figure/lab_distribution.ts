import type { Canvas } from "../deps/canvas.ts";
import type { Panel } from "../deps/vega.ts";
import { summary } from "../math/summary.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { colors, gray, ink } from "./theme.ts";

/** One of the lab's runs over seeds. */
export interface LabSeeds {
  /** For instance `naive`, and what it is. */
  readonly title: string;
  /** The loss of the last epoch, a seed each; one or more. */
  readonly losses: readonly number[];
  /** What the notebook printed, if it did. */
  readonly printed?: number;
  /** What PyTorch gave over its seeds. */
  readonly measured: { readonly low: number; readonly high: number };
}

/**
 * Where the lab's printed numbers fall: the losses of its runs over seeds, beside the range that PyTorch
 * gave and the one number that the notebook printed.
 */
export async function labDistribution(
  runs: readonly LabSeeds[],
  options?: ChartOptions,
): Promise<Canvas> {
  return await chart({
    title: {
      text: "The lab's runs over seeds, and where its printed numbers fall",
      fontSize: 17,
      subtitle:
        "Circles: a run each; rule: their mean. Bar: the range of PyTorch's runs. Diamond: the notebook.",
    },
    vconcat: runs.map((run, i) => panel(run, i === runs.length - 1)),
    spacing: 20,
  }, options);
}

function panel({ title, losses, printed, measured }: LabSeeds, last: boolean): Panel {
  const { n, mean } = summary(losses);
  const [here, torch, notebook] = [`here, n = ${n}`, "PyTorch, 15 to 24 seeds", "printed"];
  const rows = [here, torch, ...printed === undefined ? [] : [notebook]];
  const row = (name: string) => ({
    datum: name,
    type: "nominal" as const,
    scale: { domain: rows },
    title: null,
    axis: { grid: false, ticks: false },
  });
  const x = {
    type: "quantitative" as const,
    scale: { zero: false, padding: 14 },
    axis: { tickCount: 8 },
    title: last ? "mean train loss of the last epoch, squared error + weighted KL per image" : null,
  };
  return {
    title,
    width: 560,
    height: 26 * rows.length,
    layer: [
      {
        data: { values: [measured] },
        mark: { type: "bar", height: 10, color: "#c9ced6", stroke: gray },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y: row(torch) },
      },
      {
        data: { values: losses.map((loss) => ({ loss })) },
        mark: {
          type: "point",
          filled: false,
          color: colors[0],
          strokeWidth: 1.5,
          opacity: 1,
          size: 60,
        },
        encoding: { x: { ...x, field: "loss" }, y: row(here) },
      },
      {
        data: { values: [{ mean }] },
        mark: { type: "tick", color: colors[0], thickness: 2.5, size: 22 },
        encoding: { x: { ...x, field: "mean" }, y: row(here) },
      },
      ...printed === undefined ? [] : [{
        data: { values: [{ printed }] },
        mark: {
          type: "point" as const,
          shape: "diamond",
          filled: true,
          color: ink,
          opacity: 1,
          size: 110,
        },
        encoding: { x: { ...x, field: "printed" }, y: row(notebook) },
      }],
    ],
  };
}
