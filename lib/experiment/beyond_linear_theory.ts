import type { TrainTaskOptions } from "./train_options.ts";

/** The option by which a run leaves what linear theory describes. */
export type BeyondLinearTheory = "family" | "objective" | "freeBits" | "binarise";

/** The options that decide it; one that is absent, as in older runs, has its default. */
export type OptionsOfTheory = Partial<
  Pick<TrainTaskOptions, "family" | "objective" | "freeBits" | "binarise">
>;

/**
 * Why the best linear VAE is not a run's: linear theory takes the minimum of reconstruction + weight * KL over
 * all Gaussian posteriors. `undefined` where nothing is against it.
 *
 * @param images whose eigenvalues theory takes: those that the model sees, or the gray ones, which are others
 * where the run makes them black and white
 */
export function beyondLinearTheory(
  { family = "gaussian", objective = "elbo", freeBits = 0, binarise = "none" }: OptionsOfTheory,
  images: "seen" | "gray",
): BeyondLinearTheory | undefined {
  if (family !== "gaussian") return "family";
  if (objective !== "elbo") return "objective";
  if (freeBits > 0) return "freeBits";
  if (images === "gray" && binarise !== "none") return "binarise";
}
