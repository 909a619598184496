import type { DataSet } from "../../data/data_set.ts";
import { encodeImages } from "../../measure/encode_images.ts";
import { reconstructImages } from "../../measure/reconstruct_images.ts";
import type { Vae } from "../../model/vae.ts";
import type { Row } from "../../report/csv_url.ts";
import { codeColumns } from "./code_columns.ts";

/** The images of the lab's grid as rows of a table: label, squared error, and the mean of each latent unit. */
export async function reconstructionRows(vae: Vae, data: DataSet): Promise<Row[]> {
  const { originals, reconstructions } = await reconstructImages(vae, data);
  const errors = squaredErrors(originals, reconstructions, data.size);
  const { mu } = await encodeImages(vae, data.first(errors.length));
  const d = vae.latentSize;
  return errors.map((squaredError, i) => ({
    ...{ image: i, label: labelOf(data, i), squaredError },
    ...codeColumns(mu.subarray(i * d, (i + 1) * d)),
  }));
}

/**
 * The same images at stages of a run: the squared error of each.
 *
 * @param stages what they were decoded to, by what the stage is called: [N * P]
 */
export function stageRows(data: DataSet, stages: Readonly<Record<string, Float32Array>>): Row[] {
  const [first = new Float32Array()] = Object.values(stages);
  const images = Array.from({ length: first.length / data.size }, (_, i) => i);
  const originals = data.rows(images);
  const errors = Object.entries(stages).map(([stage, decoded]) =>
    [`squaredError ${stage}`, squaredErrors(originals, decoded, data.size)] as const
  );
  return images.map((image) => ({
    ...{ image, label: labelOf(data, image) },
    ...Object.fromEntries(errors.map(([stage, values]) => [stage, values[image]])),
  }));
}

/** The label's name, or else its number; nothing where there are no labels. */
function labelOf({ labels, labelNames }: DataSet, image: number): string | number | undefined {
  if (!labels) return undefined;
  return labelNames?.[labels[image]] ?? labels[image];
}

/** Summed over the pixels of each image. [N * P], [N * P] -> [N] */
function squaredErrors(originals: Float32Array, decoded: Float32Array, size: number): number[] {
  return Array.from({ length: decoded.length / size }, (_, image) => {
    let sum = 0;
    for (let i = image * size; i < (image + 1) * size; i++) sum += (originals[i] - decoded[i]) ** 2;
    return sum;
  });
}
