import { type Blas, type BlasLibrary, openBlas } from "../../deps/blas.ts";
import { tf } from "../../deps/tfjs.ts";
import { UserError } from "../../user_error.ts";
import { Engine } from "../engine/engine.ts";
import { registerEngine } from "../engine/register_engine.ts";
import { blasMultiply } from "./blas_multiply.ts";
import { chosenBlas } from "./chosen_blas.ts";
import { probeBlas } from "./probe_blas.ts";

/**
 * Registers the engine with the products of the BLAS that `deno task native` chose as the backend `blas`; a second
 * call changes nothing.
 *
 * @throws {UserError} if none was chosen, or it does not load or multiplies wrongly
 */
export function startBlas(threads: number): void {
  if (tf.findBackendFactory("blas")) return;
  const chosen = chosenBlas();
  if (!chosen) {
    throw new UserError("no BLAS was chosen on this machine.");
  }
  registerBlas(chosen, threads);
}

/**
 * Registers the engine with the products of this library as the backend `blas`.
 *
 * @throws {UserError} if it does not load, or multiplies wrongly
 */
export function registerBlas(from: BlasLibrary, threads: number): string {
  const blas = load(from);
  const fault = probeBlas(blas);
  if (fault) throw new UserError(`the BLAS ${from.path} cannot be used: ${fault}.`);
  blas.setThreads(threads);
  const engine = new Engine({ threads: 1 });
  const library = `${blas.description}, ${threads} thread${threads === 1 ? "" : "s"}`;
  const products = { multiply: blasMultiply(engine, blas), library, threads };
  registerEngine("blas", engine, products);
  return blas.description;
}

function load(library: BlasLibrary): Blas {
  try {
    return openBlas(library);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error; // nothing is wrong with the library
    const message = (error as Error).message.replace(/^(Could not open library: )+/, ""); // twice, in Deno 2.9
    throw new UserError(`the BLAS ${library.path} does not load: ${message}.`, { cause: error });
  }
}
