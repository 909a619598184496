import type { Vae } from "../model/vae.ts";
import { modelToBytes } from "./model_file.ts";

/**
 * The SHA-256 of a model's own file, {@linkcode modelToBytes}, in hexadecimal: it says which model another file
 * belongs to, whatever file the model was read from.
 *
 * @throws what {@linkcode modelToBytes} throws
 */
export async function modelSha256(vae: Vae): Promise<string> {
  const bytes = await modelToBytes(vae) as Uint8Array<ArrayBuffer>;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
