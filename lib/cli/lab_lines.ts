import type { BatchEvent, EpochEvent } from "../train/train.ts";

/** Batches between two of the lab's batch lines. */
export const LINE_EVERY = 10;

/** The line that the lab's notebook prints after every tenth batch. `kl` is weighted in the naive run. */
export function batchLine({ batch, batches, reconstruction }: BatchEvent, kl: number): string {
  const count = `(${String(batch).padStart(5)} / ${String(batches).padStart(5)})`;
  return [
    "TRAINING BATCH:",
    count,
    "REC LOSS:",
    reconstruction.toFixed(3),
    "KL LOSS:",
    kl.toFixed(3),
  ].join("\t");
}

/** The line that it prints after an epoch; the annealed run's also tells the weight of the KL term. */
export function epochLine({ epoch, loss, klWeight }: EpochEvent, withWeight: boolean): string {
  const fields = ["EPOCH:", String(epoch).padStart(5), "TRAIN LOSS:", loss.toFixed(3)];
  if (withWeight) fields.push("KL WEIGHT:", klWeight.toFixed(2));
  return fields.join("\t");
}
