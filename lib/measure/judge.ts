import { checkObject } from "../math/check_argument.ts";
import type { DataSet } from "../data/data_set.ts";
import { pixelEigenvalues } from "../theory/pixel_eigenvalues.ts";
import { meanImageError } from "../theory/mean_image_error.ts";
import { pixelMeans } from "../theory/pixel_means.ts";
import { bernoulliEntropy } from "../theory/bernoulli_entropy.ts";
import { linearVae } from "../theory/linear_vae.ts";
import { hasTheory } from "../theory/theory_size.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import type { Vae } from "../model/vae.ts";
import {
  type CollapseEvidence,
  type CollapseState,
  collapseState,
  usedUnits,
} from "./collapse_state.ts";
import { evaluate } from "./evaluate.ts";
import type { LatentMetrics } from "./latent_metrics.ts";
import { shuffledReconstruction } from "./shuffled_reconstruction.ts";

/** What a run came to, measured after it on its training images. */
export interface Verdict extends Omit<CollapseEvidence, "klPerUnit" | "activeUnits"> {
  /** By the thresholds of {@linkcode collapseState}. */
  readonly state: CollapseState;
  /** Units in use. */
  readonly usedUnits: number;
  /** The weight of the KL term at the end, its effective beta. */
  readonly klWeight: number;
  /** reconstruction + klWeight * KL, per image. */
  readonly loss: number;
  /** The loss of the optimal linear VAE at that weight; absent for Bernoulli pixels, free bits, and where
   * there are more large images than theory takes. */
  readonly linearOptimum?: number;
  /** The units that it uses. */
  readonly linearUnits?: number;
  /**
   * Whether units have collapsed that the optimal linear VAE uses, and the loss is worse than its: then they
   * collapsed in training (or were trained too little), though the objective does not require it.
   */
  readonly accident?: boolean;
}

/** The part of the linear optimum by which a loss must exceed it to count as worse. */
const WORSE = 0.001;

/** What {@linkcode judge} goes by. */
export interface JudgeOptions extends Pick<LatentMetrics, "klPerUnit" | "activeUnits"> {
  /** The weight of the KL term at the end. */
  readonly klWeight: number;
  /** Draws the noise, and which codes are exchanged. */
  readonly random: TorchRandom;
  /** Of the data, where they are known already. */
  readonly eigenvalues?: ArrayLike<number>;
  /** Whether to compare with the optimal linear VAE: not where another loss was minimised, as with free bits. */
  readonly linear?: boolean;
}

/**
 * Judges a trained model on its training images: its state, and its loss beside that of the optimal
 * linear VAE with as many units (see {@linkcode linearVae}) at the weight that the KL term has at the
 * end. Takes a few seconds for all of MNIST, most of them for the eigenvalues.
 */
export async function judge(
  vae: Vae,
  data: DataSet,
  options: JudgeOptions,
): Promise<Verdict> {
  const { klWeight, klPerUnit, activeUnits, random, eigenvalues, linear: compared = true } =
    checkObject("options", options);
  const { loss, reconstruction } = await evaluate(vae, data, { klWeight, random });
  const bernoulli = vae.likelihood === "bernoulli";
  const errors = {
    reconstruction,
    ...data.count > 1
      ? { shuffledReconstruction: await shuffledReconstruction(vae, data, { random }) }
      : {},
    meanImageError: bernoulli ? bernoulliEntropy(pixelMeans(data)) : meanImageError(data),
  };
  const evidence = { klPerUnit, activeUnits, ...errors };
  const used = usedUnits(evidence);
  const verdict = { state: collapseState(evidence), usedUnits: used, klWeight, loss, ...errors };
  if (!compared || bernoulli || !hasTheory(data)) return verdict;
  const linear = linearVae(eigenvalues ?? pixelEigenvalues(data), {
    beta: klWeight,
    latentSize: vae.latentSize,
  });
  return {
    ...verdict,
    linearOptimum: linear.loss,
    linearUnits: linear.activeUnits,
    accident: used < linear.activeUnits && loss > linear.loss * (1 + WORSE),
  };
}
