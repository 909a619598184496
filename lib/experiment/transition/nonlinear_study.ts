import { breather } from "../../data/breather.ts";
import type { DataSet } from "../../data/data_set.ts";
import { varyingEigenpairs } from "../../theory/varying_eigenpairs.ts";
import { pixelMeans } from "../../theory/pixel_means.ts";
import type { Side } from "./linear_branch.ts";
import { NonlinearFlow, type NonlinearState } from "./nonlinear_flow.ts";

/** What is compared. */
export const NONLINEAR_CASES = {
  linear: { title: "degree 1, the linear VAE", degree: 1, mirrored: false },
  nonlinear: { title: "degree 4", degree: 4, mirrored: false },
  mirrored: { title: "degree 4, images and their mirror images", degree: 4, mirrored: true },
} as const;

/** One of them. */
export type NonlinearCase = keyof typeof NONLINEAR_CASES;

/** What is looked at. */
export interface NonlinearSettings {
  /** The training images. */
  readonly data: DataSet;
  /** Principal components of the images that the decoder gives, K. */
  readonly components: number;
  /** The weights of the KL term over the critical one, ascending. */
  readonly ratios: readonly number[];
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** Where a case ends at a weight, reached from one side. */
export interface NonlinearPoint {
  /** Which case. */
  readonly name: NonlinearCase;
  /** From which side the weight was reached. */
  readonly side: Side;
  /** The weight over the critical one. */
  readonly ratio: number;
  /** In nats. */
  readonly kl: number;
  /** The loss less that of the collapsed state: below 0, collapse is not the optimum. */
  readonly gain: number;
  /** Whether nothing was left to come. */
  readonly settled: boolean;
}

/** The scores of the images, and what matters of them. */
export interface NonlinearData {
  /** How many images, mirror images not counted. */
  readonly images: number;
  /** The largest eigenvalue; the critical weight is twice that. */
  readonly eigenvalue: number;
  /** Of the first component: the mean of its cube, over the third power of its deviation. */
  readonly skewness: number;
}

/** What happened. */
export type NonlinearEvent =
  | { readonly kind: "data"; readonly data: NonlinearData }
  | { readonly kind: "point"; readonly point: NonlinearPoint };

/** Rounds at most, between two looks, and the change of the KL divergence between them that counts as none. */
const ROUNDS = 800, LOOK = 25, TOLERANCE = 2e-7;

/** The size of the posterior means from which the collapsed side starts. */
const SIZE = 0.02;

/**
 * Is the transition of another order where the VAE is not linear? The smallest loss of a VAE of one unit with a polynomial decoder
 * and free posteriors (see {@linkcode NonlinearFlow}), around the critical weight, from both sides: the active side
 * follows the model from one weight to the next larger one, the collapsed side begins anew near collapse at each.
 *
 * Why it may be. Let t be the first component's score, standardised. In the linear VAE a code and its negative are
 * equivalent, and the loss is even in the weight w: the first term beyond w^2 is w^4 / (2 s) > 0, and the transition is
 * continuous. A decoder that bends has a term c (z^2 - 1) beside w z, and posteriors whose variances differ from image to image serve it:
 * its own quadratic term, 2 |c|^2 - 2 / s c^T C c, vanishes along the first component at the same critical weight. The two are coupled by
 * -2 w^2 / l E[t^2 x] c, of third order: unless E[t^2 x] is zero, the loss at the critical weight is least at a distance
 * from collapse, and the transition is one of first order. Adding the mirror image 2 m - x of each image to the data makes
 * E[t^2 x] zero and leaves the covariance as it is.
 *
 * @throws the signal's reason, if it was aborted
 */
export async function* nonlinearStudy(
  { data, components, ratios, signal }: NonlinearSettings,
): AsyncGenerator<NonlinearEvent, void> {
  const breathe = breather();
  const pairs = varyingEigenpairs(data).slice(0, components);
  const scores = scoresOf(data, pairs.map(({ vector }) => vector));
  const [{ value: eigenvalue }] = pairs;
  const K = pairs.length;
  let cube = 0;
  for (let i = 0; i < data.count; i++) cube += scores[i * K] ** 3 / data.count;
  const skewness = cube / eigenvalue ** 1.5;
  yield { kind: "data", data: { images: data.count, eigenvalue, skewness } };
  for (const name of Object.keys(NONLINEAR_CASES) as NonlinearCase[]) {
    const { degree, mirrored } = NONLINEAR_CASES[name];
    const own = mirrored ? Float64Array.of(...scores, ...scores.map((score) => -score)) : scores;
    const count = own.length / K;
    const near = (size: number, logVar: number): NonlinearState => ({
      mu: Float64Array.from({ length: count }, (_, i) => size * own[i * K] / Math.sqrt(eigenvalue)),
      logVar: new Float64Array(count).fill(logVar),
    });
    const variance = own.reduce((sum, score) => sum + score ** 2, 0) / count;
    for (const side of ["active", "collapsed"] as const) {
      let state = near(0.5, -0.3);
      for (const ratio of ratios) {
        const beta = 2 * eigenvalue * ratio;
        const start = side === "active" ? state : near(SIZE, 0);
        const flow = new NonlinearFlow(own, K, degree, start);
        let [before, settled] = [flow.kl(), false];
        for (let round = 1; round <= ROUNDS && !settled; round++) {
          await breathe();
          signal?.throwIfAborted();
          flow.round(beta);
          if (round % LOOK > 0) continue;
          const now = flow.kl();
          // Growth from near collapse begins slowly: a small KL divergence that grows has not settled.
          settled = Math.abs(now - before) < TOLERANCE && !(now > before && now < 1e-3);
          before = now;
        }
        if (side === "active") state = flow.state;
        const point = {
          name,
          side,
          ratio,
          kl: flow.kl(),
          gain: flow.loss(beta) - variance,
          settled,
        };
        yield { kind: "point", point };
      }
    }
  }
}

/** The images' deviations from their mean along some vectors. [N * K] */
function scoresOf(data: DataSet, vectors: readonly Float64Array[]): Float64Array {
  const { pixels, size, count } = data;
  const means = pixelMeans(data);
  const scores = new Float64Array(count * vectors.length);
  for (let i = 0; i < count; i++) {
    vectors.forEach((vector, k) => {
      let score = 0;
      for (let p = 0; p < size; p++) score += (pixels[i * size + p] / 255 - means[p]) * vector[p];
      scores[i * vectors.length + k] = score;
    });
  }
  return scores;
}
