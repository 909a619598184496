import { settle } from "../../../lib/experiment/train_task.ts";
import { TRAIN_OPTIONS, type TrainTaskOptions } from "../../../lib/experiment/train_options.ts";
import { defaultsOf } from "../../../lib/run/option.ts";
import { recordedOptions, recordedSeed } from "../../../lib/run/recorded_seed.ts";
import type { RunRecord } from "../../../lib/run/run_record.ts";

/** The record of a finished run of `deno task train` that was never trained. */
export function madeUpRecord(given: Partial<TrainTaskOptions>, loss = 40): RunRecord {
  const { resume: _, force: __, ...options } = settle({
    ...{ ...defaultsOf(TRAIN_OPTIONS), divisor: "rows", ...given },
  });
  const losses = { loss, reconstruction: loss - 5, kl: 5, klWeight: options.beta };
  const epoch = { ...losses, klPerUnit: [3, 2.5], activeUnits: 2, seconds: 1 };
  return {
    task: "train",
    seed: recordedSeed(options.seed),
    options: recordedOptions(options),
    data: { name: options.data, images: options.images ?? 60000 },
    backend: "wasm",
    versions: { lab: "0.1.0", deno: "2.9.6" },
    startedAt: "2026-11-23T05:20:29.097Z",
    finishedAt: "2026-11-23T05:22:36.956Z",
    seconds: 12,
    epochs: Array.from({ length: options.epochs }, (_, i) => ({
      epoch: i + 1,
      ...epoch,
      ...i === options.epochs - 1 ? { test: losses } : {},
    })),
  };
}
