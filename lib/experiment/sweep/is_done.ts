import { loadMnist } from "../../data/mnist.ts";
import { difference } from "../../run/earlier_run.ts";
import { imagesRecord } from "../../run/images_record.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { optionsOf, type TrainingTask } from "../../run/training_task.ts";
import { UserError } from "../../user_error.ts";
import { trainTask } from "../train_task.ts";
import type { SweepRun } from "./grid.ts";

/**
 * Whether a run is complete in its folder: then it need not be done again. One that was cut short, or
 * whose `run.json` is broken, is to be done.
 *
 * @throws {UserError} if a run of other options lies there
 */
export async function isDone(run: SweepRun, imagesOf: ImagesOf): Promise<boolean> {
  const { folder } = run;
  let record: RunRecord;
  try {
    record = await readRunRecord(folder);
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
  const other = difference(record, {
    task: trainTask as unknown as TrainingTask,
    options: optionsOf(trainTask, run.options),
    data: await imagesOf(run),
  });
  if (!other) return record.finishedAt !== undefined;
  throw new UserError(`${folder} holds another run: ${other}. Choose another folder with \`out\`.`);
}

/** The training images of a run, as its `run.json` will note them. */
export type ImagesOf = (run: Pick<SweepRun, "options">) => Promise<RunRecord["data"]>;

/** Looks at each set of images once. */
export function imagesOf(): ImagesOf {
  const known = new Map<string, Promise<RunRecord["data"]>>();
  return ({ options: { data: source = "mnist", images: count } }) => {
    const key = JSON.stringify([source, count]);
    const found = known.get(key) ?? look(source, count);
    known.set(key, found);
    return found;
  };
}

async function look(source: string, count: number | undefined): Promise<RunRecord["data"]> {
  return await imagesRecord(await loadMnist({ source, count }));
}
