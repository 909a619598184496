import { breather } from "../data/breather.ts";
import { checkFinite, checkNumbers, checkWhole, checkWord } from "../math/check_argument.ts";
import { cholesky } from "../math/cholesky.ts";
import { invertTriangle } from "../math/invert_triangle.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { componentLogDensities, type GaussianMixture, logSumExp } from "./gaussian_mixture.ts";
import { kMeansPlusPlus } from "./k_means_plus_plus.ts";

/** What the covariances of a mixture's components may be. */
export const COVARIANCES = ["full", "diagonal"] as const;
/** One of {@linkcode COVARIANCES}. */
export type Covariance = typeof COVARIANCES[number];

/** How a mixture is fitted. */
export interface FitMixtureOptions {
  /** Dimensions of a code, d. */
  readonly latentSize: number;
  /** Components, K. */
  readonly components: number;
  /** What their covariances may be; full, if nothing is said. */
  readonly covariance?: Covariance;
  /**
   * The strength of the penalty that keeps a component from shrinking to a single code, in squared units of a
   * code: a component of n codes gets ridge / n added to each variance.
   */
  readonly ridge?: number;
  /** Steps at most. */
  readonly steps?: number;
  /** The gain of a step, in nats per code, below which no further one is taken. */
  readonly tolerance?: number;
  /** Draws the start. */
  readonly random: TorchRandom;
  /** Ends the fit between two steps. */
  readonly signal?: AbortSignal;
}

/** A step of the fit. */
export interface MixtureStep {
  /** Steps taken. */
  readonly step: number;
  /** The mixture as it is. */
  readonly mixture: GaussianMixture;
  /** The mean log density of the codes under it, in nats per code. */
  readonly logLikelihood: number;
  /** What the steps raise: the same less the penalty, in nats per code. */
  readonly objective: number;
}

/** A component of fewer codes than that stays as it is. */
const FEWEST = 1e-6;

/** The log of the share of a code below which a component does not feel it: 2e-9. */
const NEGLIGIBLE_SHARE = -20;

/**
 * Fits a Gaussian mixture to codes by expectation maximisation, in float64 (Dempster, Laird and Rubin 1977),
 * from a start by k-means++. As a prior fitted to the codes of a trained autoencoder it is the ex-post density
 * estimation of Ghosh et al. 2020 (arXiv 1903.12436, section 4).
 *
 * What is maximised is the log likelihood less ridge / 2 sum_k trace(covariance_k^-1) (a conjugate prior of
 * the covariances), which has the closed step covariance_k = scatter_k + ridge / n_k I, so that no step ever
 * lowers it.
 *
 * @param codes code after code. [n * d]
 * @yields each step: the mixture before it, and what it is worth
 * @throws {TypeError} if codes are no numbers
 * @throws {RangeError} if there are fewer codes than components, or a number is out of its range or not finite
 * @throws the signal's reason
 */
export async function* mixtureSteps(
  codes: Float64Array,
  options: FitMixtureOptions,
): AsyncGenerator<MixtureStep, void> {
  const { latentSize: d, components, covariance = "full", ridge = 0.001, random, signal } = options;
  const { steps = 60, tolerance = 1e-3 } = options;
  checkWhole("latentSize", d, { min: 1 });
  checkNumbers("codes", codes);
  const count = checkWhole("the number of codes", codes.length / d, { min: 1 });
  checkWhole("components", components, { min: 1, max: count });
  checkWord("covariance", covariance, COVARIANCES);
  checkFinite("ridge", ridge, { min: 0 });
  checkWhole("steps", steps);
  const breathe = breather();
  const moments = () => new Moments(d, components, covariance);

  const { chosen, nearest } = kMeansPlusPlus(codes, d, components, random);
  const centers = Float64Array.from(
    { length: components * d },
    (_, i) => codes[chosen[Math.floor(i / d)] * d + i % d],
  );
  const start = moments();
  for (let n = 0; n < count; n++) start.add(nearest[n], 1, codes, n * d, centers);
  // Where a component begins with a single code, its covariance is that of all codes.
  let mixture = start.mixture({ ridge, before: wide(codes, d, centers) });

  let last = -Infinity;
  for (let step = 0;; step++) {
    await breathe();
    signal?.throwIfAborted();
    const found = moments();
    const parts = componentLogDensities(mixture);
    let sum = 0;
    for (let n = 0; n < count; n++) {
      if (n % 4096 === 4095) {
        await breathe();
        signal?.throwIfAborted();
      }
      const at = n * d;
      const logs = parts(codes.subarray(at, at + d));
      const total = logSumExp(logs);
      sum += total;
      for (let k = 0; k < components; k++) {
        const share = logs[k] - total;
        if (share > NEGLIGIBLE_SHARE) found.add(k, Math.exp(share), codes, at, mixture.means);
      }
    }
    const logLikelihood = sum / count;
    const objective = logLikelihood - ridge / 2 * precisionTraces(mixture) / count;
    yield { step, mixture, logLikelihood, objective };
    if (step >= steps || objective - last < tolerance) return;
    last = objective;
    mixture = found.mixture({ ridge, before: mixture });
  }
}

