import { bernoulliEntropy } from "../../lib/theory/bernoulli_entropy.ts";
import { meanImageError } from "../../lib/theory/mean_image_error.ts";
import { pixelMeans } from "../../lib/theory/pixel_means.ts";
import type { RunRecord } from "../../lib/run/run_record.ts";
import type { TrainingRun } from "../../lib/run/training_run.ts";
import type { TaskName } from "../state.ts";
import { CODES, SHOWN } from "./look.ts";
import type { RunStart } from "./protocol.ts";

/**
 * What the page is told of a run as it begins.
 *
 * @param finished what it noted, where it is finished and not to be trained further
 */
export function runStart(
  run: TrainingRun,
  { task, threads, finished }: {
    readonly task: TaskName;
    readonly threads: number;
    readonly finished?: RunRecord;
  },
): RunStart {
  const { vae: { latentSize, likelihood }, data, options, resumed, batches, changes } = run;
  const { count, height, width } = data;
  const [shown, coded] = [data.first(SHOWN), data.first(CODES)];
  return {
    ...{ task, options: { ...options }, latentSize, likelihood, threads, resumed },
    ...{ data: { count, height, width }, plateau: plateauOf(run), batches, changes },
    ...{ epochs: finished?.epochs ?? run.epochs, verdict: finished?.verdict },
    originals: shown.rows([...Array(shown.count).keys()]),
    ...{ coded: coded.count, labels: coded.labels?.slice(), labelNames: coded.labelNames },
  };
}

/** The error of the mean image, which needs no code. */
function plateauOf({ vae: { likelihood }, data }: TrainingRun): number {
  return likelihood === "bernoulli" ? bernoulliEntropy(pixelMeans(data)) : meanImageError(data);
}
