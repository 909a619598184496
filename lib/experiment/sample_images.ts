import { tf } from "../deps/tfjs.ts";
import type { Seed } from "../math/seed.ts";
import { TorchRandom } from "../math/torch_random.ts";
import type { Vae } from "../model/vae.ts";

/** Where codes are drawn from: [0, 1)^d as in the lab, or N(0, I). */
export const PRIORS = ["uniform", "normal"] as const;
/** One of {@linkcode PRIORS}. */
export type Prior = typeof PRIORS[number];

/** Codes that the lab decodes. */
export const SAMPLE_COUNT = 100;

/** What a decoder makes of random codes; the draws are PyTorch's. @returns [SAMPLE_COUNT * P] */
export async function sampleImages(vae: Vae, prior: Prior, seed: Seed): Promise<Float32Array> {
  const d = vae.latentSize;
  const random = new TorchRandom(seed);
  const codes = prior === "uniform"
    ? random.uniform(SAMPLE_COUNT * d)
    : random.normal(SAMPLE_COUNT * d);
  const images = tf.tidy(() => vae.reconstruct(tf.tensor2d(codes, [SAMPLE_COUNT, d])));
  try {
    return await images.data() as Float32Array;
  } finally {
    images.dispose();
  }
}
