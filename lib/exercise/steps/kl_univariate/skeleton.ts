import type { Gaussian } from "@vae/lab/exercise";

/**
 * KL(q || p) of two univariate Gaussians, in nats.
 *
 * @param q the Gaussian that the expectation is taken under: { mean, std }
 * @param p the Gaussian that q is compared with; std is the standard deviation, not the variance
 */
export function klUnivariate(q: Gaussian, p: Gaussian): number {
  throw new Error("klUnivariate is not written yet");
}
