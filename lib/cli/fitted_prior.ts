import { dirname, join } from "node:path";
import type { Vae } from "../model/vae.ts";
import type { GaussianMixture } from "../prior/gaussian_mixture.ts";
import { PRIOR_FILE, priorFromBytes } from "../run/prior_file.ts";
import { UserError } from "../user_error.ts";
import { alone, invocation } from "./invocation.ts";
import { isUrl, readModelFile } from "./read_model_file.ts";
import type { Terminal } from "./terminal.ts";

/** Where `deno task prior` leaves the prior that it fitted, beside a copy of the model. */
const OWN = `out/prior/${PRIOR_FILE}`;

/**
 * The prior that was fitted to a model: the named file or URL; else the one beside the model; else the one that
 * `deno task prior` left. Says which.
 *
 * @param place where the model was read from
 * @throws {UserError} if there is none, or it was fitted to another model
 */
export async function fittedPrior(
  { vae, place }: { readonly vae: Vae; readonly place: string | URL },
  file: string | undefined,
  { note }: Terminal,
): Promise<GaussianMixture> {
  for (const candidate of file === undefined ? placesFor(place) : [file]) {
    const bytes = await readModelFile(candidate);
    if (!bytes) continue;
    note(`fitted prior: ${candidate}`);
    return await priorFromBytes(bytes, String(candidate), vae);
  }
  throw new UserError(
    file !== undefined
      ? `no such file ${file}.`
      : `this model has no fitted prior: there is none beside it, and no ${OWN}. Fit one: ` +
        (alone ? "the lab's script prior." : `${invocation("prior")} --model ${place}`),
  );
}

/**
 * The bytes of the prior that was fitted to a model, if there is one where {@linkcode fittedPrior} looks for it.
 * One of another model is passed over, with a note.
 */
export async function fittedPriorBytes(
  { vae, place }: { readonly vae: Vae; readonly place: string | URL },
  { note }: Pick<Terminal, "note">,
): Promise<Uint8Array | undefined> {
  for (const candidate of placesFor(place)) {
    const bytes = await readModelFile(candidate);
    if (!bytes) continue;
    try {
      await priorFromBytes(bytes, String(candidate), vae);
      return bytes;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      note(`left out: ${error.message}`);
    }
  }
}

function placesFor(model: string | URL): (string | URL)[] {
  return [beside(model), OWN];
}

/** Where a model's prior lies, if it has one. */
export function beside(model: string | URL): string | URL {
  if (model instanceof URL) return new URL(PRIOR_FILE, model);
  return isUrl(model) ? new URL(PRIOR_FILE, model) : join(dirname(model), PRIOR_FILE);
}
