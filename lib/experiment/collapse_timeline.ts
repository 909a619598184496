import type { Moment, Timeline } from "../figure/timeline_specification.ts";
import type { BatchEvent } from "../train/train.ts";

/** The batch of the lowest KL on the plateau. */
export type PlateauBatch = Pick<BatchEvent, "epoch" | "batch" | "reconstruction" | "kl">;

/** What was seen of a collapse, in numbers, as a run's memory keeps it. */
export interface SeenCollapse {
  /** The active units at some moments. */
  activeUnits: (Moment & { count: number })[];
  /** The batch of the lowest KL on the plateau of epoch 1, if there was one. */
  plateau?: PlateauBatch;
}

/** A run that has been watched. */
export interface WatchedRun extends Pick<Timeline, "latentSize" | "meanImageError" | "note"> {
  /** What was seen of its collapse. */
  readonly seen: SeenCollapse;
  /** Every batch, in order. */
  readonly batches: readonly BatchEvent[];
}

/** The figure of a collapse, with (a) the plateau, (b) the end of epoch 1 and (c) the end marked. */
export function collapseTimeline({ seen, batches, ...run }: WatchedRun): Timeline {
  const { plateau, activeUnits } = seen;
  const { epoch: lastEpoch, batches: inEpoch } = batches[batches.length - 1];
  const end = (epoch: number, letter: string) => ({
    ...{ epoch, batch: inEpoch - 1, label: `(${letter}) after epoch ${epoch}` },
  });
  return {
    title: "The collapse, batch by batch",
    ...{ batches, activeUnits, ...run },
    marks: [
      ...plateau ? [{ epoch: plateau.epoch, batch: plateau.batch, label: "(a) lowest KL" }] : [],
      end(1, "b"),
      ...lastEpoch > 1 ? [end(lastEpoch, "c")] : [],
    ],
  };
}
