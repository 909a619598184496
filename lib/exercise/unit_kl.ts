import { expectation } from "../math/expectation.ts";
import { type Gaussian, logDensity } from "../math/gaussian.ts";

const PRIOR: Gaussian = { mean: 0, std: 1 };

/**
 * KL(N(mean, exp(logVar)) || N(0, 1)) of one latent unit, in nats: the definition, integrated numerically. It uses no
 * closed form, so that the steps that ask for one are compared with something independent of it.
 */
export function unitKl(mean: number, logVar: number): number {
  const q = { mean, std: Math.exp(logVar / 2) };
  return expectation(q, (z) => logDensity(q, z) - logDensity(PRIOR, z));
}