/** The mixture that {@linkcode mixtureSteps} ends with. */
export async function fitMixture(
  codes: Float64Array,
  options: FitMixtureOptions,
): Promise<MixtureStep> {
  let last: MixtureStep;
  for await (const step of mixtureSteps(codes, options)) last = step;
  return last!;
}

/** Sums over codes, by component: their shares, the deviations from a mean, and their products. */
class Moments {
  readonly #d: number;
  readonly #covariance: Covariance;
  readonly #counts: Float64Array;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #deviation: Float64Array;

  constructor(d: number, components: number, covariance: Covariance) {
    this.#d = d;
    this.#covariance = covariance;
    this.#counts = new Float64Array(components);
    this.#sums = new Float64Array(components * d);
    this.#squares = new Float64Array(components * d * d);
    this.#deviation = new Float64Array(d);
  }

  /** Adds `share` of the code that begins at `at`, as it deviates from `means`. */
  add(k: number, share: number, codes: Float64Array, at: number, means: Float64Array): void {
    const d = this.#d, deviation = this.#deviation, sums = this.#sums, squares = this.#squares;
    const diagonal = this.#covariance === "diagonal";
    this.#counts[k] += share;
    for (let i = 0; i < d; i++) deviation[i] = codes[at + i] - means[k * d + i];
    for (let i = 0, row = k * d * d; i < d; i++, row += d) {
      const weighted = share * deviation[i];
      sums[k * d + i] += weighted;
      for (let j = diagonal ? i : 0; j <= i; j++) squares[row + j] += weighted * deviation[j];
    }
  }

  /** The mixture of largest penalised likelihood for these shares, which were added around `before`'s means. */
  mixture(
    { ridge, before }: { readonly ridge: number; readonly before: GaussianMixture },
  ): GaussianMixture {
    const d = this.#d, counts = this.#counts, covariance = this.#covariance;
    const total = counts.reduce((a, b) => a + b, 0);
    const means = before.means.slice();
    const factors = before.factors.slice();
    const scatter = new Float64Array(d * d);
    for (let k = 0; k < counts.length; k++) {
      if (counts[k] < FEWEST) continue;
      const shift = (i: number) => this.#sums[k * d + i] / counts[k];
      for (let i = 0; i < d; i++) {
        for (let j = 0; j <= i; j++) {
          const value = this.#squares[(k * d + i) * d + j] / counts[k] - shift(i) * shift(j);
          scatter[i * d + j] = i === j
            ? value + ridge / counts[k]
            : covariance === "full"
            ? value
            : 0;
        }
      }
      const factor = cholesky(scatter, d);
      if ("pivot" in factor) continue; // without a ridge, fewer codes than dimensions: the component stays as it is
      factors.set(factor, k * d * d);
      for (let i = 0; i < d; i++) means[k * d + i] += shift(i);
    }
    return { latentSize: d, weights: counts.map((each) => each / total), means, factors };
  }
}

/** Components at these means, each as wide as all codes are. */
function wide(codes: Float64Array, d: number, means: Float64Array): GaussianMixture {
  const [mean, square] = [new Float64Array(d), new Float64Array(d)];
  const count = codes.length / d;
  for (let i = 0; i < codes.length; i++) mean[i % d] += codes[i] / count;
  for (let i = 0; i < codes.length; i++) square[i % d] += (codes[i] - mean[i % d]) ** 2 / count;
  const components = means.length / d;
  const factors = new Float64Array(components * d * d);
  for (let row = 0; row < components * d; row++) {
    factors[row * d + row % d] = Math.sqrt(square[row % d]) || 1;
  }
  return {
    latentSize: d,
    weights: new Float64Array(components).fill(1 / components),
    means,
    factors,
  };
}

/** The sum over the components of the trace of the inverse covariance: the squares of the inverse factors. */
function precisionTraces({ latentSize: d, weights, factors }: GaussianMixture): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    const inverse = invertTriangle(factors.subarray(k * d * d, (k + 1) * d * d), d);
    for (let column = 0; column < d; column++) {
      for (let i = column; i < d; i++) sum += inverse[i * d + column] ** 2;
    }
  }
  return sum;
}
