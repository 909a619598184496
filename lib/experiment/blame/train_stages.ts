import type { DataSet } from "../../data/data_set.ts";
import type { StateDict } from "../../math/state_dict.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import type { Seed } from "../../math/seed.ts";
import type { ModelOptions } from "../../model/model_options.ts";
import { Vae } from "../../model/vae.ts";
import { meanImageError } from "../../theory/mean_image_error.ts";
import { constantObjective } from "../../train/objective.ts";
import { type BatchEvent, train, type TrainEvent } from "../../train/train.ts";
import { LAB_RESULTS } from "../lab_results.ts";
import { SCATTER } from "../watch_collapse.ts";

/**
 * The moments of a collapse at which a model is looked at: after the first few batches, at the lowest KL on the
 * plateau of epoch 1, at the end of the lab's run, and at the end of a longer one.
 */
export const STAGES = ["start", "plateau", "collapse", "end"] as const;

/** The name of such a moment. */
export type StageName = typeof STAGES[number];

/** A model at such a moment. */
export interface Stage {
  /** Which one. */
  readonly stage: StageName;
  /** Counts from 1. */
  readonly epoch: number;
  /** Batches of that epoch that are done. */
  readonly batch: number;
  /** Its parameters. */
  readonly parameters: StateDict;
}

/** What is trained. */
export interface TrainStagesOptions {
  /** How the encoder ends. */
  readonly head: ModelOptions["head"];
  /** Draws parameters, batches and noise, as in `collapse`. */
  readonly seed: Seed;
  /** Passes over the images, of the longer run. */
  readonly epochs: number;
  /** The weight of the KL term. */
  readonly beta: number;
  /** Latent units. */
  readonly latentSize: number;
  /** Sees each event of the training. */
  readonly observe?: (event: TrainEvent) => void;
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
}

/** Batches after which a run counts as begun. */
export const START_BATCHES = 5;

/**
 * Trains the lab's collapse, batch for batch the run of the task `collapse`, and keeps the model at its
 * {@linkcode STAGES}. A stage that the run does not have is left out: the plateau, where no batch of epoch 1 has an
 * error within a tenth of the mean image's; `collapse`, where the run is no longer than that.
 *
 * @returns in order
 * @throws {UserError} if the loss is no longer a finite number
 * @throws the signal's reason, if it is aborted
 */
export async function trainStages(
  data: DataSet,
  { head, seed, epochs, beta, latentSize, observe, signal }: TrainStagesOptions,
): Promise<Stage[]> {
  const random = new TorchRandom(seed);
  const { height, width } = data;
  const vae = new Vae({ head, latentSize, image: { height, width }, random });
  const plateauError = meanImageError(data);
  const found = new Map<StageName, Stage>();
  const keep = async (stage: StageName, epoch: number, batch: number) => {
    found.set(stage, { stage, epoch, batch, parameters: await vae.fetchStateDict() });
  };
  const isOnPlateau = ({ reconstruction }: BatchEvent) =>
    Math.abs(reconstruction / plateauError - 1) < SCATTER;
  let [lowest, batches] = [Infinity, 0];
  try {
    const objective = constantObjective(beta, "batch-size");
    for await (const event of train(vae, data, { epochs, random, objective, signal })) {
      observe?.(event);
      const { epoch } = event;
      if (event.kind === "batch") {
        batches = event.batches;
        const done = event.batch + 1;
        if (epoch > 1) continue;
        if (done === Math.min(START_BATCHES, batches)) await keep("start", epoch, done);
        if (!isOnPlateau(event) || event.kl >= lowest) continue;
        lowest = event.kl;
        await keep("plateau", epoch, done);
      } else {
        if (epoch === LAB_RESULTS.collapse.epochs && epoch < epochs) {
          await keep("collapse", epoch, batches);
        }
        if (epoch === epochs) await keep("end", epoch, batches);
      }
    }
  } finally {
    vae.dispose();
  }
  return STAGES.flatMap((stage) => found.get(stage) ?? []);
}
