import type { TopLevelSpec } from "../deps/vega.ts";
import { klPanels } from "./kl_panels.ts";
import { lossPanel, type LossReference } from "./loss_panel.ts";
import type { BatchPoint, EpochPoint } from "./points.ts";
import { thin } from "./thin.ts";
import { unitPanel } from "./unit_panel.ts";

/** A training run, as its figure shows it. */
export interface Curves {
  /** What was run, for instance `KL annealing, seed 0`. */
  readonly title: string;
  /** All batches, in order; the figure thins them. */
  readonly batches: readonly BatchPoint[];
  /** One or more epochs, in order. */
  readonly epochs: readonly EpochPoint[];
  /** Latent units, d. */
  readonly latentSize: number;
  /** Losses of another run, an epoch each, to lay over this one's. */
  readonly reference?: LossReference;
  /** What else the reader should know: a second line under the title. */
  readonly note?: string;
  /** What the reconstruction is measured in: `squared error` where it is absent. */
  readonly unit?: string;
}

/** Batches drawn at most; more would be a blot. */
export const CURVE_POINTS = 400;

/**
 * The figure of a training run as a vega-lite specification, for PNG and page: loss and reconstruction, KL and
 * its weight, and KL per latent unit, over the epochs trained. An epoch spans the axis from its number - 1 to
 * its number; its means stand in the middle.
 *
 * @throws {RangeError} if there is no epoch, or one with another number of units than `latentSize`
 */
export function curvesSpecification(
  { title, batches, epochs, latentSize, reference, note, unit }: Curves,
): TopLevelSpec {
  if (epochs.length === 0) throw new RangeError("epochs must hold one or more, got none");
  for (const { epoch, klPerUnit } of epochs) {
    if (klPerUnit.length !== latentSize) {
      throw new RangeError(
        `epoch ${epoch} must have the KL of ${latentSize} units, got ${klPerUnit.length}`,
      );
    }
  }
  const { items, every } = thin(batches, CURVE_POINTS);
  const points = items.map((record) => ({
    x: record.epoch - 1 + (record.batch + 1) / record.batches,
    ...record,
  }));
  const means = epochs.map((record) => ({ x: record.epoch - 0.5, ...record }));
  const drawn = every === 1 ? "every batch" : `one batch in ${every}`;
  return {
    title: {
      text: title,
      fontSize: 17,
      subtitle: [
        `Marks: mean over an epoch, in the middle of it. Thin lines: ${drawn}.`,
        ...note ? [note] : [],
      ],
    },
    vconcat: [
      lossPanel({ batches, points, means, reference, unit }),
      ...klPanels({ points, means }),
      unitPanel(epochs, latentSize),
    ],
    spacing: 14,
    resolve: { scale: { color: "independent", shape: "independent" } },
  };
}
