import { explainFailure } from "../../backend/native/explain_failure.ts";
import { programRunner } from "../../backend/native/run_program.ts";
import type { Tried } from "./machine.ts";

/** What a trial's process needs: the module of this folder, its arguments, and the permissions it gets. */
export interface Apart {
  readonly args?: readonly string[];
  /** Names of `--allow-` flags. */
  readonly rights: readonly string[];
  readonly signal: AbortSignal;
  /** A trial that takes longer has failed. */
  readonly seconds?: number;
}

/**
 * Runs a program that {@linkcode report}s in a fresh process: what hangs or crashes there, or cannot
 * even be fetched, is a failure with a reason.
 *
 * @param program for instance `try_data.ts`
 */
export async function tryApart<T>(
  program: string,
  { args = [], rights, signal, seconds = 30 }: Apart,
): Promise<Tried<T>> {
  const limit = AbortSignal.timeout(seconds * 1000);
  const run = programRunner(AbortSignal.any([signal, limit]));
  const flags = ["--quiet", "--no-prompt", ...rights.map((right) => `--allow-${right}`)];
  const url = new URL(program, import.meta.url).href;
  try {
    const result = await run(Deno.execPath(), ["run", ...flags, url, ...args], {
      env: { NO_COLOR: "1" },
    });
    const last = result?.stdout.trimEnd().split("\n").at(-1);
    if (result?.status === 0 && last) return JSON.parse(last);
    if (result && result.status > 128) {
      return { failure: `its process crashed (signal ${result.status - 128})` };
    }
    return { failure: explainFailure(result) };
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return { failure: `no answer within ${seconds} seconds` };
    return { failure: (error as Error).message };
  }
}
