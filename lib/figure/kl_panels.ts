import type { Panel } from "../deps/vega.ts";
import { epochAxis, panelWidth } from "./epoch_axis.ts";
import { leapDomain } from "./leap_bound.ts";
import type { BatchPoint, EpochPoint, Placed } from "./points.ts";
import { colors } from "./theme.ts";

/** What the panels show. */
export interface KlPanels {
  /** The batches that are drawn. */
  readonly points: readonly Placed<BatchPoint>[];
  /** One for each epoch, in its middle. */
  readonly means: readonly Placed<EpochPoint>[];
}

/** KL over the epochs, and under it its weight; a weight that never changes is named in the title. */
export function klPanels({ points, means }: KlPanels): Panel[] {
  const epochs = means[means.length - 1].epoch;
  const weights = means.map(({ klWeight }) => klWeight);
  const constant = weights.every((weight) => weight === weights[0]);
  const domain = leapDomain([...points, ...means].map(({ kl }) => kl));
  const clip = domain !== undefined;
  const y = {
    ...{ field: "kl", type: "quantitative", title: "nats per image" } as const,
    scale: domain ? { domain } : {},
  };
  const color = colors[0];
  const kl: Panel = {
    title: {
      text: constant
        ? `KL divergence, unweighted (its weight in the loss: ${weightText(weights[0])})`
        : "KL divergence, unweighted",
      subtitle: clip ? "The KL divergence of a batch leaps above the panel" : "",
    },
    width: panelWidth,
    height: 120,
    encoding: { x: epochAxis(epochs, { labels: constant }) },
    layer: [{
      data: { values: [...points] },
      mark: { type: "line", clip, strokeWidth: 1, opacity: 0.4, color },
      encoding: { y },
    }, {
      data: { values: [...means] },
      mark: { type: "line", clip, color, point: { color, clip, size: epochs <= 30 ? 45 : 20 } },
      encoding: { y },
    }],
  };
  const steps = means.map(({ epoch, klWeight }) => ({ x: epoch - 1, klWeight }));
  const weight: Panel = {
    title: "Weight of the KL term in the loss",
    width: panelWidth,
    height: 50,
    data: { values: [...steps, { x: epochs, klWeight: weights[weights.length - 1] }] },
    mark: { type: "line", interpolate: "step-after", color },
    encoding: {
      x: epochAxis(epochs, { labels: false }),
      y: { field: "klWeight", type: "quantitative", title: "weight", axis: { tickCount: 2 } },
    },
  };
  return constant ? [kl] : [kl, weight];
}

/** A weight as the lab writes it: 1/784, not 0.00128. */
function weightText(weight: number): string {
  const inverse = Math.round(1 / weight);
  const isFraction = inverse >= 10 && inverse < 10_000 && Math.abs(inverse * weight - 1) < 1e-9;
  return isFraction ? `1/${inverse}` : String(Number(weight.toPrecision(3)));
}
