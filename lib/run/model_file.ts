import { TorchRandom } from "../math/torch_random.ts";
import { Vae } from "../model/vae.ts";
import { UserError } from "../user_error.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

/** What a model file notes of the architecture; where a note is absent, the lab's is meant. */
const LAB = { head: "leaky", architecture: "lab", likelihood: "gaussian" };

/** More than the pixels of an image would be no bottleneck; and no file makes us build more. */
const MAX_LATENT_SIZE = 784;

/** The bytes of `model.safetensors`. The note `format` says whose layout it is: PyTorch's. */
export async function modelToBytes(vae: Vae): Promise<Uint8Array> {
  const latentSize = String(vae.latentSize);
  return writeSafetensors(await vae.fetchStateDict(), { format: "pt", latentSize, ...LAB });
}

/**
 * The model in a safetensors file of this project or of PyTorch's `state_dict`.
 *
 * @param name how messages call the file
 * @throws {UserError} for a broken file or a model of another shape
 */
export function modelFromBytes(bytes: Uint8Array, name: string): Vae {
  const { tensors, metadata } = readSafetensors(bytes, name);
  for (const [key, wanted] of Object.entries(LAB)) {
    const found = metadata[key] ?? wanted;
    if (found !== wanted) {
      throw new UserError(`${name}: a model with ${key} "${found}"; wanted "${wanted}".`);
    }
  }
  const bias = tensors["encoder.mu.2.bias"];
  if (!bias) throw new UserError(`${name}: no parameter encoder.mu.2.bias: not this model.`);
  const [latentSize] = bias.shape;
  if (bias.shape.length !== 1 || latentSize < 1 || latentSize > MAX_LATENT_SIZE) {
    throw new UserError(
      `${name}: encoder.mu.2.bias has the shape [${bias.shape}]; ` +
        `wanted one number from 1 to ${MAX_LATENT_SIZE}, the latent size.`,
    );
  }
  const vae = new Vae({ latentSize, random: new TorchRandom(0) });
  try {
    vae.loadStateDict(tensors);
  } catch (error) {
    vae.dispose();
    throw error instanceof UserError ? new UserError(`${name}: ${error.message}`) : error;
  }
  return vae;
}
