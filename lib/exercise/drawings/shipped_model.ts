import { readSafetensors } from "../../file/safetensors.ts";
import type { StateDict } from "../../math/state_dict.ts";

const FILE = new URL("../../../fixtures/anneal-seed-0/model.safetensors", import.meta.url);

/** The parameters of the model that ships: `deno task anneal --seed 0`. Eight latent units, images of 28 x 28. */
export async function shippedModel(): Promise<StateDict> {
  return readSafetensors(await Deno.readFile(FILE), "the model that ships").tensors;
}
