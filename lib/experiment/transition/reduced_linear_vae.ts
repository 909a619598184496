import { checkNumbers, checkWhole } from "../../math/check_argument.ts";
import type { TorchRandom } from "../../math/torch_random.ts";

/** The parameters of a linear VAE along the principal components of its data. */
export interface ReducedLinearVae {
  /** Decoder: component k of the image by unit j at [k * d + j]. [K * d] */
  readonly decoder: Float64Array;
  /** Encoder: mu of unit j by component k at [j * K + k]. [d * K] */
  readonly encoder: Float64Array;
  /** The units' log-variances. [d] */
  readonly logVar: Float64Array;
}

/** A start near the collapsed state: normal weights of the given size, variances of the prior. */
export function nearlyCollapsed(
  { components, units, size, random }: {
    readonly components: number;
    readonly units: number;
    readonly size: number;
    readonly random: TorchRandom;
  },
): ReducedLinearVae {
  checkWhole("components", components, { min: 1 });
  checkWhole("units", units, { min: 1 });
  const draw = () => Float64Array.from(random.normal(components * units), (value) => size * value);
  return { decoder: draw(), encoder: draw(), logVar: new Float64Array(units) };
}

/**
 * Gradient flow of the linear VAE in the coordinates of its data's principal components, in float64 and
 * without noise: the same problem as the linear VAE on the pixels, in a few hundred numbers.
 *
 * Why it is the same. The loss, in the mean over images and codes, depends on the images through their mean m
 * and covariance C alone: with the biases at c = m and -A m it is
 * `tr((I - W A) C (I - W A)^T) + sum_j v_j |w_j|^2 + s sum_j (a_j C a_j^T + v_j - 1 - ln v_j)`, s = beta / 2.
 * With C = U diag(l) U^T, the rotation W' = U^T W, A' = A U leaves it as it is with diag(l) in place of C, and
 * gradient flow (and descent) too, since U is orthogonal. Components along which W' and A' are zero have gradients that
 * are zero and stay so; leaving out the trailing ones is gradient flow from a start without weight along them. And for
 * images from which the mean was subtracted, biases that are zero have zero gradients.
 * What is left out: the noise of batches and codes, and Adam.
 *
 * One step changes the parameters by -step * gradient: plain gradient descent, whose stationary points are those
 * of the flow.
 */
export class LinearFlow {
  readonly #l: Float64Array;
  readonly #d: number;
  readonly #K: number;
  /** The parameters, which steps change. */
  readonly model: ReducedLinearVae;
  readonly #square: Float64Array; // A diag(l) A^T. [d * d]
  readonly #gram: Float64Array; // W^T W. [d * d]
  readonly #decoderGradient: Float64Array;
  readonly #encoderGradient: Float64Array;
  readonly #logVarGradient: Float64Array;

  /**
   * A flow from a copy of `start`.
   *
   * @param eigenvalues along the components that are kept, the largest first. [K]
   * @throws {RangeError} if the weights are of another shape
   */
  constructor(eigenvalues: ArrayLike<number>, start: ReducedLinearVae) {
    checkNumbers("eigenvalues", eigenvalues);
    this.#l = Float64Array.from(eigenvalues);
    this.#K = this.#l.length;
    this.#d = start.logVar.length;
    const size = this.#K * this.#d;
    if (start.decoder.length !== size || start.encoder.length !== size) {
      throw new RangeError(
        `wanted weights of ${this.#K} components by ${this.#d} units, got ${start.decoder.length} and ` +
          `${start.encoder.length}`,
      );
    }
    this.model = {
      decoder: start.decoder.slice(),
      encoder: start.encoder.slice(),
      logVar: start.logVar.slice(),
    };
    this.#square = new Float64Array(this.#d ** 2);
    this.#gram = new Float64Array(this.#d ** 2);
    this.#decoderGradient = new Float64Array(size);
    this.#encoderGradient = new Float64Array(size);
    this.#logVarGradient = new Float64Array(this.#d);
  }

  /** A step that is stable near the optimum at these weights of the KL term: an eighth of a minimum's curvature. */
  stableStep(beta: number): number {
    const largest = this.#l[0];
    return 0.5 / (1 + largest * Math.max(largest, beta / 2));
  }

  /** In nats, by unit. [d] */
  klPerUnit(): Float64Array {
    const { encoder, logVar } = this.model;
    return logVar.map((value, j) => {
      let spread = 0;
      for (let k = 0; k < this.#K; k++) spread += encoder[j * this.#K + k] ** 2 * this.#l[k];
      return (spread + Math.expm1(value) - value) / 2;
    });
  }

  /** reconstruction + beta KL along the components that are kept. */
  loss(beta: number): number {
    const { decoder, encoder, logVar } = this.model;
    const [d, K, l] = [this.#d, this.#K, this.#l];
    let reconstruction = 0;
    for (let k = 0; k < K; k++) {
      for (let i = 0; i < K; i++) {
        let product = k === i ? 1 : 0;
        for (let j = 0; j < d; j++) product -= decoder[k * d + j] * encoder[j * K + i];
        reconstruction += product ** 2 * l[i];
      }
      for (let j = 0; j < d; j++) reconstruction += decoder[k * d + j] ** 2 * Math.exp(logVar[j]);
    }
    return reconstruction + beta * this.klPerUnit().reduce((sum, kl) => sum + kl, 0);
  }

  /** The gradient of {@linkcode LinearFlow.loss}; the arrays are used again by the next call. */
  gradient(beta: number): ReducedLinearVae {
    const { decoder, encoder, logVar } = this.model;
    const [d, K, l, square, gram] = [this.#d, this.#K, this.#l, this.#square, this.#gram];
    const s = beta / 2;
    for (let a = 0; a < d; a++) {
      for (let b = 0; b <= a; b++) {
        let [encoded, decoded] = [0, 0];
        for (let k = 0; k < K; k++) {
          encoded += encoder[a * K + k] * encoder[b * K + k] * l[k];
          decoded += decoder[k * d + a] * decoder[k * d + b];
        }
        square[a * d + b] = square[b * d + a] = encoded;
        gram[a * d + b] = gram[b * d + a] = decoded;
      }
    }
    for (let k = 0; k < K; k++) {
      for (let j = 0; j < d; j++) {
        let [byDecoder, byEncoder] = [decoder[k * d + j] * Math.exp(logVar[j]), 0];
        byDecoder -= l[k] * encoder[j * K + k];
        byEncoder += (s * encoder[j * K + k] - decoder[k * d + j]) * l[k];
        for (let i = 0; i < d; i++) {
          byDecoder += decoder[k * d + i] * square[i * d + j];
          byEncoder += gram[j * d + i] * encoder[i * K + k] * l[k];
        }
        this.#decoderGradient[k * d + j] = 2 * byDecoder;
        this.#encoderGradient[j * K + k] = 2 * byEncoder;
      }
    }
    for (let j = 0; j < d; j++) {
      this.#logVarGradient[j] = Math.exp(logVar[j]) * gram[j * d + j] + s * Math.expm1(logVar[j]);
    }
    return {
      decoder: this.#decoderGradient,
      encoder: this.#encoderGradient,
      logVar: this.#logVarGradient,
    };
  }

  /** Takes a step of gradient descent. */
  step(beta: number, size: number): void {
    const gradient = this.gradient(beta);
    for (const name of ["decoder", "encoder", "logVar"] as const) {
      const [values, slope] = [this.model[name], gradient[name]];
      for (let i = 0; i < values.length; i++) values[i] -= size * slope[i];
    }
  }
}
