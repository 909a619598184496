import type { BackendName } from "../../lib/cli/doctor/machine.ts";
import { runTask } from "../run_task.ts";

/** A whole run. */
export interface WholeRun {
  readonly backend: BackendName;
  readonly seconds: number;
  /** The most memory that was resident, in bytes. */
  readonly peakBytes: number;
}

/** `deno task anneal`, the main job: 15 epochs of 60,000 images, their metrics, the figures. */
export async function measureMemory(backend: BackendName, folder: string): Promise<WholeRun> {
  const args = ["--backend", backend, "--out", `${folder}/${backend}`];
  return { backend, ...await runTask("anneal", args) };
}
