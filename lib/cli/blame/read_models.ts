import { readPlainFile } from "../../file/read_plain_file.ts";
import { readSafetensors } from "../../file/safetensors.ts";
import type { NamedModel } from "../../experiment/blame/blame_models.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { ARCHITECTURES, HEADS } from "../../model/model_options.ts";
import { LIKELIHOODS } from "../../math/likelihood.ts";
import { Vae } from "../../model/vae.ts";
import { LAB_IMAGE } from "../../math/image_shape.ts";
import { type Checkpoint, checkpointFromBytes, placeOf } from "../../run/checkpoint.ts";
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
    cautionObjective(place, options, terminal);
    const vae = modelFromBytes(bytes, file, terminal.note);
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
    return { name: place, vae: modelFromBytes(bytes, place, terminal.note) };
  }
  const checkpoint = await checkpointFromBytes(bytes, place);
  const { options, epochs } = checkpoint.record;
  cautionObjective(place, options, terminal);
  terminal.note(`${place}: a checkpoint ${placeOf(checkpoint)}`);
  return { name: place, vae: modelOf(checkpoint), klWeight: epochs.at(-1)?.klWeight };
}

/** The model of a checkpoint, of the shape that its run's options say. */
function modelOf({ record: { options, data }, state: { parameters } }: Checkpoint): Vae {
  const word = <W extends string>(name: string, words: readonly W[]) =>
    words.find((each) => each === options[name]);
  const { clampLogVar, latentSize } = options;
  const vae = new Vae({
    ...{ latentSize: Number(latentSize), random: new TorchRandom(0) },
    image: { height: data.height ?? LAB_IMAGE.height, width: data.width ?? LAB_IMAGE.width },
    ...{ head: word("head", HEADS), architecture: word("architecture", ARCHITECTURES) },
    likelihood: word("likelihood", LIKELIHOODS),
    clampLogVar: typeof clampLogVar === "number" ? clampLogVar : undefined,
  });
  vae.loadStateDict(parameters);
  return vae;
}

/** Says where a run minimised another loss than the one that is refined. */
function cautionObjective(
  place: string,
  { freeBits }: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): void {
  if (!(Number(freeBits) > 0)) return;
  terminal.caution(
    `${place} was trained with ${freeBits} free nats in each unit; its posteriors are refined without them.`,
  );
}
