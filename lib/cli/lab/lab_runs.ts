import { anneal } from "../../experiment/anneal.ts";
import { collapse } from "../../experiment/collapse.ts";
import { naive } from "../../experiment/naive.ts";
import type { RunName } from "../../report/lab_report.ts";
import { defaultsOf } from "../../run/option.ts";
import type { RunOptions } from "../../run/run_options.ts";
import type { TrainingTask } from "../../run/training_task.ts";
import { UserError } from "../../user_error.ts";
import { readModelFile } from "../read_model_file.ts";
import type { LabOptions } from "./lab_flags.ts";

/** One of the lab's runs, with the options that it is run by. */
export interface LabRun {
  readonly name: RunName;
  readonly task: TrainingTask;
  readonly options: RunOptions;
}

/** What `--quick` trains on: enough for some units to wake, and for the weight to reach 1. */
const QUICK = { images: 20_000, annealedEpochs: 5 };

/**
 * The lab's runs in their order, each in a folder of its own below `out`.
 *
 * @param held the training images that there are
 */
export function labRuns(
  { quick, seed, data, backend, threads, out, resume, force }: LabOptions,
  held: number,
): LabRun[] {
  const images = quick ? Math.min(QUICK.images, held) : undefined;
  const tasks = { naive, collapse, anneal } as unknown as Record<RunName, TrainingTask>;
  return Object.entries(tasks).map(([key, task]) => {
    const name = key as RunName;
    const fewer = quick && name === "anneal" ? { epochs: QUICK.annealedEpochs } : {};
    const options = {
      ...defaultsOf(task.options),
      ...{ images, ...fewer, seed, data, backend, threads },
      ...{ out: `${out}/${name}`, resume, force },
    };
    return { name, task, options };
  });
}

/** The bytes of a run's model. @throws {UserError} if it is not there */
export async function modelOf(runs: readonly LabRun[], wanted: RunName): Promise<Uint8Array> {
  const { options: { out } } = runs.find(({ name }) => name === wanted)!;
  const bytes = await readModelFile(`${out}/model.safetensors`);
  if (bytes) return bytes;
  throw new UserError(`no ${out}/model.safetensors, which the run had left.`);
}
