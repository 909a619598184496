import { dirname } from "node:path";
import type { DataSet } from "../data/data_set.ts";
import { readRunRecord } from "../run/read_run_record.ts";
import { oneLine, UserError } from "../user_error.ts";
import { isUrl } from "./read_model_file.ts";
import type { Terminal } from "./terminal.ts";
import { OWN } from "./trained_model.ts";

/**
 * Cautions if a model is used with other images than it was trained on, where the run that left it tells: a model
 * of one's own and MNIST, which a task takes where nothing is said, are easily brought together.
 *
 * @param model the file's path or URL; the user's own annealed run, if nothing is said
 * @param images the first training images
 */
export async function cautionOtherImages(
  model: string | undefined,
  images: DataSet,
  { caution }: Terminal,
): Promise<void> {
  const file = model ?? OWN;
  if (isUrl(file)) return;
  let trained;
  try {
    trained = (await readRunRecord(dirname(file))).data;
  } catch (error) {
    if (error instanceof UserError) return; // a model may lie anywhere
    throw error;
  }
  if (trained.images > images.count || trained.sha256 === undefined) return;
  if (trained.sha256 === await images.first(trained.images).sha256()) return;
  caution(
    `the model ${oneLine(file)} was trained on other images than those of ${
      oneLine(images.name)
    }: on ` +
      `${trained.images} of ${
        oneLine(trained.name)
      }, as run.json beside it says. \`data\` names them.`,
  );
}
