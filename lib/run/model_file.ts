import { TorchRandom } from "../math/torch_random.ts";
import { Vae } from "../model/vae.ts";
import { UserError } from "../user_error.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

/** What a model file notes of the architecture; where a note is absent, the lab's is meant. */
const LAB = { head: "leaky", architecture: "lab", likelihood: "gaussian" };

/** The bytes of `model.safetensors`. */
export function modelToBytes(vae: Vae): Uint8Array {
  return writeSafetensors(vae.stateDict(), { latentSize: String(vae.latentSize), ...LAB });
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
  const latentSize = tensors["encoder.mu.2.bias"]?.shape[0];
  if (!latentSize) throw new UserError(`${name}: no parameter encoder.mu.2.bias: not this model.`);
  const vae = new Vae({ latentSize, random: new TorchRandom(0) });
  try {
    vae.loadStateDict(tensors);
  } catch (error) {
    vae.dispose();
    throw error instanceof UserError ? new UserError(`${name}: ${error.message}`) : error;
  }
  return vae;
}
