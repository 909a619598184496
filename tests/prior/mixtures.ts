import { fc } from "../../lib/deps/fast_check.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import type { GaussianMixture } from "../../lib/prior/gaussian_mixture.ts";

/** Two components in two dimensions. */
export const PAIR: GaussianMixture = {
  latentSize: 2,
  weights: Float64Array.of(0.3, 0.7),
  means: Float64Array.of(-2, 1, 2, 0),
  factors: Float64Array.of(0.8, 0, 0.5, 0.6, 1, 0, -0.7, 0.9),
};

/** Any mixture of up to 4 components in up to 3 dimensions. */
export const anyMixture: fc.Arbitrary<GaussianMixture> = fc
  .record({ d: fc.integer({ min: 1, max: 3 }), k: fc.integer({ min: 1, max: 4 }), seed: fc.nat() })
  .map(({ d, k, seed }) => {
    const random = new TorchRandom(seed);
    const raw = Float64Array.from(random.uniform(k, 0.1, 1));
    const sum = raw.reduce((a, b) => a + b, 0);
    const factors = Float64Array.from(random.normal(k * d * d));
    for (let at = 0; at < factors.length; at++) {
      const [row, column] = [Math.floor(at / d) % d, at % d];
      if (column > row) factors[at] = 0;
      if (column === row) factors[at] = 0.2 + Math.abs(factors[at]);
    }
    return {
      latentSize: d,
      weights: raw.map((weight) => weight / sum),
      means: Float64Array.from(random.uniform(k * d, -3, 3)),
      factors,
    };
  });

/** L L^T of a component. */
export function covarianceOf({ latentSize: d, factors }: GaussianMixture, k: number): number[][] {
  const at = (i: number, j: number) => factors[(k * d + i) * d + j];
  return Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (_, j) => {
      let sum = 0;
      for (let l = 0; l < d; l++) sum += at(i, l) * at(j, l);
      return sum;
    }));
}
