import type { Vae } from "../model/vae.ts";
import { readPlainFile } from "../data/read_plain_file.ts";
import { MAX_MODEL_FILE, modelFromBytes } from "../run/model_file.ts";
import { UserError } from "../user_error.ts";
import type { Terminal } from "./terminal.ts";

/** Where `deno task anneal` leaves its model. */
const OWN = "out/anneal/model.safetensors";

/** The model that ships: `deno task anneal --seed 0`, see fixtures/README.md. */
const SHIPPED = new URL("../../fixtures/anneal-seed-0/model.safetensors", import.meta.url);

/**
 * The model that a script works with: the named file; else the user's own annealed run; else the one
 * that ships. Says which. Choose the backend first.
 *
 * @throws {UserError} if the file is missing or holds another model
 */
export async function trainedModel(file: string | undefined, terminal: Terminal): Promise<Vae> {
  for (const path of file === undefined ? [OWN, SHIPPED] : [file]) {
    const bytes = await read(path);
    if (!bytes) continue;
    const name = path === SHIPPED ? "the trained model that ships with the lab" : String(path);
    terminal.note(`model: ${name}`);
    return modelFromBytes(bytes, name);
  }
  throw new UserError(
    file === undefined
      ? `no trained model: neither ${OWN} nor ${SHIPPED.href}. Train one: deno task anneal.`
      : `no model file ${file}. deno task anneal writes one to ${OWN}.`,
  );
}

async function read(path: string | URL): Promise<Uint8Array | undefined> {
  if (path instanceof URL && path.protocol !== "file:") {
    const response = await fetch(path);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  }
  return await readPlainFile(path, MAX_MODEL_FILE);
}
