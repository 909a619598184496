import { expectation } from "../math/expectation.ts";
import { expectedLogDensity } from "../math/expected_log_density.ts";
import { type Gaussian, logDensity } from "../math/gaussian.ts";
import { klUnivariate } from "../math/kl_univariate.ts";
import { monteCarlo } from "../math/monte_carlo.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import {
  disagreement,
  errorsOff,
  gaussianText,
  number,
  THREE_WAYS,
  type ThreeWays,
  threeWays,
} from "./proof_text.ts";

/** Two Gaussians, q measured against p. */
export interface Pair {
  readonly q: Gaussian;
  readonly p: Gaussian;
}

const standard: Gaussian = { mean: 0, std: 1 };
/** The pairs of the table, after the user's own: equal, moved, narrow, wide, and all at once. */
const PAIRS: readonly Pair[] = [
  { q: standard, p: standard },
  { q: { mean: 1, std: 1 }, p: standard },
  { q: { mean: 0, std: 0.1 }, p: standard },
  { q: { mean: 0, std: 3 }, p: standard },
  { q: { mean: -2, std: 0.5 }, p: { mean: 1, std: 2 } },
];

/**
 * Exercise 1.1 in lines: each step of the proof, with its numbers for the user's pair, for the pair
 * swapped, and for a few others.
 *
 * @param draws how many standard normals each pair takes from `random`
 */
export function univariateProof(pair: Pair, draws: number, random: TorchRandom): string[] {
  const { q, p } = pair;
  const pairs = [pair, { q: p, p: q }, ...PAIRS];
  const steps = pairs.map((pair) => proofSteps(pair, random.normal(draws)));
  const column = (name: "q" | "p") => {
    const texts = [name, ...pairs.map((pair) => gaussianText(pair[name]))];
    const width = Math.max(...texts.map(({ length }) => length)) + 2;
    return texts.map((text) => text.padEnd(width));
  };
  const names = column("q").map((text, i) => `  ${text}${column("p")[i]}`);
  const table = (step: keyof Steps) => [
    names[0] + THREE_WAYS,
    ...steps.map((each, i) => names[i + 1] + threeWays(each[step])),
  ];
  const misprint = number(misprintedStep(pair));
  const kls = steps.map(({ kl }) => kl);
  const all = steps.flatMap(({ logQ, logP, kl }) => [logQ, logP, kl]);
  return [
    "Exercise 1.1: KL(q || p) of two univariate Gaussians, in nats",
    "",
    `  q = N(mu2, sigma2^2)   mu2 = ${q.mean}, sigma2 = ${q.std}   (--mu, --sigma)`,
    `  p = N(mu1, sigma1^2)   mu1 = ${p.mean}, sigma1 = ${p.std}   (--prior-mu, --prior-sigma)`,
    "",
    "Every step by its closed form, by numerical quadrature, and by the mean over",
    `${draws} draws from q, +- its standard error (SE). First your pair, then it swapped.`,
    "",
    "Step 1.  E_q[log q] = -1/2 (1 + log(2 pi sigma2^2))",
    ...table("logQ"),
    "",
    "Step 2.  E_q[log p] = -1/2 log(2 pi sigma1^2) - (sigma2^2 + (mu1 - mu2)^2) / (2 sigma1^2)",
    ...table("logP"),
    "  A misprint in the notebook: it divides by 2 sigma2^2 here. " +
    (q.std === p.std ? "For your pair that is the same." : `Yours would be ${misprint}.`),
    "",
    "Step 3.  KL(q || p) = E_q[log q] - E_q[log p]",
    "           = log(sigma1 / sigma2) + (sigma2^2 + (mu1 - mu2)^2) / (2 sigma1^2) - 1/2",
    ...table("kl"),
    "",
    `  Closed form and quadrature agree to ${disagreement(all)}; Monte Carlo's divergences are ` +
    `at most ${Math.max(...kls.map(errorsOff)).toFixed(1)} SE off.`,
  ];
}

/** The three steps of the proof. */
interface Steps {
  readonly logQ: ThreeWays;
  readonly logP: ThreeWays;
  readonly kl: ThreeWays;
}

function proofSteps({ q, p }: Pair, draws: Float32Array): Steps {
  const logQ = (x: number) => logDensity(q, x);
  const logP = (x: number) => logDensity(p, x);
  const ways = (closed: number, f: (x: number) => number): ThreeWays => ({
    closed,
    quadrature: expectation(q, f),
    monteCarlo: monteCarlo(q, f, draws),
  });
  return {
    logQ: ways(expectedLogDensity(q, q), logQ),
    logP: ways(expectedLogDensity(q, p), logP),
    kl: ways(klUnivariate(q, p), (x) => logQ(x) - logP(x)),
  };
}

/** Step 2 as the notebook prints it, with sigma2^2 where sigma1^2 belongs. */
function misprintedStep({ q, p }: Pair): number {
  const squares = q.std ** 2 + (p.mean - q.mean) ** 2;
  return -Math.log(2 * Math.PI * p.std ** 2) / 2 - squares / (2 * q.std ** 2);
}
