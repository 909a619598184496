import { expectation } from "./expectation.ts";
import { expectedLogDensity } from "./expected_log_density.ts";
import { type Gaussian, logDensity } from "./gaussian.ts";
import { klUnivariate } from "./kl_univariate.ts";
import { monteCarlo } from "./monte_carlo.ts";
import type { ThreeWays } from "./three_ways.ts";
import type { TorchRandom } from "./torch_random.ts";

/** Two Gaussians, q measured against p. */
export interface GaussianPair {
  /** The distribution that expectations are taken under. */
  readonly q: Gaussian;
  /** The distribution that it is measured against. */
  readonly p: Gaussian;
}

/** The three steps of the proof for one pair, in nats. */
export interface UnivariateSteps extends GaussianPair {
  /** Step 1, E_q[log q]. */
  readonly logQ: ThreeWays;
  /** Step 2, E_q[log p]. */
  readonly logP: ThreeWays;
  /** Step 3, their difference KL(q || p). */
  readonly kl: ThreeWays;
}

/** Exercise 1.1 in numbers. */
export interface UnivariateProof {
  /** Random draws of each Monte Carlo estimate. */
  readonly draws: number;
  /** The given pair, the pair swapped, and a few others. */
  readonly pairs: readonly UnivariateSteps[];
  /** Step 2 of the given pair as the notebook prints it, with sigma2^2 where sigma1^2 belongs. */
  readonly misprinted: number;
}

const standard: Gaussian = { mean: 0, std: 1 };
/** The pairs after the given one: equal, moved, narrow, wide, and all at once. */
const PAIRS: readonly GaussianPair[] = [
  { q: standard, p: standard },
  { q: { mean: 1, std: 1 }, p: standard },
  { q: { mean: 0, std: 0.1 }, p: standard },
  { q: { mean: 0, std: 3 }, p: standard },
  { q: { mean: -2, std: 0.5 }, p: { mean: 1, std: 2 } },
];

/**
 * Exercise 1.1, KL(q || p) of two univariate Gaussians: each step of the proof in three ways, for a pair, for
 * the pair swapped, and for a few others.
 *
 * @param draws how many standard normals each pair takes from `random`, 2 or more
 * @throws {RangeError} if q or p is no Gaussian, or there are fewer than 2 draws
 *
 * @example
 * ```ts
 * import { TorchRandom } from "./torch_random.ts";
 * import { univariateProof } from "./univariate_proof.ts";
 *
 * const pair = { q: { mean: 1, std: 0.5 }, p: { mean: 0, std: 1 } };
 * univariateProof(pair, 1000, new TorchRandom(0)).pairs[0].kl.closed; // 0.8181471805599453
 * ```
 */
export function univariateProof(
  pair: GaussianPair,
  draws: number,
  random: TorchRandom,
): UnivariateProof {
  const { q, p } = pair;
  const pairs = [pair, { q: p, p: q }, ...PAIRS];
  return {
    draws,
    pairs: pairs.map((pair) => steps(pair, random.normal(draws))),
    misprinted: misprintedStep(pair),
  };
}

function steps({ q, p }: GaussianPair, draws: Float32Array): UnivariateSteps {
  const logQ = (x: number) => logDensity(q, x);
  const logP = (x: number) => logDensity(p, x);
  const ways = (closed: number, f: (x: number) => number): ThreeWays => ({
    closed,
    quadrature: expectation(q, f),
    monteCarlo: monteCarlo(q, f, draws),
  });
  return {
    ...{ q, p },
    logQ: ways(expectedLogDensity(q, q), logQ),
    logP: ways(expectedLogDensity(q, p), logP),
    kl: ways(klUnivariate(q, p), (x) => logQ(x) - logP(x)),
  };
}

function misprintedStep({ q, p }: GaussianPair): number {
  const squares = q.std ** 2 + (p.mean - q.mean) ** 2;
  return -Math.log(2 * Math.PI * p.std ** 2) / 2 - squares / (2 * q.std ** 2);
}
