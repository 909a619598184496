import { checkFinite, checkWhole } from "../../math/check_argument.ts";
import { eigenvectorsOfSymmetric } from "../../math/eigenvectors_of_symmetric.ts";

/** A VAE of one unit whose decoder is a polynomial of the code, and whose posteriors are free, image by image. */
export interface NonlinearState {
  /** Posterior means. [N] */
  readonly mu: Float64Array;
  /** Posterior log-variances. [N] */
  readonly logVar: Float64Array;
}

/** Nodes and weights of Gauss-Hermite quadrature for the standard normal. */
export function hermiteQuadrature(nodes: number): { x: Float64Array; weights: Float64Array } {
  checkWhole("nodes", nodes, { min: 1 });
  // Golub and Welsch 1969: eigenvalues of the recurrence's matrix, sqrt(k) beside the diagonal.
  const matrix = new Float64Array(nodes * nodes);
  for (let k = 1; k < nodes; k++) {
    matrix[k * nodes + k - 1] = matrix[(k - 1) * nodes + k] = Math.sqrt(k);
  }
  const pairs = eigenvectorsOfSymmetric(matrix);
  return {
    x: Float64Array.from(pairs, ({ value }) => value),
    weights: Float64Array.from(pairs, ({ vector }) => vector[0] ** 2),
  };
}

/**
 * The smallest loss of a one-unit VAE that is not linear, without noise and without an encoder's limits: the decoder is a
 * polynomial of the code, its output the first principal components of the images, and each image has a
 * posterior N(mu, v) of its own, as an encoder without bounds could give it. With degree 1 it is the linear VAE of one unit.
 *
 * Minimised in turns: the decoder by least squares, which is exact since quadrature of this order integrates
 * the polynomials; the posteriors by damped Newton steps, image by image.
 */
export class NonlinearFlow {
  readonly #scores: Float64Array;
  readonly #N: number;
  readonly #K: number;
  readonly #degree: number;
  /** Changed by steps. */
  readonly state: NonlinearState;
  /** Of powers of the code, [degree + 1] of them, by component. [K * (degree + 1)] */
  readonly decoder: Float64Array;
  readonly #x: Float64Array;
  readonly #weights: Float64Array;

  /**
   * A copy of `start`, with the decoder that suits it.
   *
   * @param scores of the images along K principal components, of mean 0. [N * K]
   * @throws {RangeError} if there are not K scores for each posterior
   */
  constructor(
    scores: ArrayLike<number>,
    components: number,
    degree: number,
    start: NonlinearState,
  ) {
    this.#K = checkWhole("components", components, { min: 1 });
    this.#degree = checkWhole("degree", degree, { min: 1 });
    this.#N = start.mu.length;
    if (scores.length !== this.#N * components || start.logVar.length !== this.#N) {
      throw new RangeError(
        `wanted ${this.#N} x ${components} scores and ${this.#N} log-variances, got ${scores.length} and ` +
          `${start.logVar.length}`,
      );
    }
    this.#scores = Float64Array.from(scores);
    this.state = { mu: start.mu.slice(), logVar: start.logVar.slice() };
    const { x, weights } = hermiteQuadrature(degree + 1); // exact up to degree 2 degree + 1
    this.#x = x;
    this.#weights = weights;
    this.decoder = new Float64Array(components * (degree + 1));
    this.fitDecoder();
  }

