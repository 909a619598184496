import { useBackend } from "../backend/use_backend.ts";
import type { DataSet } from "../data/data_set.ts";
import { loadMnist } from "../data/mnist.ts";
import type { ModelOptions } from "../model/model_options.ts";
import type { Checkpoint } from "../run/checkpoint.ts";
import { RunFolder } from "../run/run_folder.ts";
import type { Objective } from "../train/objective.ts";
import { UserError } from "../user_error.ts";
import { chooseBackend, earlierRun } from "./earlier_run.ts";
import type { TrainingOptions } from "./lab_flags.ts";
import { place } from "./interruption.ts";
import type { Terminal } from "./terminal.ts";

/** What a script says of its run. */
export interface TrainingPlan {
  /** The task's name, for `run.json`. */
  readonly task: string;
  readonly options: TrainingOptions;
  readonly objective: Objective;
  /** Where the model is not the lab's. */
  readonly model?: Partial<ModelOptions>;
  /** The KL term that the lab's batch lines show: as weighted in the loss, or in nats. */
  readonly klShown?: "weighted" | "nats";
  /** Whether the epoch lines tell the weight of the KL term. */
  readonly weightShown?: boolean;
  /** Whether a longer run is another one from the start, as where a schedule spans the run. */
  readonly lengthMatters?: boolean;
}

/** All that a training run needs. */
export interface Prepared {
  readonly plan: TrainingPlan;
  readonly terminal: Terminal;
  readonly backend: string;
  readonly data: DataSet;
  readonly test: DataSet;
  readonly folder: RunFolder;
  /** Aborted, with a UserError, if the backend is lost. */
  readonly lost: AbortSignal;
  /** Where it goes on. */
  readonly earlier?: Checkpoint;
}

/**
 * Gets everything ready, and says what the run will take.
 *
 * @throws {UserError} among others, if the run would lose an earlier one: see {@linkcode earlierRun}
 */
export async function prepareTraining(plan: TrainingPlan, terminal: Terminal): Promise<Prepared> {
  const { options, task } = plan;
  const { data: source, images, epochs, seed, out } = options;
  const earlier = await earlierRun(new RunFolder(out), plan);
  const loss = new AbortController();
  const backend = await useBackend(chooseBackend(options, earlier), {
    ...options,
    onLost: (reason) => loss.abort(reason),
  });
  const data = await loadMnist({ source, count: images });
  const test = await loadMnist({ source, split: "test" }); // now: a file that is missing is told first
  await import("../deps/canvas.ts"); // the same: a picture that cannot be drawn
  if (earlier && earlier.record.data.images !== data.count) {
    throw new UserError(
      `${out} holds a run on ${count(earlier.record.data.images, "image")}; ${source} has ` +
        `${data.count} now. --force replaces it.`,
    );
  }
  const folder = await RunFolder.open(out);
  if (!earlier && await folder.holdsRun()) await folder.clear();
  const origin = source === "mnist" ? "MNIST (fetched once, 55 MB, then offline)" : source;
  terminal.note(
    `${task}: ${count(data.count, "image")} of ${origin}, ${
      count(epochs, "epoch")
    }, seed ${seed}, ` +
      `backend ${backend}, results in ${out}`,
  );
  if (earlier) terminal.note(`going on ${place(earlier)}`);
  else if (options.resume) terminal.note(`no checkpoint in ${out}: starting afresh`);
  return { plan, terminal, backend, data, test, folder, lost: loss.signal, earlier };
}

/** `1 image`, `2 images`. */
function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}
