import { fileURLToPath } from "node:url";
import { programRunner } from "../../backend/native/run_program.ts";
import { fileOf, type Step } from "../../exercise/step.ts";
import type { Submission } from "../../exercise/submission.ts";

const CONFIG = fileURLToPath(new URL("../../../deno.json", import.meta.url));

/** An error of TypeScript's, and the line that it points at. */
const ERROR = /TS\d+ \[ERROR\]: (.+)\n[^]*?\bat file:.*:(\d+):\d+$/gm;

/** What TypeScript finds in a step's file, a line for each error: the file is read, and nothing in it is run. */
export async function typeErrors(
  submission: Submission,
  step: Step,
  signal: AbortSignal,
): Promise<string[]> {
  const file = fileURLToPath(new URL(fileOf(step), submission.copy));
  const result = await programRunner(signal)(
    Deno.execPath(),
    ["check", "--quiet", "--no-remote", "--cached-only", "--frozen", "--config", CONFIG, file],
    { env: { NO_COLOR: "1" } },
  );
  return [...result?.stderr.matchAll(ERROR) ?? []].map(([, message, line]) =>
    `line ${line}: ${message}`
  );
}
