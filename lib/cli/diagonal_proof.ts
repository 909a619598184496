import { expectation } from "../math/expectation.ts";
import { type Gaussian, logDensity } from "../math/gaussian.ts";
import { klDiagonal } from "../math/kl_diagonal.ts";
import { klUnivariate } from "../math/kl_univariate.ts";
import { monteCarloMean } from "../math/monte_carlo.ts";
import { multivariateLogDensity } from "../math/multivariate_log_density.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { number, THREE_WAYS, threeWays } from "./proof_text.ts";

const standard: Gaussian = { mean: 0, std: 1 };
/** The units after the user's own: moved, narrow, wide. */
const UNITS: readonly Gaussian[] = [
  { mean: -1.5, std: 1 },
  { mean: 0.3, std: 0.2 },
  { mean: 0, std: 2 },
];

/**
 * Exercise 1.2 in lines: a diagonal Gaussian factorises, so its divergence from N(0, I) is a sum; each
 * step with its numbers, in four dimensions of which the first is the user's q.
 *
 * @param draws how many points of q the Monte Carlo estimate takes from `random`
 */
export function diagonalProof(unit: Gaussian, draws: number, random: TorchRandom): string[] {
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
  const squaredMeans = sum(({ mean, std }, x) => logDensity({ mean: mean ** 2, std }, x));
  const parts = units.map((q) => ({
    closed: klUnivariate(q, standard),
    quadrature: expectation(q, (x) => logDensity(q, x) - logDensity(standard, x)),
  }));
  const total = {
    closed: klDiagonal(mean, logVar),
    quadrature: parts.reduce((total, { quadrature }) => total + quadrature, 0),
    monteCarlo: monteCarloMean(draws, (i) => {
      const x = point(i);
      return jointQ(x) - jointP(x);
    }),
  };
  const row = (name: string, joint: number, factorised: number) =>
    `  ${name.padEnd(24)}${number(joint).padStart(18)}${number(factorised).padStart(18)}`;
  return [
    "Exercise 1.2: KL(q || p) of a diagonal Gaussian against the standard normal, in nats",
    "",
    `  q = N(mu, diag(sigma^2)) in d = ${d} dimensions, the first your q;   p = N(0, I)`,
    "",
    "Step 1.  Both densities factorise: the determinant of a diagonal matrix is the product of its",
    "diagonal, its inverse the reciprocals. At a point x drawn from q:",
    `  ${"".padEnd(24)}${"joint density".padStart(18)}${"sum over units".padStart(18)}`,
    row("log q(x)", jointQ(x), sum(logDensity)),
    row("log p(x)", jointP(x), sum((_, x) => logDensity(standard, x))),
    "  (The joint densities know nothing of this: full covariance, Cholesky factor.)",
    "  Two misprints in the notebook: N(z_i | mu_i^2, sigma_i^2) for N(z_i | mu_i, sigma_i^2), with",
    `  which log q(x) would be ${
      number(squaredMeans)
    }; and "the expression for p" where q is meant.`,
    "",
    "Step 2.  So KL(q || p) = sum_i KL(N(mu_i, sigma_i^2) || N(0, 1)), Exercise 1.1 with mu1 = 0,",
    "sigma1 = 1",
    `  ${"unit".padEnd(8)}${"mu_i".padStart(8)}${"sigma_i".padStart(8)}${
      "closed form".padStart(18)
    }${"quadrature".padStart(18)}`,
    ...parts.map(({ closed, quadrature }, j) =>
      `  ${String(j + 1).padEnd(8)}${short(mean[j])}${short(units[j].std)}${
        number(closed).padStart(18)
      }${number(quadrature).padStart(18)}`
    ),
    `  ${"sum".padEnd(24)}${
      number(parts.reduce((total, { closed }) => total + closed, 0)).padStart(18)
    }` +
    number(total.quadrature).padStart(18),
    "",
    "Step 3.  KL(q || p) = -1/2 sum_i (1 + log sigma_i^2 - sigma_i^2 - mu_i^2)",
    `  ${"".padEnd(6)}${THREE_WAYS}`,
    `  ${"".padEnd(6)}${threeWays(total)}`,
  ];
}

function diagonal(values: readonly number[]): number[][] {
  return values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
}

function short(value: number): string {
  return String(Number(value.toPrecision(4))).padStart(8);
}
