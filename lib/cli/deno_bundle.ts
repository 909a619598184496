import { explainFailure } from "../backend/native/explain_failure.ts";
import { programRunner } from "../backend/native/run_program.ts";
import { UserError } from "../user_error.ts";

/**
 * Runs `deno bundle`.
 *
 * @param args its arguments
 * @param lab the lab's folder, in which it runs
 * @throws {UserError} that says why it cannot bundle
 */
export async function denoBundle(
  args: readonly string[],
  lab: URL,
  signal: AbortSignal,
): Promise<void> {
  const result = await programRunner(signal)(
    Deno.execPath(),
    ["bundle", "--quiet", ...args],
    { cwd: lab },
  );
  if (result?.status !== 0) {
    throw new UserError(`deno bundle failed: ${explainFailure(result)}`);
  }
}
