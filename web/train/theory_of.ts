import {
  type BeyondLinearTheory,
  beyondLinearTheory,
  type OptionsOfTheory,
} from "../../lib/experiment/beyond_linear_theory.ts";
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
  /** The best linear VAE at that weight; absent where theory does not describe the run. */
  readonly best?: LinearVaeOptimum;
  /** Why there is no best one, by its option. */
  readonly without?: BeyondLinearTheory | "decoder";
}

/** What theory says of a task with these options, by what it knows of the images. */
export function theoryOf(
  task: TaskName,
  options: RunOptions & OptionsOfTheory & { readonly likelihood?: Likelihood },
  { pixels, spectra }: Prediction,
): Theory {
  const { likelihood = "gaussian", latentSize, beta } = options;
  const spectrum = spectra[likelihood];
  const { lastWeight } = TRAINING_TASKS[task];
  const weight = lastWeight ? lastWeight(options, pixels) : beta;
  if (weight === undefined) return { likelihood, spectrum, without: "decoder" };
  const without = beyondLinearTheory(options, "gray");
  if (without) return { likelihood, spectrum, weight, without };
  return { likelihood, spectrum, weight, best: spectrum.optimum({ beta: weight, latentSize }) };
}
