import type { PlateauBatch } from "../experiment/collapse_timeline.ts";
import { SCATTER } from "../experiment/watch_collapse.ts";
import type { EpochRecord } from "../run/run_record.ts";

/** What the plateau of a collapse was, and whether the run ended on it, in words and numbers. */
export function collapseLines(
  meanImageError: number,
  plateau: PlateauBatch | undefined,
  last: EpochRecord,
): string[] {
  return [plateauLine(meanImageError, plateau), ...totalCollapse(meanImageError, last)];
}

function plateauLine(meanImageError: number, plateau?: PlateauBatch): string {
  if (!plateau) {
    return `No batch of epoch 1 has about the error of the mean image (${
      meanImageError.toFixed(3)
    }): this ` +
      `run shows no plateau.`;
  }
  const { batch, reconstruction, kl } = plateau;
  return `\nOn the plateau of epoch 1, at batch ${batch}, the KL is lowest: ${
    kl.toFixed(4)
  } nats. ` +
    `There the reconstruction\n(error ${reconstruction.toFixed(2)}) is all but the mean image ` +
    `(${meanImageError.toFixed(3)}), the gray blob: stages.png, row (a).`;
}

function totalCollapse(
  meanImageError: number,
  { activeUnits, reconstruction }: EpochRecord,
): string[] {
  if (activeUnits > 0 || Math.abs(reconstruction / meanImageError - 1) > SCATTER) return [];
  return [
    `It never left: no unit is active, and the error of the last epoch is ${
      reconstruction.toFixed(2)
    }. ` +
    `The collapse is total.`,
  ];
}
