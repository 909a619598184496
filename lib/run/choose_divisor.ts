import type { DataSet } from "../data/data_set.ts";
import type { Divisor } from "../train/objective.ts";
import { UserError } from "../user_error.ts";
import type { RunOptions } from "./run_options.ts";
import type { TrainingTask } from "./training_task.ts";

/**
 * The divisor of the reconstruction term: the given one, else the earlier run's, else the task's; where no
 * batch is full, the rows.
 *
 * @throws {UserError} if the batch size is asked for where no batch has so many images
 */
export function chooseDivisor(
  task: Pick<TrainingTask, "divisor">,
  { divisor: given, batchSize }: RunOptions,
  { count }: DataSet,
  recorded?: Divisor,
): Divisor {
  if (count >= batchSize) return given ?? recorded ?? task.divisor;
  if (given !== "batch-size") return "rows";
  throw new UserError(
    `\`divisor\` batch-size wants an epoch with a full batch; there are ${count} images, and a batch has ` +
      `${batchSize}. Use \`divisor\` rows.`,
  );
}
