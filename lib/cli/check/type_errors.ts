import { fileURLToPath } from "node:url";
import { programRunner } from "../../backend/native/run_program.ts";
import { fileOf, type Step } from "../../exercise/step.ts";
import type { Submission } from "../../exercise/submission.ts";

/** What a file of a few functions takes a second for; types can be made to take forever. */
const SECONDS = 20, MEGABYTES = 2048;

const CONFIG = new URL("../../../deno.json", import.meta.url);

/** An error of TypeScript's, and the line that it points at. */
const ERROR = /TS\d+ \[ERROR\]: (.+)\n[^]*?\bat file:.*:(\d+):\d+$/gm;

/** What TypeScript finds in a step's file, a line for each error: the file is read, and nothing in it is run. */
export async function typeErrors(
  submission: Submission,
  step: Step,
  signal: AbortSignal,
): Promise<string[]> {
  const file = fileURLToPath(new URL(fileOf(step), submission.copy));
  const limited = AbortSignal.any([signal, AbortSignal.timeout(SECONDS * 1000)]);
  const result = await programRunner(limited)(
    Deno.execPath(),
    [
      ...[
        "check",
        "--quiet",
        "--no-remote",
        "--cached-only",
        "--frozen",
        "--config",
        fileURLToPath(CONFIG),
      ],
      ...[`--v8-flags=--max-old-space-size=${MEGABYTES}`, file],
    ],
    { env: { NO_COLOR: "1" } },
  ).catch((error) => {
    signal.throwIfAborted();
    if (limited.aborted) return undefined;
    throw error;
  });
  return [...result?.stderr.matchAll(ERROR) ?? []].map(([, message, line]) =>
    `line ${line}: ${message}`
  );
}
