import { explainFailure } from "../../backend/native/explain_failure.ts";
import { programRunner } from "../../backend/native/run_program.ts";
import { STEPS } from "../../exercise/steps.ts";
import { UserError } from "../../user_error.ts";

const LAB = new URL("../../../", import.meta.url);

const PROBES = STEPS.map(({ id }) => `lib/exercise/steps/${id}/probe.ts`);

/**
 * Fetches what a student's file may import, TensorFlow.js, where Deno's cache lacks it: the processes that run
 * students' files have no network. And translates what they load, since they write no file, that of Deno's cache
 * neither.
 *
 * @throws {UserError} if it is not there, and cannot be fetched
 */
export async function fetchPackages(signal: AbortSignal): Promise<void> {
  const result = await programRunner(signal)(
    Deno.execPath(),
    ["cache", "--quiet", "--frozen", "--no-check", ...PROBES],
    { cwd: LAB, env: { NO_COLOR: "1" } },
  );
  if (result?.status === 0) return;
  throw new UserError(
    `TensorFlow.js is not in Deno's cache, and cannot be fetched: ${
      explainFailure(result)
    }. Run this once with a ` +
      "connection to the network; after that it works without one.",
  );
}
