import type { Gaussian } from "@vae/lab/exercise";

/** KL(q || p) of two univariate Gaussians, in nats. */
export function klUnivariate(q: Gaussian, p: Gaussian): number {
  const distance = q.mean - p.mean;
  return Math.log(p.std / q.std) + (q.std ** 2 + distance ** 2) / (2 * p.std ** 2) - 1 / 2;
}
