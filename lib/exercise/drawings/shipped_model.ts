import { readSafetensors } from "../../file/safetensors.ts";
import type { NetworkCase } from "../steps/encoder_decoder/network_case.ts";

const FILE = new URL("../../../fixtures/anneal-seed-0/model.safetensors", import.meta.url);

/** The model's latent units, and the pixels along a side of its images. */
export const LATENT_SIZE = 8, SIDE = 28;

/** The parameters of the model that ships: `deno task anneal --seed 0`. */
export async function shippedModel(): Promise<NetworkCase["parameters"]> {
  const { tensors } = readSafetensors(await Deno.readFile(FILE), "the model that ships");
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      { shape: [...shape], values: [...values] },
    ]),
  );
}
