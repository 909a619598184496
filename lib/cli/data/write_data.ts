import type { ImageFolder } from "../../data/image_folder/read_image_folder.ts";
import { MNIST_FILES } from "../../data/idx_names.ts";
import { writeIdx } from "../../data/write_idx.ts";
import type { Seed } from "../../math/seed.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { recordedSeed } from "../../run/recorded_seed.ts";
import { labelCounts } from "./label_lines.ts";

/** How the images were made. */
export interface DataRecipe {
  readonly source: string;
  readonly size: number;
  readonly invert: string;
  readonly seed: Seed;
  readonly testShare: number;
}

/** The names of the labels, a line each. */
const NAMES = "labels.txt";

/** What {@linkcode writeData} writes, or takes away, and the contact sheet. */
export const DATA_FILES: readonly string[] = [
  ...Object.values(MNIST_FILES).flatMap(({ images, labels }) => [images.name, labels.name]),
  ...[NAMES, "contact-sheet.png", "data.json"],
];

/** Writes images as MNIST's four files, with the names of the labels and how all were made. */
export async function writeData(
  folder: OutputFolder,
  { train, test, report }: ImageFolder,
  recipe: DataRecipe,
): Promise<void> {
  // First: labels of earlier images would be taken for those of these.
  for (const { labels } of Object.values(MNIST_FILES)) await folder.remove(labels.name);
  await folder.remove(NAMES);
  for (const [split, data] of Object.entries({ train, test })) {
    const { images, labels } = MNIST_FILES[split as "train" | "test"];
    const { count, height, width, pixels } = data;
    await folder.write(images.name, writeIdx({ shape: [count, height, width], values: pixels }));
    if (!data.labels) continue;
    await folder.write(labels.name, writeIdx({ shape: [count], values: data.labels }));
  }
  if (train.labelNames) await folder.write(NAMES, `${train.labelNames.join("\n")}\n`);
  const { leftOut, cautions: _, ...found } = report;
  const record = {
    task: "data",
    ...{ ...recipe, seed: recordedSeed(recipe.seed) },
    inverted: report.inverted,
    train: { images: train.count, sha256: await train.sha256() },
    test: { images: test.count, sha256: await test.sha256() },
    ...train.labels ? { labels: labelCounts(train, test) } : {},
    pictures: { ...found, leftOut: leftOut.length },
  };
  await folder.write("data.json", `${JSON.stringify(record, null, 2)}\n`);
}
