import type { Vae } from "../../../lib/model/vae.ts";
import type { GaussianMixture } from "../../../lib/prior/gaussian_mixture.ts";
import { priorFromBytes } from "../../../lib/run/prior_file.ts";
import { MAX_MODEL_FILE, modelFromBytes } from "../../../lib/run/model_file.ts";
import { oneLine, UserError } from "../../../lib/user_error.ts";
import { loadFile } from "../../load_site.ts";
import { words } from "../../words.ts";
import type { Ask, ModelFacts } from "../protocol.ts";
import { HeldModel } from "./held_model.ts";

/**
 * Reads a model.
 *
 * @param id what to call it
 * @throws {UserError} if it cannot be had, or is none
 */
export async function openModel(
  source: Ask<"open">,
  id: number,
): Promise<{ readonly held: HeldModel; readonly facts: ModelFacts }> {
  const name = "file" in source ? oneLine(source.file.name) : source.path;
  const notes: string[] = [];
  const vae = modelFromBytes(await bytesOf(source, name), name, (note) => notes.push(note));
  const { latentSize, image, architecture, head, likelihood } = vae;
  const prior = await priorOf(source, vae, notes);
  const fitted = prior !== undefined;
  const facts = {
    model: id,
    name,
    latentSize,
    image,
    architecture,
    head,
    likelihood,
    fitted,
    notes,
  };
  return { held: new HeldModel(id, vae, prior), facts };
}

/** The prior that was fitted to the model's codes; where its file is none, the model goes without, and a note says so. */
async function priorOf(
  source: Ask<"open">,
  vae: Vae,
  notes: string[],
): Promise<GaussianMixture | undefined> {
  if ("file" in source || source.prior === undefined) return undefined;
  try {
    return await priorFromBytes(await loadFile(source.prior), source.prior, vae);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notes.push(error.message);
  }
}

async function bytesOf(source: Ask<"open">, name: string): Promise<Uint8Array> {
  if (!("file" in source)) return await loadFile(source.path);
  const { file } = source;
  if (file.size > MAX_MODEL_FILE) {
    throw new UserError(words.explore.model.tooLarge(name, file.size, MAX_MODEL_FILE));
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new UserError(words.explore.model.unreadable(name), { cause: error });
  }
}
