import { readPlainFile } from "../../file/read_plain_file.ts";
import { readSafetensors } from "../../file/safetensors.ts";
import type { NamedModel } from "../../experiment/blame/blame_models.ts";
import { checkpointModel } from "../../experiment/blame/checkpoint_model.ts";
import { refinementCautions } from "../../experiment/blame/refinement_cautions.ts";
import type { Vae } from "../../model/vae.ts";
import { checkpointFromBytes, placeOf } from "../../run/checkpoint.ts";
import { modelFromBytes } from "../../run/model_file.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import { UserError } from "../../user_error.ts";
import { readModelFile } from "../read_model_file.ts";
import type { Terminal } from "../terminal.ts";

/** A model that was read; its weight, where a run tells it. */
export type ReadModel = Omit<NamedModel, "klWeight"> & { readonly klWeight?: number };

/** In bytes; see `MAX_CHECKPOINT`. */
const MAX_FILE = 2 ** 29;

/**
 * The model in a run folder, in a model file, or in the checkpoint of a run, with the weight that the KL term had at
 * the end of the run. Choose the backend first.
 *
 * @throws {UserError} if there is none
 */
export async function readBlamedModel(place: string, terminal: Terminal): Promise<ReadModel> {
  const isFolder = await Deno.stat(place).then(({ isDirectory }) => isDirectory, () => false);
  if (isFolder) {
    const { epochs, options } = await readRunRecord(place);
    const file = `${place}/model.safetensors`;
    const bytes = await readModelFile(file);
    if (!bytes) throw new UserError(`no ${file}: the run in ${place} has no model yet.`);
    const vae = modelFromBytes(bytes, file, terminal.note);
    caution(place, vae, terminal, options);
    return { name: place, vae, klWeight: epochs.at(-1)?.klWeight };
  }
  const bytes = place.includes("://")
    ? await readModelFile(place)
    : await readPlainFile(place, MAX_FILE);
  if (!bytes) {
    throw new UserError(
      `there is no ${place}: wanted a run folder, a model.safetensors or a checkpoint.safetensors.`,
    );
  }
  const { metadata } = readSafetensors(bytes, place);
  if (!metadata.format?.startsWith("vae-lab-checkpoint")) {
    const vae = modelFromBytes(bytes, place, terminal.note);
    caution(place, vae, terminal);
    return { name: place, vae };
  }
  const checkpoint = await checkpointFromBytes(bytes, place);
  const { options, epochs } = checkpoint.record;
  terminal.note(`${place}: a checkpoint ${placeOf(checkpoint)}`);
  const vae = checkpointModel(checkpoint, place);
  caution(place, vae, terminal, options);
  return { name: place, vae, klWeight: epochs.at(-1)?.klWeight };
}

/** Says where the shares contain what the training did not allow. */
function caution(
  place: string,
  vae: Vae,
  terminal: Terminal,
  options?: Readonly<Record<string, unknown>>,
): void {
  for (const clause of refinementCautions(vae, options)) terminal.caution(`${place} ${clause}.`);
}