  /** The mean KL divergence of the posteriors, in nats. */
  kl(): number {
    const { mu, logVar } = this.state;
    let sum = 0;
    for (let i = 0; i < this.#N; i++) sum += mu[i] ** 2 + Math.expm1(logVar[i]) - logVar[i];
    return sum / (2 * this.#N);
  }

  /** Squared error along the components + beta KL, in the mean over the images. */
  loss(beta: number): number {
    const { mu, logVar } = this.state;
    const [K, D, x, weights] = [this.#K, this.#degree, this.#x, this.#weights];
    let sum = 0;
    for (let i = 0; i < this.#N; i++) {
      const deviation = Math.exp(logVar[i] / 2);
      for (let q = 0; q < x.length; q++) {
        const z = mu[i] + deviation * x[q];
        for (let k = 0; k < K; k++) {
          let value = 0;
          for (let p = D; p >= 0; p--) value = value * z + this.decoder[k * (D + 1) + p];
          sum += weights[q] * (this.#scores[i * K + k] - value) ** 2;
        }
      }
    }
    return sum / this.#N + beta * this.kl();
  }

  /** The best decoder for these posteriors. */
  fitDecoder(): void {
    const { mu, logVar } = this.state;
    const [K, n, x, weights] = [this.#K, this.#degree + 1, this.#x, this.#weights];
    const gram = new Float64Array(n * n), right = new Float64Array(n * K);
    const powers = new Float64Array(n), means = new Float64Array(n);
    for (let i = 0; i < this.#N; i++) {
      const deviation = Math.exp(logVar[i] / 2);
      means.fill(0);
      for (let q = 0; q < x.length; q++) {
        const z = mu[i] + deviation * x[q];
        powers[0] = 1;
        for (let p = 1; p < n; p++) powers[p] = powers[p - 1] * z;
        for (let p = 0; p < n; p++) {
          means[p] += weights[q] * powers[p];
          for (let r = 0; r <= p; r++) gram[p * n + r] += weights[q] * powers[p] * powers[r];
        }
      }
      for (let p = 0; p < n; p++) {
        for (let k = 0; k < K; k++) right[p * K + k] += means[p] * this.#scores[i * K + k];
      }
    }
    solve(gram, right, n, K);
    for (let k = 0; k < K; k++) {
      for (let p = 0; p < n; p++) this.decoder[k * n + p] = right[p * K + k];
    }
  }

  /** A round: `inner` Newton steps of all posteriors, then the decoder. */
  round(beta: number, inner = 2): void {
    const { mu, logVar } = this.state;
    const [K, D, x, weights] = [this.#K, this.#degree, this.#x, this.#weights];
    const s = checkFinite("beta", beta, { above: 0 }) / 2;
    for (let i = 0; i < this.#N; i++) {
      for (let step = 0; step < inner; step++) {
        const variance = Math.exp(logVar[i]), deviation = Math.sqrt(variance);
        let [byMu, byLog, muMu, logLog] = [2 * s * mu[i], s * (variance - 1), 2 * s, s * variance];
        for (let q = 0; q < x.length; q++) {
          const z = mu[i] + deviation * x[q], lever = deviation * x[q] / 2;
          for (let k = 0; k < K; k++) {
            let [value, slope] = [0, 0];
            for (let p = D; p >= 0; p--) {
              slope = slope * z + value;
              value = value * z + this.decoder[k * (D + 1) + p];
            }
            const pull = -2 * weights[q] * (this.#scores[i * K + k] - value) * slope;
            byMu += pull;
            byLog += pull * lever;
            const stiffness = 2 * weights[q] * slope ** 2;
            muMu += stiffness;
            logLog += stiffness * lever ** 2;
          }
        }
        mu[i] -= byMu / muMu;
        // No more than a factor of two at once: exp(logVar) has no upper bound.
        logVar[i] -= Math.max(-0.7, Math.min(0.7, byLog / logLog));
      }
    }
    this.fitDecoder();
  }
}

/** Solves a symmetric positive definite system in place, by Cholesky's method; of `gram` the lower half is read. */
function solve(gram: Float64Array, right: Float64Array, n: number, columns: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = gram[i * n + j];
      for (let k = 0; k < j; k++) sum -= gram[i * n + k] * gram[j * n + k];
      gram[i * n + j] = i === j ? Math.sqrt(sum) : sum / gram[j * n + j];
    }
  }
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < n; i++) {
      let sum = right[i * columns + c];
      for (let k = 0; k < i; k++) sum -= gram[i * n + k] * right[k * columns + c];
      right[i * columns + c] = sum / gram[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = right[i * columns + c];
      for (let k = i + 1; k < n; k++) sum -= gram[k * n + i] * right[k * columns + c];
      right[i * columns + c] = sum / gram[i * n + i];
    }
  }
}
