import type { Seed } from "../math/seed.ts";
import { TorchRandom } from "../math/torch_random.ts";

/** Where codes are drawn from: [0, 1)^d as in the lab, or N(0, I). */
export const PRIORS = ["uniform", "normal"] as const;
/** One of {@linkcode PRIORS}. */
export type Prior = typeof PRIORS[number];

/** Codes that the lab decodes. */
export const SAMPLE_COUNT = 100;

/** Random codes for a decoder; the draws are PyTorch's. @returns [SAMPLE_COUNT * d] */
export function sampleCodes(prior: Prior, d: number, seed: Seed): Float32Array {
  const random = new TorchRandom(seed);
  return prior === "uniform" ? random.uniform(SAMPLE_COUNT * d) : random.normal(SAMPLE_COUNT * d);
}
