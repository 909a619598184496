import type { DataSet } from "../../data/data_set.ts";
import { checkFinite } from "../../math/check_argument.ts";
import { derivedSeed } from "../../math/derived_seed.ts";
import { summary } from "../../math/summary.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { antitheticNoise } from "../../measure/antithetic_noise.ts";
import { encodeImages } from "../../measure/encode_images.ts";
import { measureUnits, type UnitMetrics } from "../../measure/measure_units.ts";
import { momentMatched } from "../../measure/moment_matched.ts";
import { posteriorLoss } from "../../measure/posterior_loss.ts";
import type { ModelOptions } from "../../model/model_options.ts";
import { Vae } from "../../model/vae.ts";
import { meanImageError } from "../../theory/mean_image_error.ts";
import { constantObjective } from "../../train/objective.ts";
import { train } from "../../train/train.ts";
import type { Seed } from "../../math/seed.ts";

/** The models whose transition is looked at, by the names that the command line knows. */
export const TRANSITION_MODELS = {
  "linear-vae": { title: "linear VAE", model: { architecture: "linear", head: "linear" } },
  "linear-heads": {
    title: "the lab's network with linear heads",
    model: { architecture: "lab", head: "linear" },
  },
  "leaky-heads": { title: "the lab's network", model: { architecture: "lab", head: "leaky" } },
} as const satisfies Record<string, { title: string; model: Partial<ModelOptions> }>;

/** One of them. */
export type TransitionModel = keyof typeof TRANSITION_MODELS;

/** Which way the weight of the KL term went to reach a stage. */
export type Way = "up" | "down";

/** A model at one weight of the KL term, trained on from its neighbour's. */
export interface ContinuedStage {
  /** `up`: continued from the model at the next smaller weight; `down`: from that at the next larger one. */
  readonly way: Way;
  /** The weight of the KL term over the critical one of these images. */
  readonly ratio: number;
  /** After each epoch, summed over the units; in nats, over the training images. */
  readonly kl: readonly number[];
  /** At the end, by unit. [d] */
  readonly klPerUnit: readonly number[];
  /**
   * The mean loss at the end, over the training images, less the mean image's error, which is the least loss of a
   * collapsed model: below 0 the collapsed state is not the optimum at this weight.
   */
  readonly gain: number;
}

/** A part of a stage. */
export interface Phase {
  /** Passes over the training images. */
  readonly epochs: number;
  /** Adam's step size in these epochs. */
  readonly learningRate: number;
}

/** What is trained, where, and how long. */
export interface ContinuedTraining {
  /** The training images. */
  readonly data: DataSet;
  /** The largest eigenvalue of the covariance of these images. */
  readonly eigenvalue: number;
  /** Which model. */
  readonly model: TransitionModel;
  /** Latent units, d. */
  readonly latentSize: number;
  /** Ratios on the way up, ascending; the way down takes them in reverse, without the last. */
  readonly ratios: readonly number[];
  /** Ratios before them, at which the model learns to use its units, and which are not measured. */
  readonly before: readonly number[];
  /**
   * What a stage consists of, one after the other. A smaller step size at its end lets the noise of Adam's
   * steps, which keeps a collapsed unit's KL divergence above 0, die down.
   */
  readonly phases: readonly Phase[];
  /** What draws it. */
  readonly seed: Seed;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** Codes of each image in the loss at the end of a stage. */
const DRAWS = 16;

/**
 * A model through its transition and back, in stages at constant weights of the KL term: each stage goes on from the model of
 * the one before, with a fresh Adam for each phase, so that each weight is reached from both sides. A difference between the two that
 * remains, however long a stage is, is a transition with memory (first order); one that shrinks is training
 * that is not over yet.
 *
 * @yields each stage as it ends
 * @throws {RangeError} for a ratio or an eigenvalue that is not above 0
 * @throws the signal's reason, if it was aborted
 */
export async function* continuedTraining(
  { data, eigenvalue, model, latentSize, ratios, before, phases, seed, signal }: ContinuedTraining,
): AsyncGenerator<ContinuedStage, void> {
  checkFinite("eigenvalue", eigenvalue, { above: 0 });
  if (phases.length === 0) throw new RangeError("phases must hold one or more, got none");
  for (const ratio of [...before, ...ratios]) checkFinite("a ratio", ratio, { above: 0 });
  const random = new TorchRandom(seed);
  const { height, width } = data;
  const collapsed = meanImageError(data);
  const options = { ...TRANSITION_MODELS[model].model, latentSize, image: { height, width } };
  const vae = new Vae({ ...options, random });
  try {
    for (const ratio of before) await stage("up", ratio);
    for (const ratio of ratios) yield await stage("up", ratio);
    for (const ratio of ratios.slice(0, -1).reverse()) yield await stage("down", ratio);
  } finally {
    vae.dispose();
  }

  async function stage(way: Way, ratio: number): Promise<ContinuedStage> {
    const objective = constantObjective(2 * eigenvalue * ratio, "rows");
    const kl: number[] = [];
    let last: UnitMetrics | undefined;
    for (const phase of phases) {
      const options = { ...phase, random, objective, measure: measureUnits, signal };
      for await (const event of train(vae, data, options)) {
        if (event.kind === "batch") continue;
        last = event;
        kl.push(event.klPerUnit.reduce((sum, nats) => sum + nats, 0));
      }
    }
    const gain = await lossOf(2 * eigenvalue * ratio) - collapsed;
    return { way, ratio, kl, klPerUnit: last!.klPerUnit, gain };
  }

  async function lossOf(klWeight: number): Promise<number> {
    const encoded = await encodeImages(vae, data);
    const shape = { images: data.count, draws: DRAWS, latentSize };
    // The same at all stages of a run, which can be compared; another one in each run, so that runs are independent.
    const drawn = antitheticNoise(new TorchRandom(derivedSeed(seed, "loss of a stage")), shape);
    const noise = momentMatched(drawn, latentSize);
    const { loss } = await posteriorLoss(vae, data, encoded, { klWeight, noise });
    return summary([...loss]).mean;
  }
}
