import type { Likelihood } from "../../lib/math/likelihood.ts";
import type { RunOptions } from "../../lib/run/run_options.ts";
import type { LinearVaeOptimum } from "../../lib/theory/linear_vae.ts";
import type { Spectrum } from "../../lib/theory/spectra.ts";
import { type TaskName, TRAINING_TASKS } from "../state.ts";
import type { Prediction } from "./theory.ts";

/** What theory says of a run. */
export interface Theory {
  readonly likelihood: Likelihood;
  readonly spectrum: Spectrum;
  /** The weight of the KL term at the end of the run; absent where only training tells. */
  readonly weight?: number;
  /** The best linear VAE at that weight; absent where the run minimises another loss. */
  readonly best?: LinearVaeOptimum;
  /** Why there is no best one, by its option. */
  readonly without?: "freeBits" | "decoder" | "objective";
}

/** What theory says of a task with these options, by what it knows of the images. */
export function theoryOf(
  task: TaskName,
  options: RunOptions & {
    readonly likelihood?: Likelihood;
    readonly freeBits?: number;
    readonly objective?: string;
  },
  { pixels, spectra }: Prediction,
): Theory {
  const { likelihood = "gaussian", latentSize, beta, freeBits = 0, objective = "elbo" } = options;
  const spectrum = spectra[likelihood];
  const { lastWeight } = TRAINING_TASKS[task];
  const weight = lastWeight ? lastWeight(options, pixels) : beta;
  if (weight === undefined) return { likelihood, spectrum, without: "decoder" };
  if (freeBits > 0) return { likelihood, spectrum, weight, without: "freeBits" };
  if (objective !== "elbo") return { likelihood, spectrum, weight, without: "objective" };
  return { likelihood, spectrum, weight, best: spectrum.optimum({ beta: weight, latentSize }) };
}
