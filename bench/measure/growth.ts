import { fileURLToPath } from "node:url";
import type { BackendName } from "../../lib/cli/doctor/machine.ts";
import { TASKS } from "../../lib/cli/tasks.ts";
import { UserError } from "../../lib/user_error.ts";
import { median } from "../median.ts";

/** An epoch of a long run. */
export interface EpochUse {
  readonly seconds: number;
  /** Resident memory after it. */
  readonly bytes: number;
}

/** Whether epochs stay as they are, and follow the number of images. */
export interface Growth {
  readonly backend: BackendName;
  /** All epochs, by the number of images. */
  readonly epochs: Readonly<Record<string, readonly EpochUse[]>>;
  /** Of 15 epochs, the time of the last five over that of the second to the sixth (medians). */
  readonly time: number;
  /** Resident memory after the last over that after the second. */
  readonly memory: number;
  /** Time per image at the most images over that at the fewest (medians, without the first epoch). */
  readonly perImage: number;
}

/**
 * Of the first many epochs, of the others a few. An epoch of fewer images would end before JavaScript's
 * heap has its size, after some three hundred steps.
 */
const RUNS = [[24000, 15], [12000, 4], [6000, 6]];

/** Trains in a fresh process, with the flags that the tasks have: 15 short epochs, and a few longer ones. */
export async function measureGrowth(backend: BackendName): Promise<Growth> {
  const program = fileURLToPath(new URL("../long_run.ts", import.meta.url));
  const runs = RUNS.map((run) => run.join("x"));
  const rights = ["read", "env", "ffi", "sys"].map((right) => `--allow-${right}`);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...TASKS.train.flags,
      "--quiet",
      "--no-prompt",
      ...rights,
      program,
      backend,
      ...runs,
    ],
  }).output();
  if (!success) throw new UserError(`a long run failed: ${new TextDecoder().decode(stderr)}`);
  const epochs: Record<string, EpochUse[]> = JSON.parse(new TextDecoder().decode(stdout));
  const long = epochs[RUNS[0][0]];
  const seconds = (uses: readonly EpochUse[]) => median(uses.map(({ seconds }) => seconds));
  const images = RUNS.map(([images]) => images);
  const perImage = (images: number) => seconds(epochs[images].slice(1)) / images;
  return {
    backend,
    epochs,
    time: seconds(long.slice(-5)) / seconds(long.slice(1, 6)),
    memory: long.at(-1)!.bytes / long[1].bytes,
    perImage: perImage(Math.max(...images)) / perImage(Math.min(...images)),
  };
}
