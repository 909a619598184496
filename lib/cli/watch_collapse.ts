import { DataSet } from "../data/data_set.ts";
import { meanImageError } from "../theory/mean_image_error.ts";
import { stages } from "../figure/stages.ts";
import { timeline } from "../figure/timeline.ts";
import type { StateTensor } from "../math/state_dict.ts";
import { latentMetrics } from "../measure/latent_metrics.ts";
import { reconstructImages } from "../measure/reconstruct_images.ts";
import type { BatchEvent, TrainEvent } from "../train/train.ts";
import { lastBatchNote, writePicture, writeReconstructions } from "./pictures.ts";
import type { Training } from "./training.ts";

/** Active units are counted every tenth batch, on the first thousand images. */
const COUNT_EVERY = 10, COUNT_IMAGES = 1000;

/**
 * A batch lies on the plateau if its reconstruction error is that of the mean image, give or take the
 * scatter of batches. Before it the output is gray noise, and the KL may be lower still.
 */
const SCATTER = 0.1;

/** What it has seen, kept in the run's memory; the images are its tensors `plateau`, `first`, `last`. */
interface Seen {
  activeUnits: { epoch: number; batch: number; count: number }[];
  /** The batch of the lowest KL on the plateau. */
  plateau?: Pick<BatchEvent, "epoch" | "batch" | "reconstruction" | "kl">;
}

/** Looks at a run while it collapses, draws no random number, and shows what it saw. */
export function watchCollapse(run: Training): {
  /** Takes every event of the run. */
  observe(event: TrainEvent): Promise<void>;
  /** Writes the figures, and tells what they show of the plateau. */
  report(): Promise<string>;
} {
  const { vae, data, folder, memory: { json, tensors } } = run;
  const plateauError = meanImageError(data);
  const count = Math.min(COUNT_IMAGES, data.count);
  const first = new DataSet(
    data.name,
    data.labels.subarray(0, count),
    data.pixels.subarray(0, count * 784),
  );
  const seen = json as unknown as Seen;
  seen.activeUnits ??= [];

  async function keepImages(name: "plateau" | "first" | "last"): Promise<void> {
    const { reconstructions: values } = await reconstructImages(vae, data);
    tensors[name] = { shape: [values.length / 784, 784], values };
  }

  async function observe(event: TrainEvent): Promise<void> {
    if (event.kind === "epoch") return await keepImages(event.epoch === 1 ? "first" : "last");
    const { epoch, batch, reconstruction, kl } = event;
    if (batch % COUNT_EVERY === 0) {
      const metrics = await latentMetrics(vae, first);
      seen.activeUnits.push({ epoch, batch, count: metrics.activeUnits });
    }
    const onPlateau = Math.abs(reconstruction / plateauError - 1) < SCATTER;
    if (epoch === 1 && onPlateau && kl < (seen.plateau?.kl ?? Infinity)) {
      seen.plateau = { epoch, batch, reconstruction, kl };
      await keepImages("plateau");
    }
  }

  async function report(): Promise<string> {
    const { activeUnits, plateau } = seen;
    const { originals } = await reconstructImages(vae, data);
    const lastEpoch = run.epochs.length;
    const rows = [{ label: "originals", images: originals }];
    const marks = [];
    const write = (name: string, { values: reconstructions }: StateTensor) =>
      writeReconstructions(folder, name, { originals, reconstructions });
    if (plateau) {
      const { epoch, batch } = plateau;
      const images = tensors.plateau.values;
      rows.push({ label: `(a) batch ${batch},\nthe plateau`, images });
      marks.push({ epoch, batch, label: "(a) lowest KL" });
      await write("reconstructions-plateau.png", tensors.plateau);
    }
    for (const [name, epoch] of [["(b)", 1], ["(c)", lastEpoch]] as const) {
      if (name === "(c)" && lastEpoch === 1) break;
      const images = tensors[epoch === 1 ? "first" : "last"].values;
      rows.push({ label: `${name} after\nepoch ${epoch}`, images });
      const batches = run.batches[0].batches;
      marks.push({ epoch, batch: batches - 1, label: `${name} after epoch ${epoch}` });
    }
    await write("reconstructions-epoch-1.png", tensors.first);
    await writePicture(folder, "stages.png", await stages(rows));
    await writePicture(
      folder,
      "timeline.png",
      await timeline({
        title: "The collapse, batch by batch",
        batches: run.batches,
        activeUnits,
        meanImageError: plateauError,
        latentSize: vae.latentSize,
        marks,
        note: lastBatchNote(run),
      }),
    );
    return [story(plateauError, plateau), ...totalCollapse(run, plateauError)].join("\n");
  }

  return { observe, report };
}

/** What the plateau was, in words and numbers. */
function story(plateauError: number, plateau: Seen["plateau"]): string {
  if (!plateau) {
    return `No batch of epoch 1 has about the error of the mean image (${
      plateauError.toFixed(3)
    }): this ` +
      `run shows no plateau.`;
  }
  const { batch, reconstruction, kl } = plateau;
  return `\nOn the plateau of epoch 1, at batch ${batch}, the KL is lowest: ${
    kl.toFixed(4)
  } nats. ` +
    `There the reconstruction\n(error ${reconstruction.toFixed(2)}) is all but the mean image ` +
    `(${plateauError.toFixed(3)}), the gray blob: stages.png, row (a).`;
}

/** Says so where the run ended on the plateau. */
function totalCollapse({ epochs }: Training, plateauError: number): string[] {
  const { activeUnits, reconstruction } = epochs[epochs.length - 1];
  if (activeUnits > 0 || Math.abs(reconstruction / plateauError - 1) > SCATTER) return [];
  return [
    `It never left: no unit is active, and the error of the last epoch is ${
      reconstruction.toFixed(2)
    }. ` +
    `The collapse is total.`,
  ];
}
