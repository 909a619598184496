import type { Encoding, Layer, Panel } from "../deps/vega.ts";
import { epochAxis, panelWidth } from "./epoch_axis.ts";
import { highestText, leapBound } from "./leap_bound.ts";
import { lossDomain } from "./loss_domain.ts";
import type { BatchPoint, EpochPoint, Placed } from "./points.ts";
import { colors, dashes, shapes } from "./theme.ts";

/** Losses of another run, to compare with. */
export interface LossReference {
  /** What they are, for instance `notebook's printed loss`. */
  readonly label: string;
  /** One for each epoch, from the first. */
  readonly losses: readonly number[];
}

/** What the panel shows. */
export interface LossPanel {
  /** All batches. */
  readonly batches: readonly BatchPoint[];
  /** Those of them that are drawn. */
  readonly points: readonly Placed<BatchPoint>[];
  /** One for each epoch, in its middle. */
  readonly means: readonly Placed<EpochPoint>[];
  /** What to lay over them. */
  readonly reference?: LossReference;
  /** What the reconstruction is measured in. */
  readonly unit?: string;
}

/** Loss and reconstruction over the epochs, with a reference's losses laid over them. */
export function lossPanel(
  { batches, points, means, reference, unit = "squared error" }: LossPanel,
): Panel {
  const epochs = means[means.length - 1].epoch;
  const names = ["loss = reconstruction + weight × KL", "reconstruction"];
  if (reference) names.push(reference.label);
  const marks = [
    ...means.map(({ x, reconstruction }) => ({ x, y: reconstruction, series: names[1] })),
    ...means.map(({ x, loss }) => ({ x, y: loss, series: names[0] })),
    ...(reference?.losses ?? []).slice(0, epochs)
      .map((loss, i) => ({ x: i + 0.5, y: loss, series: names[2] })),
  ];
  const bound = leapBound(marks.map(({ y }) => y));
  const domain = lossDomain(
    batches.flatMap(({ loss, reconstruction }) => [loss, reconstruction]),
    marks.map(({ y }) => y).filter((y) => y <= bound),
  );
  const leaps = means.filter(({ loss }) => loss > bound).map(({ epoch }) => epoch);
  const above = batches.map(({ loss }) => loss).filter((loss) => loss > domain[1]);
  const highest = highestText(above);
  const y = (field: string): Encoding["y"] => ({
    field,
    type: "quantitative",
    title: `loss, ${unit} per image`,
    scale: { domain, nice: false, zero: false },
  });
  const lines = (field: string, series: number): Layer[] => {
    const color = colors[series];
    return [{
      data: { values: [...points] },
      mark: { type: "line", clip: true, strokeWidth: 1, opacity: 0.4, color },
      encoding: { y: y(field) },
    }, {
      data: { values: [...means] },
      mark: { type: "line", clip: leaps.length > 0, color, strokeDash: dashes[series] },
      encoding: { y: y(field) },
    }];
  };
  const legend = { orient: "top", title: null, offset: 6 } as const;
  const scale = (range: string[]) => ({ domain: names, range: range.slice(0, names.length) });
  return {
    title: {
      text: "Loss and reconstruction",
      subtitle: above.length === 0
        ? ""
        : `${above.length} of ${batches.length} batches lie above the panel, up to ${highest}` +
          (leaps.length > 0 ? `, and the mean of epoch ${leaps.join(", ")}` : ""),
    },
    width: panelWidth,
    height: 240,
    encoding: { x: epochAxis(epochs) },
    layer: [...lines("reconstruction", 1), ...lines("loss", 0), {
      data: { values: marks },
      mark: {
        ...{ type: "point", opacity: 1, size: epochs <= 30 ? 55 : 20 },
        clip: leaps.length > 0, // a mark at the panel's edge is whole where nothing leaps
      },
      encoding: {
        y: y("y"),
        color: { field: "series", type: "nominal", scale: scale(colors), legend },
        shape: { field: "series", type: "nominal", scale: scale(shapes), legend },
      },
    }],
  };
}
