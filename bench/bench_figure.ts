import type { Panel } from "../lib/deps/vega.ts";
import { best, type SideTimes } from "./measure/steps.ts";
import type { Parts } from "./measure/parts.ts";
import type { Results } from "./results.ts";
import { type Canvas, chart } from "../lib/figure/mod.ts";
import { colors, gray } from "../lib/figure/theme.ts";

const WIDTH = 460;
const ROW = 24;

/** What was measured, as bars; `undefined` if it was nothing that has any. */
export async function benchFigure(results: Results): Promise<Canvas | undefined> {
  const { steps, epochs, parts = [] } = results;
  const panels: Panel[] = [];
  if (steps) {
    panels.push(sidePanel("A training step of 128 images", "milliseconds", steps, 1));
  }
  if (epochs) {
    panels.push(sidePanel("An epoch of 60,000 images", "seconds", epochs.sides, 1000));
  }
  for (const part of parts) if (part.threads === 1) panels.push(partsPanel(part));
  if (panels.length === 0) return undefined;
  return await chart({
    title: { text: "The lab's speed beside others'", fontSize: 17, subtitle: results.machine },
    vconcat: panels,
    spacing: 22,
  });
}

/** A bar for each side at its better number of threads, the fastest first. */
function sidePanel(text: string, unit: string, times: readonly SideTimes[], scale: number): Panel {
  const sides = [...new Set(times.map(({ name }) => name))]
    .map((name) => best(times, name)!)
    .toSorted((a, b) => a.median - b.median);
  const values = sides.map(({ name, threads, median, rounds }) => ({
    side: name,
    value: median / scale,
    low: Math.min(...rounds) / scale,
    high: Math.max(...rounds) / scale,
    ours: name.startsWith("this lab") ? "this lab" : "others",
    label: `${(median / scale).toFixed(1)}  (${threads} thread${threads === 1 ? "" : "s"})`,
  }));
  const y = {
    field: "side",
    type: "nominal",
    title: null,
    sort: sides.map(({ name }) => name),
  } as const;
  const most = Math.max(...values.map(({ high }) => high));
  const x = { type: "quantitative", scale: upTo(1.35 * most) } as const;
  return {
    title: {
      text,
      subtitle: "Median of the rounds at the better of 1 and 2 threads; line: all rounds",
    },
    width: WIDTH,
    height: ROW * values.length,
    data: { values },
    layer: [
      {
        mark: { type: "bar", height: 14 },
        encoding: {
          x: { ...x, field: "value", title: unit },
          y,
          color: {
            field: "ours",
            type: "nominal",
            scale: { domain: ["this lab", "others"], range: [colors[0], "#b8bec6"] },
            legend: null,
          },
        },
      },
      {
        mark: { type: "rule", color: gray, strokeWidth: 2 },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y },
      },
      {
        mark: { type: "text", align: "left", dx: 8 },
        encoding: { x: { ...x, field: "high" }, y, text: { field: "label" } },
      },
    ],
  };
}

/** A bar for each part of a step. */
function partsPanel({ backend, milliseconds }: Parts): Panel {
  const whole = Object.values(milliseconds).reduce((sum, value) => sum + value, 0);
  const values = Object.entries(milliseconds).toSorted(([, a], [, b]) => b - a)
    .map(([part, value]) => ({
      part,
      value,
      label: `${value.toFixed(2)}  (${(100 * value / whole).toFixed(0)} %)`,
    }));
  const y = {
    field: "part",
    type: "nominal",
    title: null,
    sort: values.map(({ part }) => part),
  } as const;
  const x = {
    field: "value",
    type: "quantitative",
    title: "milliseconds",
    scale: upTo(1.25 * values[0].value),
  } as const;
  return {
    title: {
      text: `Where the time of a step goes, on ${backend}`,
      subtitle: `${whole.toFixed(1)} ms in all on one thread, with a clock around each kernel`,
    },
    width: WIDTH,
    height: ROW * values.length,
    data: { values },
    layer: [
      { mark: { type: "bar", height: 14, color: colors[0] }, encoding: { x, y } },
      {
        mark: { type: "text", align: "left", dx: 8 },
        encoding: { x, y, text: { field: "label" } },
      },
    ],
  };
}

function upTo(most: number): { domain: number[]; nice: boolean } {
  return { domain: [0, most], nice: false };
}
