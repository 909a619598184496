import { expectation } from "./expectation.ts";
import { type Gaussian, logDensity } from "./gaussian.ts";
import { klDiagonal } from "./kl_diagonal.ts";
import { klUnivariate } from "./kl_univariate.ts";
import { monteCarloMean } from "./monte_carlo.ts";
import { multivariateLogDensity } from "./multivariate_log_density.ts";
import type { ThreeWays } from "./three_ways.ts";
import type { TorchRandom } from "./torch_random.ts";

/** A log density at one point, in two ways. */
export interface Factorised {
  /** By the full covariance and its Cholesky factor, which knows nothing of the factorisation. */
  readonly joint: number;
  /** As a sum over the units. */
  readonly sum: number;
}

/** A unit's divergence from the standard normal, in nats. */
export interface UnitDivergence extends Pick<ThreeWays, "closed" | "quadrature"> {
  /** The unit's distribution. */
  readonly q: Gaussian;
}

/** Exercise 1.2 in numbers. */
export interface DiagonalProof {
  /** Random points of the Monte Carlo estimate. */
  readonly draws: number;
  /** Step 1: the log density of q at a point drawn from q. */
  readonly logQ: Factorised;
  /** That of p, at the same point. */
  readonly logP: Factorised;
  /** What log q would be with the notebook's misprint, N(z_i | mu_i^2, sigma_i^2). */
  readonly misprinted: number;
  /** Step 2: the divergence of each unit. */
  readonly units: readonly UnitDivergence[];
  /** Step 3: the divergence of all. */
  readonly kl: ThreeWays;
}

const standard: Gaussian = { mean: 0, std: 1 };
/** The units after the given one: moved, narrow, wide. */
const UNITS: readonly Gaussian[] = [
  { mean: -1.5, std: 1 },
  { mean: 0.3, std: 0.2 },
  { mean: 0, std: 2 },
];

/**
 * Exercise 1.2: a diagonal Gaussian factorises, so its divergence from N(0, I) is a sum; each step in numbers,
 * in four dimensions of which the first is given.
 *
 * @param draws how many points of q the Monte Carlo estimate takes from `random`, 2 or more
 * @throws {RangeError} if the unit is no Gaussian, or there are fewer than 2 draws
 */
export function diagonalProof(unit: Gaussian, draws: number, random: TorchRandom): DiagonalProof {
  const units = [unit, ...UNITS];
  const d = units.length;
  const mean = units.map(({ mean }) => mean);
  const logVar = units.map(({ std }) => 2 * Math.log(std));
  const jointQ = multivariateLogDensity(mean, diagonal(units.map(({ std }) => std ** 2)));
  const jointP = multivariateLogDensity(units.map(() => 0), diagonal(units.map(() => 1)));
  const eps = random.normal(draws * d);
  const point = (i: number) => units.map(({ mean, std }, j) => mean + std * eps[i * d + j]);

  const x = point(0);
  const sum = (f: (unit: Gaussian, x: number) => number) =>
    units.reduce((total, unit, j) => total + f(unit, x[j]), 0);
  const divergences = units.map((q) => ({
    q,
    closed: klUnivariate(q, standard),
    quadrature: expectation(q, (x) => logDensity(q, x) - logDensity(standard, x)),
  }));
  return {
    draws,
    logQ: { joint: jointQ(x), sum: sum(logDensity) },
    logP: { joint: jointP(x), sum: sum((_, x) => logDensity(standard, x)) },
    misprinted: sum(({ mean, std }, x) => logDensity({ mean: mean ** 2, std }, x)),
    units: divergences,
    kl: {
      closed: klDiagonal(mean, logVar),
      quadrature: divergences.reduce((total, { quadrature }) => total + quadrature, 0),
      monteCarlo: monteCarloMean(draws, (i) => {
        const x = point(i);
        return jointQ(x) - jointP(x);
      }),
    },
  };
}

function diagonal(values: readonly number[]): number[][] {
  return values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
}
