import type { Vae } from "../model/vae.ts";
import { modelFromBytes } from "../run/model_file.ts";
import { UserError } from "../user_error.ts";
import { alone, invocation } from "./invocation.ts";
import { isUrl, readModelFile } from "./read_model_file.ts";
import type { Terminal } from "./terminal.ts";

/** Where `deno task anneal` leaves its model. */
export const OWN = "out/anneal/model.safetensors";

/**
 * The model that ships: `deno task anneal --seed 0`, see fixtures/README.md. A web server that has the
 * scripts has it too; what `deno task share` writes goes without.
 */
const SHIPPED = alone
  ? undefined
  : new URL("../../fixtures/anneal-seed-0/model.safetensors", import.meta.url);

/**
 * The model that a script works with: the named file or URL; else the user's own annealed run; else the one
 * that ships. Says which. Choose the backend first.
 *
 * @throws {UserError} if the file is missing or holds another model
 */
export async function trainedModel(file: string | undefined, terminal: Terminal): Promise<Vae> {
  return (await placedModel(file, terminal)).vae;
}

/** A model, and where it was read from: other files of it may lie beside it. */
export interface PlacedModel {
  readonly vae: Vae;
  /** A path or a URL. */
  readonly place: string | URL;
}

/**
 * The model of {@linkcode trainedModel}, and its place.
 *
 * @throws {UserError} if the file is missing or holds another model
 */
export async function placedModel(
  file: string | undefined,
  terminal: Terminal,
): Promise<PlacedModel> {
  for (const path of file === undefined ? [OWN, SHIPPED] : [file]) {
    const bytes = path && await readModelFile(path);
    if (!bytes) continue;
    const name = path === SHIPPED ? "the trained model that ships with the lab" : String(path);
    terminal.note(`model: ${name}`);
    return { vae: modelFromBytes(bytes, name, terminal.note), place: path };
  }
  throw new UserError(
    file !== undefined && isUrl(file)
      ? `no such file at ${file}.`
      : file !== undefined
      ? `no model file ${file}.${alone ? "" : ` ${invocation("anneal")} writes one to ${OWN}.`}`
      : alone
      ? `no trained model: there is no ${OWN}, and none in this file. Name one, or its URL, with --model.`
      : `no trained model: neither ${OWN} nor ${SHIPPED?.href}. Train one: ${
        invocation("anneal")
      }.`,
  );
}
