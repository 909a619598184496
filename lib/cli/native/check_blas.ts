import { fileURLToPath } from "node:url";
import { explainFailure } from "../../backend/native/explain_failure.ts";
import type { RunProgram } from "../../backend/native/run_program.ts";
import type { BlasLibrary } from "../../deps/blas.ts";
import { UserError } from "../../user_error.ts";
import { sameLosses, type TrialSteps } from "../trial_steps.ts";
import type { BlasTrial } from "./try_blas.ts";

const PROGRAM = new URL("try_blas.ts", import.meta.url);

/**
 * Trains with the products of a BLAS in a fresh process.
 *
 * @returns what it says of itself, and the steps beside those on wasm
 * @throws {UserError} if it does not load, takes its process with it, or computes something else than wasm
 */
export async function checkBlas(
  { path, prefix }: BlasLibrary,
  run: RunProgram,
): Promise<{ description: string; blas: TrialSteps; wasm: TrialSteps }> {
  const rights = ["--quiet", "--no-prompt", "--allow-ffi"];
  const args = ["run", ...rights, fileURLToPath(PROGRAM), path, prefix];
  const result = await run(Deno.execPath(), args);
  if (result?.status !== 0) {
    throw new UserError(`the BLAS ${path} does not run here: ${explainFailure(result)}.`);
  }
  const trial: BlasTrial = JSON.parse(result.stdout);
  if ("fault" in trial) throw new UserError(trial.fault);
  const [found, wanted] = [trial.blas.losses, trial.wasm.losses];
  if (sameLosses(found, wanted)) return trial;
  throw new UserError(
    `the BLAS ${path} computes something else: wanted the losses of wasm, ` +
      `${wanted.join(" and ")}, found ${found.join(" and ")}.`,
  );
}
