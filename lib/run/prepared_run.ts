import type { DataSet } from "../data/data_set.ts";
import type { Divisor } from "../train/objective.ts";
import type { BatchEvent } from "../train/train.ts";
import type { StoredCheckpoint } from "./checkpoint.ts";
import type { RunOptions } from "./run_options.ts";
import type { RunRecord } from "./run_record.ts";
import type { RunStore } from "./run_store.ts";
import type { TrainingTask } from "./training_task.ts";

/** All that a run needs. */
export interface PreparedRun<O extends RunOptions = RunOptions> {
  /** What is trained. */
  readonly task: TrainingTask<O>;
  /** All options, with the divisor that was chosen. */
  readonly options: O & { readonly divisor: Divisor };
  /** The backend's name. */
  readonly backend: string;
  /** Of the lab and of what it runs on. */
  readonly versions: RunRecord["versions"];
  /** The training images. */
  readonly data: DataSet;
  /** The same as `run.json` notes them. */
  readonly images: RunRecord["data"];
  /** The images that the model is tested on at the end; it is not tested where there are none. */
  readonly test?: DataSet;
  /** Where its files are written. */
  readonly folder: RunStore;
  /** Aborted, with a UserError, if the backend is lost. */
  readonly lost: AbortSignal;
  /** Where it continues. */
  readonly earlier?: StoredCheckpoint;
  /** Every batch before that. */
  readonly batches: readonly BatchEvent[];
}
