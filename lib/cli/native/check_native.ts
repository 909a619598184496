import { fileURLToPath } from "node:url";
import { explainFailure } from "../../backend/native/explain_failure.ts";
import type { RunProgram } from "../../backend/native/run_program.ts";
import { UserError } from "../../user_error.ts";
import { sameLosses } from "../trial_steps.ts";
import type { Trial } from "./try_native.ts";

const PROGRAM = new URL("try_native.ts", import.meta.url);
const RIGHTS = ["read", "env", "ffi"].map((right) => `--allow-${right}`);

/**
 * Trains on the native library in a fresh process.
 *
 * @throws {UserError} if it does not load, or computes something else than wasm
 */
export async function checkNative(folder: URL, run: RunProgram): Promise<Trial> {
  const args = ["run", "--quiet", "--no-prompt", ...RIGHTS, fileURLToPath(PROGRAM), folder.href];
  // Its last words are wanted here, and setting the level lets the library speak.
  const result = await run(Deno.execPath(), args, { env: { TF_CPP_MIN_LOG_LEVEL: "3" } });
  if (result?.status !== 0) {
    throw new UserError(`the native TensorFlow does not run here: ${explainFailure(result)}`);
  }
  const trial: Trial = JSON.parse(result.stdout);
  const { losses, expected } = trial;
  if (sameLosses(losses, expected)) return trial;
  throw new UserError(
    `the native TensorFlow computes something else: wanted the losses of wasm, ` +
      `${expected.join(" and ")}, found ${losses.join(" and ")}.`,
  );
}
