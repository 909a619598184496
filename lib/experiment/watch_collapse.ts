import { meanImageError } from "../theory/mean_image_error.ts";
import { stages } from "../figure/stages.ts";
import { timeline } from "../figure/timeline.ts";
import { latentMetrics } from "../measure/latent_metrics.ts";
import { reconstructImages } from "../measure/reconstruct_images.ts";
import type { TrainEvent } from "../train/train.ts";
import type { Canvas } from "../deps/canvas.ts";
import { GRID_SCALE } from "../figure/image_grid.ts";
import { reconstructionGrid } from "../figure/reconstruction_grid.ts";
import type { Session } from "../run/session.ts";
import { collapseTimeline, type PlateauBatch, type SeenCollapse } from "./collapse_timeline.ts";
import { lastBatchNote } from "./last_batch_note.ts";

/** Active units are counted every tenth batch, on the first thousand images. */
const COUNT_EVERY = 10, COUNT_IMAGES = 1000;

/**
 * A batch lies on the plateau if its reconstruction error is that of the mean image, give or take the
 * scatter of batches. Before it the output is gray noise, and the KL may be lower still.
 */
export const SCATTER = 0.1;

/** What was seen of a collapse. */
export interface CollapseWatch {
  /** The squared error of the mean image, at which the plateau lies. */
  readonly meanImageError: number;
  /** The batch of the lowest KL on the plateau of epoch 1, if there was one so far. */
  plateau(): PlateauBatch | undefined;
  /** Takes every event of the run. */
  observe(event: TrainEvent): Promise<void>;
  /** Draws what was seen; the figures by their names. */
  draw(): Promise<Record<string, Canvas>>;
}

/** Looks at a run while it collapses; draws no random number. */
export function watchCollapse(run: Session): CollapseWatch {
  const { vae, data, memory: { json, tensors } } = run;
  const plateauError = meanImageError(data);
  const first = data.first(COUNT_IMAGES);
  // Kept in the run's memory; the images are its tensors `plateau`, `first`, `last`.
  const seen = json as unknown as SeenCollapse;
  seen.activeUnits ??= [];

  async function keepImages(name: "plateau" | "first" | "last"): Promise<void> {
    const { reconstructions: values } = await reconstructImages(vae, data);
    tensors[name] = { shape: [values.length / data.size, data.size], values };
  }

  async function observe(event: TrainEvent): Promise<void> {
    if (event.kind === "epoch") return await keepImages(event.epoch === 1 ? "first" : "last");
    const { epoch, batch, reconstruction, kl } = event;
    if (batch % COUNT_EVERY === 0) {
      const { activeUnits } = await latentMetrics(vae, first);
      seen.activeUnits.push({ epoch, batch, count: activeUnits });
    }
    if (epoch === 1 && onPlateau(reconstruction) && kl < (seen.plateau?.kl ?? Infinity)) {
      seen.plateau = { epoch, batch, reconstruction, kl };
      await keepImages("plateau");
    }
  }

  function onPlateau(reconstruction: number): boolean {
    return Math.abs(reconstruction / plateauError - 1) < SCATTER;
  }

  async function draw(): Promise<Record<string, Canvas>> {
    const { plateau } = seen;
    const { originals } = await reconstructImages(vae, data);
    const grid = (name: string) =>
      reconstructionGrid(originals, tensors[name].values, { scale: GRID_SCALE, image: data });
    const drawn: Record<string, Canvas> = {};
    // A run that began in the page was not watched there, and has no pictures of that time.
    if (tensors.first) drawn["reconstructions-epoch-1.png"] = await grid("first");
    const rows = [{ label: "originals", images: originals }];
    if (plateau) {
      const { batch } = plateau;
      rows.push({ label: `(a) batch ${batch},\nthe plateau`, images: tensors.plateau.values });
      drawn["reconstructions-plateau.png"] = await grid("plateau");
    }
    const lastEpoch = run.epochs.length;
    for (const [name, epoch] of [["(b)", 1], ["(c)", lastEpoch]] as const) {
      if (name === "(c)" && lastEpoch === 1) break;
      const kept = tensors[epoch === 1 ? "first" : "last"];
      if (kept) rows.push({ label: `${name} after\nepoch ${epoch}`, images: kept.values });
    }
    drawn["stages.png"] = await stages(rows, { image: data });
    drawn["timeline.png"] = await timeline(collapseTimeline({
      ...{ seen, batches: run.batches, meanImageError: plateauError },
      latentSize: vae.latentSize,
      note: lastBatchNote(run),
    }));
    return drawn;
  }

  return { meanImageError: plateauError, plateau: () => seen.plateau, observe, draw };
}
