/**
 * Trains the lab's model for a few steps with the products of a BLAS, and on wasm to compare with. A program of
 * its own, since a library that does not fit can take its process with it:
 *
 *     deno run --allow-ffi lib/cli/native/try_blas.ts PATH PREFIX
 *
 * Prints a {@linkcode BlasTrial} as JSON.
 */
import { registerBlas } from "../../backend/blas/start_blas.ts";
import { registerDense } from "../../backend/kernels/dense.ts";
import { usefulThreads } from "../../backend/start_engine.ts";
import { useBackend } from "../../backend/use_backend.ts";
import type { BlasLibrary } from "../../deps/blas.ts";
import { tf } from "../../deps/tfjs.ts";
import { UserError } from "../../user_error.ts";
import { type TrialSteps, trialSteps } from "../trial_steps.ts";

/** What the steps gave, or why there are none. */
export type BlasTrial =
  | { readonly description: string; readonly blas: TrialSteps; readonly wasm: TrialSteps }
  | { readonly fault: string };

async function tryBlas(library: BlasLibrary): Promise<BlasTrial> {
  try {
    const description = registerBlas(library, usefulThreads());
    await useBackend("wasm");
    const wasm = await trialSteps({ steps: 15 });
    // Not useBackend("blas"): that takes only what was tried and found good.
    await tf.setBackend("blas");
    registerDense("blas");
    return { description, blas: await trialSteps({ steps: 15 }), wasm };
  } catch (error) {
    if (error instanceof UserError) return { fault: error.message };
    throw error;
  }
}

if (import.meta.main) {
  const [path, prefix] = Deno.args as [string, BlasLibrary["prefix"]];
  console.log(JSON.stringify(await tryBlas({ path, prefix })));
}
